"""How open each route is. A route that does not say so stops the app from starting.

These are the outer doors; what a person may do to a record is the room's `policy.py`.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask

from app.kernel.errors import Denied

View = TypeVar("View", bound=Callable[..., Any])


class Access(StrEnum):
    """Who may come through a route's door at all."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    STEWARD = "steward of the portal"
    NETWORK_STEWARD = "network steward"


class UndeclaredRouteError(Exception):
    """A view lacks @public, @signed_in or another door."""


def _door(access: Access) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]  # a function may carry attributes
        return view

    return decorate


public = _door(Access.PUBLIC)
signed_in = _door(Access.SIGNED_IN)
steward = _door(Access.STEWARD)
network_steward = _door(Access.NETWORK_STEWARD)


def access_of(app: Flask, endpoint: str) -> Access | None:
    """Return what the endpoint's view has declared."""
    return getattr(app.view_functions[endpoint], "access", None)


def require_declared(app: Flask) -> None:
    """Raise UndeclaredRouteError if a route of the app has no declared door."""
    bare = sorted(
        rule.endpoint for rule in app.url_map.iter_rules() if access_of(app, rule.endpoint) is None
    )
    if bare:
        raise UndeclaredRouteError(f"no access is declared for: {', '.join(bare)}")


def require(allowed: bool, /) -> None:  # noqa: FBT001  # require(policy.can_edit(…))
    """Raise Denied unless the policy said yes."""
    if not allowed:
        raise Denied
