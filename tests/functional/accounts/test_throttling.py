"""Who tries too often waits, never longer than a quarter of an hour."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts import throttle
from app.accounts.actions import tidy
from app.accounts.models import Attempt
from app.accounts.throttle import Deed
from app.kernel.db import session
from tests.factories.people import PASSWORD

WRONG = "not the password at all"


@pytest.fixture
def few(monkeypatch):
    """Allow three tries from one network, so that tests need not make hundreds."""
    monkeypatch.setattr(throttle, "PER_NETWORK", dict.fromkeys(Deed, 3))


def tries(client, email, password=WRONG, **expected):
    values = {"email": email, "password": password}
    return client.post("/en/sign-in", values, **(expected or {"status": 422}))


def test_after_ten_wrong_passwords_the_account_waits(client, amina):
    for _ in range(10):
        tries(client, amina.email)

    page = tries(client, amina.email, PASSWORD, status=429)

    assert "Please try again in 15 minutes" in page.main
    assert 0 < int(page.response.headers["Retry-After"]) <= 15 * 60


def test_an_unknown_address_waits_just_the_same(client):
    for _ in range(10):
        tries(client, "nobody@school.example")

    tries(client, "nobody@school.example", status=429)


def test_others_are_not_kept_waiting(client, amina, boris):
    for _ in range(10):
        tries(client, amina.email)

    tries(client, boris.email, PASSWORD, leads_to="/en/")


def test_trying_on_does_not_make_the_wait_longer(client, amina, later):
    for _ in range(10):
        tries(client, amina.email)
    later(timedelta(minutes=14))
    assert "in a minute" in tries(client, amina.email, PASSWORD, status=429).main

    later(timedelta(minutes=1))

    tries(client, amina.email, PASSWORD, leads_to="/en/")


def test_success_forgets_the_failures(client, amina):
    for _ in range(9):
        tries(client, amina.email)
    tries(client, amina.email, PASSWORD, leads_to="/en/")
    client.sign_out()

    for _ in range(10):
        tries(client, amina.email)


def test_a_network_waits_whichever_accounts_it_tries(client, other_client, few, amina):
    for number in range(3):
        tries(client, f"person{number}@school.example")

    tries(client, amina.email, PASSWORD, status=429)

    client.browser.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    tries(client, amina.email, PASSWORD, leads_to="/en/")


@pytest.mark.parametrize(
    ("path", "limit", "sent"),
    [("/en/password", 3, "/en/password/sent"), ("/en/confirmation", 3, "/en/sign-up/sent")],
)
def test_mails_to_one_address_are_few(client, amina, mails, path, limit, sent):
    for _ in range(limit):
        client.post(path, {"email": amina.email}, leads_to=sent)

    client.post(path, {"email": f" {amina.email.upper()}"}, status=429)

    assert len(mails()) <= limit


def test_signing_up_with_one_address_over_and_over_waits(client):
    values = {"name": "Ngozi", "email": "ngozi@school.example", "password": PASSWORD}
    for _ in range(5):
        client.post("/en/sign-up", values, leads_to="/en/sign-up/sent")

    client.post("/en/sign-up", values, status=429)


def test_guessing_the_password_in_an_open_browser_waits_as_well(client, amina):
    client.sign_in(amina)
    values = {"current": WRONG, "password": "seven other words than before"}
    for _ in range(10):
        client.post("/en/account/password", values, status=422)

    client.post("/en/account/password", values | {"current": PASSWORD}, status=429)
    values = {"current": PASSWORD, "email": "else@school.example"}
    client.post("/en/account/email", values, status=429)


def test_a_program_reads_how_long_to_wait(client, amina):
    for _ in range(10):
        tries(client, amina.email)

    values = {"email": amina.email, "password": PASSWORD}
    page = client.post("/en/sign-in", values, status=429, headers={"Accept": "application/json"})

    assert page.json["status"] == 429


def test_neither_addresses_nor_networks_are_written_down(client, amina):
    tries(client, amina.email)

    for key in session.scalars(select(Attempt.key)):
        assert len(key) == 64
        assert "amina" not in key


def test_attempts_are_deleted_after_a_day(client, amina, later):
    tries(client, amina.email)
    later(timedelta(hours=23))
    tidy()
    assert session.scalar(select(func.count(Attempt.id))) == 2

    later(timedelta(hours=1, seconds=1))
    tidy()

    assert session.scalar(select(func.count(Attempt.id))) == 0


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2ff::9", "2001:db8:1:200::/56"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("", "unknown"),
        (None, "unknown"),
    ],
)
def test_neighbours_share_a_network(address, network):
    assert throttle.network_of(address) == network
