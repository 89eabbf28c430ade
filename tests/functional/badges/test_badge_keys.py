"""The operator's commands for the keys with which badges are signed."""

import pytest

from app.badges import queries, writing_down
from app.badges.models import IssuerKey
from app.cli.doctor import CHECKS
from app.kernel.db import session
from tests.factories.badges import awarded, one_computer
from tests.factories.courses import tala
from tests.factories.portals import north

__all__ = ["north", "one_computer", "tala"]


@pytest.fixture
def flask(app):
    def run(*words: str):
        session.commit()
        session.remove()
        with app.app_context():
            return app.test_cli_runner().invoke(args=["badges", *words])

    return run


@pytest.fixture
def another_secret(app):
    """The operator has set another SECRET_KEY."""
    kept = app.extensions["badges"]
    app.extensions["badges"] = writing_down.Desk(kept.base_url, "another secret, as long as that")
    yield
    app.extensions["badges"] = kept


def test_keys_are_listed_and_rotated(flask, one_computer):
    assert "key-1" in flask("keys").output

    assert flask("rotate", "north").output == "north signs with key-2 from now on.\n"

    listed = flask("keys", "north").output
    assert "retired" in listed
    assert "signs" in listed
    assert session.query(IssuerKey).count() == 2


def test_an_unknown_issuer_is_named(flask, one_computer):
    said = flask("rotate", "nowhere")

    assert said.exit_code == 1
    assert "no issuer is called 'nowhere'" in said.output


def test_another_secret_is_noticed_and_mended_by_a_new_key(
    flask, app, config, one_computer, another_secret, boris, tala
):
    said = flask("keys")
    assert said.exit_code == 1
    assert "LOCKED" in said.output
    assert "north cannot sign" in said.output
    with app.app_context():
        assert "flask badges keys" in CHECKS["badge keys"](config)

    flask("rotate", "north")

    assert flask("keys").exit_code == 0
    with app.app_context():
        assert CHECKS["badge keys"](config) is None
        found = queries.find(tala, one_computer.id)
        assert awarded(found, boris, tala).credential
