"""Every route says how open it is, or the house does not start."""

import pytest
from flask import Flask

from app.kernel.access import (
    Access,
    UndeclaredRouteError,
    access_of,
    public,
    require,
    require_declared,
)
from app.kernel.errors import Denied


def bare_app() -> Flask:
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/open", "open", public(lambda: "open"))
    return app


def test_a_route_that_says_nothing_stops_the_start():
    app = bare_app()
    app.add_url_rule("/forgotten", "forgotten", lambda: "anybody")

    with pytest.raises(UndeclaredRouteError, match="forgotten"):
        require_declared(app)


def test_a_route_that_says_how_open_it_is_is_fine():
    app = bare_app()

    require_declared(app)

    assert access_of(app, "open") is Access.PUBLIC


def test_each_route_of_the_house_has_a_door(app):
    require_declared(app)

    assert {access_of(app, rule.endpoint) for rule in app.url_map.iter_rules()} <= set(Access)


def test_what_the_policy_refuses_is_denied():
    require(True)
    with pytest.raises(Denied):
        require(False)
