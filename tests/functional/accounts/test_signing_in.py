"""Signing in and out, and the sessions of browsers."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import UserSession
from app.kernel.db import session
from tests.client import fresh
from tests.factories.people import PASSWORD

AWAY = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "http:evil.example",
    "en/account",
    "/" + "a" * 600,
]


def sign_in(client, email, password=PASSWORD, address="/en/sign-in", **expected):
    client.get(address)
    return client.submit("Sign in", {"email": email, "password": password}, **expected)


def test_a_person_signs_in_and_comes_home(client, amina):
    sign_in(client, amina.email, leads_to="/en/")

    assert client.get("/en/account").h1 == "Your profile"


def test_the_address_may_be_written_in_capitals(client, amina):
    sign_in(client, f" {amina.email.upper()} ", leads_to="/en/")


@pytest.mark.parametrize("email", ["amina.diallo@school.example", "nobody@school.example"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, amina, email):
    page = sign_in(client, email, "not the password at all", status=422)

    assert "The address or the password is not right." in page.main
    assert page.form("Sign in").values["email"] == email
    client.get("/en/account", leads_to="/en/sign-in")


def test_a_password_is_the_same_in_composed_and_decomposed_letters(client, amina, mails):
    client.sign_in(amina).get("/en/account/password")
    values = {"current": PASSWORD, "password": "Ångström caf\u00e9 wide ﬁelds"}
    client.submit("Save the password", values, leads_to="/en/account/security")

    client.sign_out()

    sign_in(client, amina.email, "A\u030angstro\u0308m cafe\u0301 wide fields", leads_to="/en/")


def test_a_private_page_leads_to_sign_in_and_back(client, amina):
    page = client.get("/en/account/security", leads_to="/en/sign-in")

    sign_in(client, amina.email, address=page.leads_to, leads_to="/en/account/security")


def test_a_program_is_told_that_it_must_sign_in(client):
    page = client.get("/en/account", status=401, headers={"Accept": "application/json"})

    assert page.json["status"] == 401


def test_a_private_form_leads_to_sign_in(client):
    client.post("/en/account/sessions/revocation", leads_to="/en/sign-in")


@pytest.mark.parametrize("away", AWAY)
def test_nobody_is_led_away_from_the_house(client, amina, away):
    client.get("/en/sign-in", query_string={"next": away})
    assert "next" not in client.page.form("Sign in").names
    values = {"email": amina.email, "password": PASSWORD, "next": away}

    client.post("/en/sign-in", values, leads_to="/en/")

    client.get("/en/sign-in", query_string={"next": away}, leads_to="/en/")


def test_who_is_signed_in_is_led_on(client, amina):
    client.sign_in(amina).get("/en/sign-in?next=/en/account", leads_to="/en/account")


def test_the_cookie_of_before_is_worth_nothing_after_signing_in(client, amina):
    client.get("/en/sign-in")
    with client.browser.session_transaction() as values:
        values["planted"] = "by somebody else"
        before = values["csrf_token"]

    sign_in(client, amina.email, leads_to="/en/")

    with client.browser.session_transaction() as values:
        assert "planted" not in values
        assert values.get("csrf_token") != before


def test_signing_in_again_ends_the_session_of_before(client, amina, boris):
    client.sign_in(amina)
    former = client.session_hash

    values = {"email": boris.email, "password": PASSWORD}
    client.post("/en/sign-in", values, leads_to="/en/")

    hashes = set(session.scalars(select(UserSession.token_hash)))
    assert former not in hashes
    assert client.session_hash in hashes


def test_only_the_hash_of_the_secret_is_kept(client, amina):
    client.sign_in(amina)

    with client.browser.session_transaction() as values:
        assert values["_user_id"] not in set(session.scalars(select(UserSession.token_hash)))


def test_signing_out_revokes_the_session(client, other_client, amina):
    client.sign_in(amina)
    stolen = client.browser.get_cookie("staffroom")
    client.get("/en/account")

    client.submit("Sign out", leads_to="/en/")

    other_client.browser.set_cookie("staffroom", stolen.value)
    other_client.get("/en/account", leads_to="/en/sign-in")
    assert session.scalars(select(UserSession)).all() == []


def test_a_visitor_may_sign_out_in_vain(client):
    client.post("/en/sign-out", leads_to="/en/")


def test_a_get_signs_nobody_out(client, amina):
    client.sign_in(amina).browser.get("/en/sign-out", follow_redirects=True)

    client.get("/en/account")


def test_an_idle_session_ends(client, amina, later):
    client.sign_in(amina)

    later(timedelta(days=30, seconds=1))

    client.get("/en/account", leads_to="/en/sign-in")


def test_a_session_in_use_goes_on_and_is_marked_every_ten_minutes(client, amina, later):
    client.sign_in(amina)
    begun = session.scalar(select(UserSession))
    later(timedelta(minutes=9))
    client.get("/en/account")
    assert fresh(begun).seen_at == begun.created_at

    seen = later(timedelta(minutes=1))
    client.get("/en/account")

    assert fresh(begun).seen_at == seen
    later(timedelta(days=29))
    client.get("/en/account")
    later(timedelta(days=29))
    client.get("/en/account")


def test_a_person_is_known_in_one_statement_and_what_is_unread_in_another(
    client, amina, query_count
):
    client.sign_in(amina)
    client.get("/en/account")

    with query_count(2):
        client.get("/en/account")


def test_a_form_without_its_token_is_refused(client, amina):
    values = {"email": amina.email, "password": PASSWORD, "csrf_token": ""}

    client.post("/en/sign-in", values, status=400)


def test_pages_of_an_account_are_kept_by_no_browser(client, amina):
    for path in ("/en/sign-in", "/en/sign-up"):
        assert client.get(path).response.headers["Cache-Control"] == "no-store"
    client.sign_in(amina)

    assert client.get("/en/account").response.headers["Cache-Control"] == "no-store"


def test_each_visitor_gets_a_form_of_their_own(client, other_client, amina):
    client.get("/en/sign-in")

    sign_in(other_client, amina.email, leads_to="/en/")


def test_the_remember_cookie_of_flask_login_is_never_set(client, amina):
    sign_in(client, amina.email, leads_to="/en/")

    assert client.browser.get_cookie("remember_token") is None


def test_a_network_stewards_door_is_closed_to_others(app, client, amina, nadia):
    endpoint = "accounts.profile"
    door = app.view_functions[endpoint].access
    app.view_functions[endpoint].access = "network steward"
    try:
        client.sign_in(amina).get("/en/account", status=403)
        client.sign_in(nadia).get("/en/account")
    finally:
        app.view_functions[endpoint].access = door
