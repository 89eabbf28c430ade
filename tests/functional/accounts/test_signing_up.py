"""From the form to the confirmed account."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts import queries
from app.accounts.models import Token, User
from app.kernel.db import session
from tests.factories.people import PASSWORD, person
from tests.mails import link_in, text_of

NEWCOMER = {"name": "Ngozi Eze", "email": "Ngozi@School.example", "password": PASSWORD}


def sign_up(client, address="/en/sign-up", **more):
    client.get(address, headers={"Accept-Language": "sw-KE, fr;q=0.5"})
    return client.submit("Sign up", NEWCOMER | more, leads_to="/en/sign-up/sent")


def test_a_newcomer_confirms_by_mail_and_is_signed_in(client, mails):
    sign_up(client)
    assert "Ngozi@" not in client.follow().text

    (mail,) = mails()
    assert mail["To"] == "ngozi@school.example"
    page = client.get(link_in(mail))
    assert "Ngozi Eze" in page.main
    client.submit("Yes, confirm", leads_to="/en/")

    assert "Choose a portal" in client.follow().text
    assert client.get("/en/account").h1 == "Your profile"


def test_an_account_that_is_not_confirmed_cannot_be_used(client, mails):
    sign_up(client)

    client.get("/en/account", leads_to="/en/sign-in")
    newcomer = queries.by_email("ngozi@school.example")
    assert not newcomer.is_confirmed
    client.get(f"/en/people/{newcomer.id}", status=404)


def test_a_get_of_the_link_does_not_confirm(client, mails):
    sign_up(client)
    (mail,) = mails()

    client.get(link_in(mail))

    assert not queries.by_email("ngozi@school.example").is_confirmed


def test_a_name_in_any_script_is_kept_as_it_was_written(client, mails):
    sign_up(client, name="  ನಂದಿನಿ\t ರಾವ್ ")

    assert queries.by_email("ngozi@school.example").name == "ನಂದಿನಿ ರಾವ್"


def test_languages_and_time_zone_are_guessed_from_the_browser(client):
    client.get("/fr/sign-up", headers={"Accept-Language": "sw-KE, en;q=0.5"})
    sent = client.page.form("S’inscrire").filled("S’inscrire", NEWCOMER)
    headers = {"Accept-Language": "sw-KE, en;q=0.5"}
    client.post("/fr/sign-up", sent, leads_to="/fr/sign-up/sent", headers=headers)

    newcomer = queries.by_email("ngozi@school.example")
    assert newcomer.languages == ["sw", "en", "fr"]
    assert newcomer.time_zone == "Africa/Nairobi"
    assert newcomer.locale == "fr"


def test_another_language_can_be_chosen_and_guesses_taken_away(client):
    sign_up(client, languages=[], another="ta")

    assert queries.by_email("ngozi@school.example").languages == ["ta"]


def test_without_any_choice_the_language_of_the_pages_is_read(client):
    sign_up(client, languages=[])

    assert queries.by_email("ngozi@school.example").languages == ["en"]


def test_the_link_leads_to_where_the_person_was_going_in_any_browser(client, other_client, mails):
    sign_up(client, "/en/sign-up?next=/en/north/lessons/7")

    (mail,) = mails()
    other_client.get(link_in(mail))

    other_client.submit("Yes, confirm", leads_to="/en/north/lessons/7")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", " ", "Enter your name"),
        ("email", "ngozi", "Enter an e-mail address such as"),
        ("email", "ngozi@nowhere", "Enter an e-mail address such as"),
        ("email", "a@b.example\nBcc: c@d.example", "Enter an e-mail address such as"),
        ("password", "short", "at least 15 characters"),
        ("password", "passwordpassword", "easy to guess"),
        ("password", "ngozi eze ngozi eze", "easy to guess"),
        ("another", "tlh-nowhere", "Not a valid choice"),
    ],
)
def test_what_does_not_work_is_said_and_what_was_typed_is_still_there(client, field, value, said):
    client.get("/en/sign-up")

    page = client.submit("Sign up", NEWCOMER | {field: value}, status=422)

    assert said.lower() in page.main.lower()
    assert page.form("Sign up").values["email" if field == "name" else "name"]
    assert (
        "password" not in page.form("Sign up").values or not page.form("Sign up").values["password"]
    )
    assert session.scalar(select(func.count(User.id))) == 0


def test_a_known_address_gets_the_same_answer_and_another_mail(client, mails, amina):
    page = sign_up(client, email="amina.diallo@school.example")

    (mail,) = mails()
    assert page.leads_to == "/en/sign-up/sent"
    assert mail["Subject"] == "You already have a Staffroom account"
    assert queries.by_email(amina.email).name == "Amina Diallo"


def test_whoever_signs_up_again_before_confirming_begins_anew(client, other_client, mails):
    sign_up(client, name="Somebody Else", password="a password of the wrong person")
    (first,) = mails()

    sign_up(other_client)
    (second,) = mails()

    client.get(link_in(first), status=410)
    other_client.get(link_in(second))
    other_client.submit("Yes, confirm", leads_to="/en/")
    assert queries.by_email("ngozi@school.example").name == "Ngozi Eze"
    client.get("/en/sign-in")
    wrong = {"email": "ngozi@school.example", "password": "a password of the wrong person"}
    client.submit("Sign in", wrong, status=422)


def test_a_link_works_once(client, mails):
    sign_up(client)
    (mail,) = mails()
    client.get(link_in(mail))
    client.submit("Yes, confirm", leads_to="/en/")
    client.sign_out()

    page = client.get(link_in(mail), status=410)

    assert page.h1 == "This link no longer works"
    client.post(link_in(mail), status=410)


def test_a_link_works_for_three_days(client, mails, later):
    sign_up(client)
    (mail,) = mails()

    later(timedelta(days=3, seconds=1))

    client.get(link_in(mail), status=410)
    client.post(link_in(mail), status=410)


def test_the_mail_comes_again_to_who_still_waits_and_the_first_link_is_void(client, mails):
    sign_up(client)
    (first,) = mails()
    client.follow()

    client.submit("Send it again", leads_to="/en/sign-up/sent")

    (second,) = mails()
    client.get(link_in(first), status=410)
    client.get(link_in(second))


@pytest.mark.parametrize("email", ["amina.diallo@school.example", "nobody@school.example"])
def test_asking_again_says_the_same_when_nothing_waits_and_sends_nothing(
    client, mails, amina, email
):
    client.get("/en/confirmation")

    client.submit("Send the link", {"email": email}, leads_to="/en/sign-up/sent")

    assert mails() == []


def test_asking_again_needs_an_address(client):
    client.get("/en/confirmation")

    assert "Enter your e-mail" in client.submit("Send the link", status=422).main


def test_who_signs_in_before_confirming_gets_the_mail_again(client, mails):
    person("Late Bird", email="late@school.example", confirmed_at=None)
    client.get("/en/sign-in")

    values = {"email": "late@school.example", "password": PASSWORD}
    client.submit("Sign in", values, leads_to="/en/sign-up/sent")

    (mail,) = mails()
    assert mail["To"] == "late@school.example"
    client.get("/en/account", leads_to="/en/sign-in")


def test_the_mail_speaks_the_newcomers_language_in_its_direction(client, mails):
    client.get("/ar/sign-up")
    button = next(iter(client.page.form(_button(client)).buttons))
    client.submit(button, NEWCOMER, leads_to="/ar/sign-up/sent")

    (mail,) = mails()

    assert link_in(mail).startswith("/ar/confirmation/")
    assert '<html lang="ar" dir="rtl">' in text_of(mail, "html")


def test_only_the_hash_of_a_token_is_kept(client, mails):
    sign_up(client)
    (mail,) = mails()

    secret = link_in(mail).rpartition("/")[2]

    assert len(secret) >= 40
    assert secret not in {token.token_hash for token in session.scalars(select(Token))}


def test_who_is_signed_in_is_not_asked_to_sign_up(client, amina):
    client.sign_in(amina).get("/en/sign-up?next=/en/account", leads_to="/en/account")


def _button(client):
    form = client.page.all("form")[-1]
    return "".join(form.find(".//button[@type='submit']").itertext()).strip()
