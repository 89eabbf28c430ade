"""Nothing typed is lost when the session has ended: it goes through sign-in and is sent again."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from app.accounts import keeping
from app.accounts.models import UserSession
from app.kernel.db import session
from app.lessons.models import Lesson
from tests.client import fresh
from tests.factories.lessons import lesson, picture, read_again
from tests.factories.people import PASSWORD
from tests.factories.portals import cove, north

__all__ = ["cove", "lesson", "north"]

NEW = "/en/north/lessons/new"
HERE = {"Origin": "http://localhost"}
TYPED = {
    "title": "Clouds & “rain” <b>now</b>",
    "summary": "أسماء الغيوم.",
    "body": "Look up.\r\n\r\n  Then *write*.",
    "subjects": ["science", "geography"],
}


@pytest.fixture
def writing(client, north, amina):
    """Amina has a new lesson open; what she sends when her session has ended."""
    client.sign_in(amina).get(NEW)
    return client.page.form("Save as a draft").filled("Save as a draft", TYPED)


def end_sessions():
    session.execute(delete(UserSession))


def sign_in(client, person, password=PASSWORD, **expected):
    return client.submit("Sign in", {"email": person.email, "password": password}, **expected)


def send_again(client):
    """Press the one button, and return the lesson that came of it."""
    client.submit("Send it once more", status=303)
    session.rollback()
    (found,) = session.scalars(select(Lesson)).all()
    return read_again(found)


def assert_whole(lesson):
    assert (lesson.title, lesson.summary) == (TYPED["title"], TYPED["summary"])
    assert lesson.subjects == TYPED["subjects"]
    assert lesson.body.text.source == "Look up.\n\n  Then *write*."


def test_a_lesson_survives_the_end_of_its_authors_session(client, writing, amina):
    end_sessions()

    page = client.post(NEW, writing, status=401)
    assert "What you wrote is kept" in page.main
    assert page.response.headers["Cache-Control"] == "no-store"
    sign_in(client, amina, "not the password at all", status=422)
    page = sign_in(client, amina, status=200)

    assert page.h1 == "What you wrote is still here"
    assert "files" not in page.main
    assert page.response.headers["Cache-Control"] == "no-store"
    assert_whole(send_again(client))
    assert client.follow().h1 == TYPED["title"]


def test_a_button_that_was_pressed_stays_pressed(client, writing, amina):
    end_sessions()
    client.post(NEW, writing | {"row": "steps:add"}, status=401)
    sign_in(client, amina, status=200)

    page = client.submit("Send it once more", status=200)

    assert page.form("Save as a draft").values["title"] == TYPED["title"]
    assert "steps-3-title" in page.form("Save as a draft").names


def test_a_session_that_was_idle_for_too_long_is_no_loss(client, writing, amina, later):
    later(timedelta(days=31))

    client.post(NEW, writing, status=401)
    sign_in(client, amina, status=200)

    assert_whole(send_again(client))


def test_signing_out_in_another_tab_is_no_loss(client, writing, amina):
    client.browser.delete_cookie("staffroom")

    client.browser.post(NEW, data=writing, headers={"Origin": "https://evil.example"})
    assert session.scalars(select(Lesson)).all() == []
    client._ask("POST", NEW, 401, None, data=writing, headers=HERE)
    sign_in(client, amina, status=200)

    assert_whole(send_again(client))


def test_signing_in_anew_in_another_tab_is_no_loss(client, writing, amina):
    client.browser.delete_cookie("staffroom")
    client.sign_in(amina)

    client._ask("POST", NEW, 400, None, data=writing, headers=HERE)

    assert_whole(send_again(client))


def test_signing_in_beside_the_page_that_asks_for_it_is_no_loss(client, writing, amina):
    end_sessions()
    page = client.post(NEW, writing, status=401)
    values = page.form("Sign in").values | {"email": amina.email, "password": PASSWORD}
    client.sign_in(amina)

    client._ask("POST", "/en/sign-in", 400, None, data=values, headers=HERE)

    assert_whole(send_again(client))


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
@pytest.mark.parametrize("signed_in", [True, False])
def test_what_another_site_sends_is_not_kept(client, writing, amina, headers, signed_in):
    client.browser.delete_cookie("staffroom")
    if signed_in:
        client.sign_in(amina)

    page = client._ask("POST", NEW, 400, None, data=writing, headers=headers)

    assert "Clouds" not in page.html
    assert "/new" not in page.html


def test_files_are_not_kept_and_the_page_says_so(client, writing, amina):
    end_sessions()
    client.post(NEW, writing | {"files": (picture(), "cloud.png")}, status=401)

    page = sign_in(client, amina, status=200)

    assert "Only the files that you had chosen are missing" in page.main
    assert send_again(client).materials == []


def test_passwords_are_not_kept(client, amina):
    client.sign_in(amina).get("/en/account/email")
    end_sessions()
    values = {"current": PASSWORD, "email": "new@school.example"}

    page = client.post("/en/account/email", values, status=401)
    assert page.form("Sign in").values.get("email") != "new@school.example"
    page = sign_in(client, amina, status=200)

    assert PASSWORD not in page.html
    page = client.submit("Send it once more", status=422)
    assert 'value="new@school.example"' in page.html


@pytest.mark.parametrize("forged", ["x", "W10.abc", ""])
def test_nobody_makes_a_seal_of_their_own(client, amina, forged):
    client.get("/en/sign-in")

    values = {"email": amina.email, "password": PASSWORD, "sent": forged}
    client.post("/en/sign-in", values, leads_to="/en/")


def test_a_visitor_learns_nothing_of_a_closed_portal(client, cove):
    pages = [
        client.post(f"/en/{slug}/lessons/new", {"title": "x"}, status=401).main
        for slug in ("cove", "no-such-portal")
    ]

    assert pages[0] == pages[1]


def test_what_would_be_too_long_for_the_form_leads_to_sign_in(client, north, monkeypatch):
    monkeypatch.setattr(keeping, "MOST", 100)
    assert client.post(NEW, {"title": "short"}, status=401)

    client.post(NEW, {"title": "".join(map(chr, range(500, 900)))}, leads_to="/en/sign-in")


def test_a_person_who_may_not_is_told_so_in_the_end(client, lesson, amina, boris):
    address = f"/en/north/lessons/{lesson.id}/edit"
    client.sign_in(amina).get(address)
    end_sessions()
    client.post(address, TYPED, status=401)
    sign_in(client, boris, status=200)

    client.submit("Send it once more", status=403)

    assert fresh(lesson).title == "Rain in a bottle"


def test_a_browser_whose_session_has_ended_can_sign_in(client, amina):
    client.sign_in(amina).get("/en/account")
    end_sessions()

    client.get("/en/sign-in")

    sign_in(client, amina, leads_to="/en/")
