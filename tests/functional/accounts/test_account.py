"""A person's own account: profile, languages, browsers, e-mail."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import actions, queries
from app.accounts.models import Purpose, Token, UserSession
from app.kernel import clock
from app.kernel.db import session
from tests.client import fresh
from tests.factories.people import PASSWORD, person
from tests.mails import link_in, text_of


def test_a_profile_is_changed_and_shown(client, other_client, amina):
    client.sign_in(amina).get("/en/account")
    values = {
        "name": "Aminata Diallo",
        "headline": "Physique, lycée de Thiès",
        "about": "Je mesure la pluie.\r\n\r\nDemandez-moi des bouteilles.",
        "about_language": "fr",
        "time_zone": "Africa/Dakar",
    }

    client.submit("Save", values, leads_to="/en/account")

    page = other_client.get(f"/en/people/{amina.id}")
    assert page.h1 == "Aminata Diallo"
    assert "Physique, lycée de Thiès" in page.main
    (about,) = page.all("div", "prose")
    assert about.get("lang") == "fr"
    assert len(about.findall("p")) == 2


def test_what_people_write_about_themselves_is_only_text(client, amina):
    client.sign_in(amina).get("/en/account")
    hostile = "<script>alert(1)</script>"

    client.submit("Save", {"name": hostile, "about": hostile}, leads_to="/en/account")

    page = client.get(f"/en/people/{amina.id}")
    assert hostile in page.main
    assert hostile not in page.html


def test_another_language_of_the_pages_holds_from_the_next_page_on(client, amina):
    client.sign_in(amina).get("/en/account")

    client.submit("Save", {"locale": "fr"}, leads_to="/fr/account")


def test_moments_are_shown_in_the_persons_time_zone(client, amina, monkeypatch):
    amina.time_zone = "Pacific/Auckland"
    noon = clock.now().replace(year=2026, month=3, day=31, hour=20, minute=0)
    monkeypatch.setattr(clock, "now", lambda: noon)
    client.sign_in(amina)

    assert "April 1, 2026" in client.get("/en/account/security").main


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("headline", "x" * 161),
        ("about", "x" * 4001),
        ("about_language", "elvish"),
        ("locale", "en-XA"),
        ("time_zone", "Europe/Atlantis"),
    ],
)
def test_a_profile_that_does_not_work_is_shown_again(client, amina, field, value):
    client.sign_in(amina).get("/en/account")

    page = client.submit("Save", {"headline": "Kept as typed", field: value}, status=422)

    assert len(page.all("p", "field__error")) == 1
    assert fresh(amina).headline == ""


def test_languages_are_added_moved_and_removed(client, amina):
    client.sign_in(amina).get("/en/account/languages")

    client.submit("Add", {"language": "wo"}, leads_to="/en/account/languages")
    assert fresh(amina).languages == ["en", "fr", "wo"]
    client.follow()
    client.submit(_up(client, "Wolof"), leads_to="/en/account/languages")
    assert fresh(amina).languages == ["en", "wo", "fr"]
    client.follow()
    client.submit(_remove(client, "English"), leads_to="/en/account/languages")
    assert fresh(amina).languages == ["wo", "fr"]


def test_a_language_must_be_chosen_to_be_added(client, amina):
    client.sign_in(amina).get("/en/account/languages")

    assert "Choose a language." in client.submit("Add", status=422).main


def test_the_last_language_stays(client, eka):
    client.sign_in(eka)
    assert not [
        b
        for f in client.get("/en/account/languages").all("form")
        for b in f.iter("button")
        if (b.get("aria-label") or "").startswith("Remove")
    ]

    page = client.post("/en/account/languages/id/removal", status=409)

    assert "Keep at least one language" in page.main
    assert fresh(eka).languages == ["id"]


def test_browsers_are_listed_and_this_one_is_marked(client, other_client, amina, boris):
    client.sign_in(boris)
    other_client.sign_in(amina)
    client.sign_in(amina)

    page = client.get("/en/account/security")

    rows = [row for row in page.all("tr") if row.find("td") is not None]
    assert len(rows) == 2
    assert page.main.count("This one") == 1
    assert "Firefox, Linux" in page.main


def test_one_browser_is_signed_out_at_once(client, other_client, amina):
    other_client.sign_in(amina)
    client.sign_in(amina).get("/en/account/security")

    client.submit("Sign out there", leads_to="/en/account/security")

    other_client.get("/en/account", leads_to="/en/sign-in")
    client.get("/en/account")


def test_all_other_browsers_are_signed_out_at_once(client, other_client, amina):
    other_client.sign_in(amina)
    client.sign_in(amina).get("/en/account/security")

    client.submit("Sign out everywhere else", leads_to="/en/account/security")

    other_client.get("/en/account", leads_to="/en/sign-in")
    client.get("/en/account")


def test_nobody_signs_another_person_out(client, other_client, amina, boris):
    other_client.sign_in(amina)
    theirs = session.scalar(select(UserSession.id))
    client.sign_in(boris)

    client.post(f"/en/account/sessions/{theirs}/revocation", leads_to="/en/account/security")

    other_client.get("/en/account")


def test_sessions_that_are_over_are_not_listed(client, other_client, amina, later):
    other_client.sign_in(amina)
    later(timedelta(days=31))
    client.sign_in(amina)

    page = client.get("/en/account/security")

    assert "Sign out there" not in page.main


def ask_for(client, email, **expected):
    client.get("/en/account/email")
    values = {"email": email, "current": PASSWORD}
    return client.submit(
        "Change the address", values, **(expected or {"leads_to": "/en/account/email"})
    )


def test_a_new_address_is_confirmed_from_there_and_the_old_one_is_told(client, mails, amina):
    former = amina.email
    ask_for(client.sign_in(amina), "Amina@New.example")
    (asked,) = mails()
    assert asked["To"] == "amina@new.example"
    assert fresh(amina).email == former
    assert "We asked amina@new.example" in client.get("/en/account/email").main

    client.sign_out().get(link_in(asked))
    assert fresh(amina).email == former
    client.submit("Yes, confirm", leads_to="/en/")

    (told,) = mails()
    assert told["To"] == former
    assert "amina@new.example" in text_of(told)
    assert fresh(amina).email == "amina@new.example"


def test_an_address_that_is_taken_gets_the_same_answer(client, mails, amina, boris):
    ask_for(client.sign_in(amina), boris.email)

    assert [mail["To"] for mail in mails()] == [boris.email]
    assert session.scalars(select(Token)).all() == []


def test_an_address_that_was_taken_meanwhile_is_refused(client, mails, amina):
    ask_for(client.sign_in(amina), "new@school.example")
    (asked,) = mails()
    person("Quicker", email="new@school.example")

    page = client.post(link_in(asked), status=409)

    assert "Another account has this address" in page.main


def test_a_link_to_a_new_address_works_once_and_for_a_day(client, mails, amina, later):
    ask_for(client.sign_in(amina), "new@school.example")
    (asked,) = mails()
    client.post(link_in(asked), leads_to="/en/")
    client.post(link_in(asked), status=410)

    ask_for(client, "newer@school.example")
    asked = next(mail for mail in mails() if mail["To"] == "newer@school.example")
    later(timedelta(days=1))
    client.get(link_in(asked), status=410)
    client.post(link_in(asked), status=410)


@pytest.mark.parametrize(
    ("email", "current", "said"),
    [
        ("new@school.example", "wrong", "This is not your password."),
        ("no address", PASSWORD, "Enter an e-mail address such as"),
    ],
)
def test_an_address_is_not_changed_without_the_password_or_to_nonsense(
    client, amina, email, current, said
):
    client.sign_in(amina).get("/en/account/email")

    page = client.submit("Change the address", {"email": email, "current": current}, status=422)

    assert said in page.main


def test_a_link_that_went_to_the_old_address_is_void_after_the_change(client, mails, amina):
    reset = actions.issue_token(amina, Purpose.RESET)
    ask_for(client.sign_in(amina), "new@school.example")
    (asked,) = mails()

    client.post(link_in(asked), leads_to="/en/")

    client.get(f"/en/password/{reset}", status=410)


def test_people_who_are_not_confirmed_do_not_exist_for_others(client, amina, nadia):
    late = person("Late Bird", confirmed_at=None)

    client.get(f"/en/people/{late.id}", status=404)
    client.sign_in(amina).get(f"/en/people/{late.id}", status=404)
    client.sign_in(nadia).get(f"/en/people/{late.id}")
    client.get("/en/people/999999", status=404)


def test_a_persons_page_shows_neither_address_nor_settings(client, amina):
    page = client.get(f"/en/people/{amina.id}")

    assert amina.email not in page.html
    assert "Dakar" not in page.html


def test_a_persons_page_is_kept_for_visitors_until_it_changes(client, other_client, amina):
    assert client.get(f"/en/people/{amina.id}").h1 == "Amina Diallo"

    other_client.sign_in(amina).get("/en/account")
    other_client.submit("Save", {"name": "Aminata"}, leads_to="/en/account")

    assert client.get(f"/en/people/{amina.id}").h1 == "Aminata"


def test_only_ones_own_page_leads_to_the_account(client, amina, boris):
    client.sign_in(amina)

    assert "Change your profile" in client.get(f"/en/people/{amina.id}").text
    assert "Change your profile" not in client.get(f"/en/people/{boris.id}").text


def test_an_erased_account_gets_no_mail(client, mails, amina):
    queries.by_email(amina.email)
    actions.forget_password(amina.email)
    amina.email = None

    assert mails() == []


def _up(client, language):
    return _labelled(client, "Move", language)


def _remove(client, language):
    return _labelled(client, "Remove", language)


def _labelled(client, verb, language):
    buttons = [b.get("aria-label") or "" for b in client.page.all("button")]
    return next(label for label in buttons if label.startswith(verb) and language in label)
