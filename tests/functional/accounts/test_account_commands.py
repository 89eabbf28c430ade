"""`flask account …`."""

import pytest

from app.accounts import queries
from app.accounts.commands import account_group
from app.kernel.db import session
from tests.factories.people import PASSWORD, person


@pytest.fixture
def run(app):
    def run(*arguments):
        session.commit()
        return app.test_cli_runner().invoke(account_group, arguments)

    return run


def test_an_account_made_by_hand_can_sign_in(run, client):
    result = run(
        "create", "--email", "Op@School.example", "--name", "ओप", "--password", PASSWORD,
        "--network-steward",
    )  # fmt: skip

    assert result.exit_code == 0, result.output
    assert queries.by_email("op@school.example").is_network_steward
    values = {"email": "op@school.example", "password": PASSWORD}
    client.post("/en/sign-in", values, leads_to="/en/")


@pytest.mark.parametrize(
    ("email", "password", "said"),
    [
        ("new@school.example", "short", "at least 15"),
        ("amina.diallo@school.example", PASSWORD, "has an account already"),
        ("no address", PASSWORD, "is no e-mail address"),
    ],
)
def test_an_account_that_cannot_be_made_is_said(run, amina, email, password, said):
    result = run("create", "--email", email, "--name", "New", "--password", password)

    assert result.exit_code == 1
    assert said in result.output


def test_an_address_is_confirmed_by_hand(run):
    person("Late Bird", email="late@school.example", confirmed_at=None)

    assert run("confirm", "late@school.example").exit_code == 0

    assert queries.by_email("late@school.example").is_confirmed


def test_confirming_nobody_is_said(run):
    result = run("confirm", "nobody@school.example")

    assert result.exit_code == 1
    assert "Nobody has the address" in result.output
