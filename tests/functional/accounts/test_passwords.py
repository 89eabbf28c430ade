"""A forgotten password, and a new one for who knows the old."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import actions, queries
from app.accounts.models import Purpose, UserSession
from app.kernel.db import session
from tests.factories.people import PASSWORD, person
from tests.mails import link_in, text_of

NEW = "umbrellas made of patient copper"


def ask(client, email):
    client.get("/en/password")
    client.submit("Send the link", {"email": email}, leads_to="/en/password/sent")
    return client.follow()


def reset(client, link, password=NEW, **expected):
    client.get(link)
    return client.submit("Save the password", {"password": password}, **expected)


def can_sign_in(client, email, password):
    values = {"email": email, "password": password}
    client.sign_out().post("/en/sign-in", values, leads_to="/en/")


def test_a_forgotten_password_is_replaced_by_mail(client, mails, amina):
    ask(client, amina.email)
    (mail,) = mails()
    assert mail["To"] == amina.email

    reset(client, link_in(mail), leads_to="/en/")

    assert client.get("/en/account").h1 == "Your profile"
    can_sign_in(client, amina.email, NEW)
    values = {"email": amina.email, "password": PASSWORD}
    client.sign_out().post("/en/sign-in", values, status=422)


def test_known_and_unknown_addresses_get_the_same_answer(client, mails, amina):
    known, unknown = ask(client, amina.email), ask(client, "nobody@school.example")

    assert known.main == unknown.main
    assert len(mails()) == 1


def test_all_browsers_are_signed_out_by_a_reset(client, other_client, mails, amina):
    other_client.sign_in(amina)
    ask(client, amina.email)
    (mail,) = mails()

    reset(client, link_in(mail), leads_to="/en/")

    other_client.get("/en/account", leads_to="/en/sign-in")


def test_the_person_is_told_that_the_password_has_changed(client, mails, amina):
    ask(client, amina.email)
    (mail,) = mails()
    reset(client, link_in(mail), leads_to="/en/")

    (told,) = mails()

    assert told["Subject"] == "Your Staffroom password has changed"
    assert told["To"] == amina.email


def test_a_link_works_once(client, mails, amina):
    ask(client, amina.email)
    (mail,) = mails()
    reset(client, link_in(mail), leads_to="/en/")

    client.get(link_in(mail), status=410)
    client.post(link_in(mail), {"password": NEW}, status=410)


def test_a_link_works_for_two_hours(client, mails, amina, later):
    ask(client, amina.email)
    (mail,) = mails()
    later(timedelta(hours=2) - timedelta(seconds=1))
    client.get(link_in(mail))

    later(timedelta(seconds=1))

    client.get(link_in(mail), status=410)
    client.post(link_in(mail), {"password": NEW}, status=410)


def test_a_second_link_voids_the_first(client, mails, amina):
    ask(client, amina.email)
    (first,) = mails()
    ask(client, amina.email)
    (second,) = mails()

    client.get(link_in(first), status=410)
    client.get(link_in(second))


@pytest.mark.parametrize("purpose", [Purpose.CONFIRM, Purpose.CHANGE_EMAIL])
def test_a_token_for_something_else_resets_nothing(client, amina, purpose):
    text = actions.issue_token(amina, purpose, email="else@school.example")

    client.get(f"/en/password/{text}", status=410)
    client.post(f"/en/password/{text}", {"password": NEW}, status=410)


def test_a_token_for_a_reset_confirms_nothing(client, amina):
    text = actions.issue_token(amina, Purpose.RESET, email="else@school.example")

    for path in (f"/en/confirmation/{text}", f"/en/email/{text}"):
        client.get(path, status=410)
        client.post(path, status=410)


def test_a_weak_password_is_refused_and_the_link_still_works(client, mails, amina):
    ask(client, amina.email)
    (mail,) = mails()

    page = reset(client, link_in(mail), "amina diallo amina", status=422)

    assert "easy to guess" in page.main
    client.submit("Save the password", {"password": NEW}, leads_to="/en/")


def test_a_reset_shows_that_the_address_is_theirs(client, mails):
    person("Late Bird", email="late@school.example", confirmed_at=None)
    ask(client, "late@school.example")
    (mail,) = mails()

    reset(client, link_in(mail), leads_to="/en/")

    assert queries.by_email("late@school.example").is_confirmed


def test_the_mail_is_in_the_readers_language_and_its_links_come_from_base_url(client, mails, nadia):
    ask(client, nadia.email)
    (mail,) = mails()

    assert link_in(mail).startswith("/ar/password/")
    html = text_of(mail, "html")
    assert 'dir="rtl"' in html
    assert "<img" not in html


def test_a_reset_is_not_fooled_by_another_host(client, mails, amina):
    values = {"email": amina.email}

    client.post("/en/password", values, status=421, headers={"Host": "evil.example"})

    assert mails() == []


def test_a_person_changes_the_password_and_stays_signed_in_here_alone(
    client, other_client, mails, amina
):
    other_client.sign_in(amina)
    client.sign_in(amina).get("/en/account/password")

    values = {"current": PASSWORD, "password": NEW}
    client.submit("Save the password", values, leads_to="/en/account/security")

    assert "All other browsers were signed out" in client.follow().text
    other_client.get("/en/account", leads_to="/en/sign-in")
    assert [mail["To"] for mail in mails()] == [amina.email]
    can_sign_in(client, amina.email, NEW)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"current": "wrong wrong wrong", "password": NEW}, "This is not your password."),
        ({"current": PASSWORD, "password": "too short"}, "at least 15 characters"),
        ({"current": "", "password": NEW}, "Enter a password."),
    ],
)
def test_a_password_is_not_changed_without_the_old_one_or_with_a_weak_one(
    client, amina, values, said
):
    client.sign_in(amina).get("/en/account/password")

    page = client.submit("Save the password", values, status=422)

    assert said.lower() in page.main.lower()
    can_sign_in(client, amina.email, PASSWORD)


def test_a_password_of_128_and_more_characters_works(client, amina):
    password = "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich. " * 4
    client.sign_in(amina).get("/en/account/password")
    values = {"current": PASSWORD, "password": password}

    client.submit("Save the password", values, leads_to="/en/account/security")

    can_sign_in(client, amina.email, password)


def test_sessions_are_gone_from_the_table_after_a_reset(client, mails, amina):
    client.sign_in(amina).sign_out()
    ask(client, amina.email)
    (mail,) = mails()

    reset(client, link_in(mail), leads_to="/en/")

    assert len(session.scalars(select(UserSession)).all()) == 1
