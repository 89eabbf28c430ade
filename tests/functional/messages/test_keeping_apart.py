"""Leaving, blocking, choosing, reporting; and those to whom a conversation does not exist."""

import pytest
from sqlalchemy import select

from app.kernel.db import session
from app.messages.models import Conversation, MessageReport
from tests.factories import messages

HOME = "/en/messages"


@pytest.fixture
def talk(north, amina, boris):
    """What Amina has begun with Boris."""
    return messages.begun(amina, boris).conversation


@pytest.mark.parametrize("name", ["chidi", "dana", "eka", "nadia"])
def test_for_everybody_else_a_conversation_is_not_there(client, talk, name, request):
    client.sign_in(request.getfixturevalue(name))
    place = f"{HOME}/{talk.id}"
    for address in (place, f"{place}/departure", f"{place}/reports/1", f"{place}/since/0"):
        client.get(address, status=404)
    for address in (place, f"{place}/departure", f"{place}/reports/1", f"{place}/reading"):
        client.post(address, {"text": "x", "reason": "x", "number": "1"}, status=404)
    assert "spare rain gauge" not in client.get(HOME).html


def test_a_visitor_is_asked_to_sign_in(client, talk):
    for address in (HOME, f"{HOME}/{talk.id}", f"{HOME}/new", f"{HOME}/settings"):
        page = client.get(address, leads_to=None, status=303)
        assert "sign-in" in page.leads_to


def test_no_browser_keeps_what_was_written(client, talk, amina):
    page = client.sign_in(amina).get(f"{HOME}/{talk.id}")

    assert page.response.headers["Cache-Control"] == "no-store"


def test_who_leaves_sees_it_no_more_and_the_other_reads_so(
    client, other_client, talk, amina, boris
):
    client.sign_in(boris).get(f"{HOME}/{talk.id}/departure")
    client.submit("Leave", leads_to=HOME)
    client.get(f"{HOME}/{talk.id}", status=404)

    page = other_client.sign_in(amina).get(f"{HOME}/{talk.id}")
    assert "has left" in page.text
    assert "Nobody else takes part" in page.main
    other_client.get(f"{HOME}/{talk.id}/departure")
    assert "is deleted when you leave" in other_client.page.main
    other_client.submit("Leave", status=303)
    assert session.get(Conversation, talk.id) is None


def test_a_blocked_person_is_not_told_and_can_be_unblocked(
    client, other_client, talk, amina, boris
):
    client.sign_in(boris).get(f"/en/people/{amina.id}")
    client.submit("Block Amina Diallo", leads_to=f"/en/people/{amina.id}")
    assert "You have blocked" in client.follow().main

    page = other_client.sign_in(amina).get(f"{HOME}/{talk.id}")
    assert "does not take messages" in page.main
    assert "block" not in page.main.lower()
    page = other_client.post(f"{HOME}/{talk.id}", {"text": "Why?", "language": "en"}, status=422)
    assert "Why?" in page.html
    assert "does not take messages" in other_client.get(f"/en/people/{boris.id}").main

    client.get(f"{HOME}/settings")
    client.submit("Unblock Amina Diallo", leads_to=f"{HOME}/settings")
    other_client.post(f"{HOME}/{talk.id}", {"text": "Now?", "language": "en"}, status=303)


def test_one_chooses_from_whom_one_takes_messages(client, other_client, south, talk, boris, eka):
    client.sign_in(boris).get(f"{HOME}/settings")
    client.submit("Save", {"takes": "portals"}, leads_to=f"{HOME}/settings")
    assert client.follow().form("Save").values["takes"] == "portals"
    client.post(f"{HOME}/settings", {"takes": "friends"}, status=422)

    page = other_client.sign_in(eka).post(
        f"{HOME}/new", {"to": str(boris.id), "text": "Hello", "language": "id"}, status=422
    )
    assert "does not take messages" in page.main


def test_a_report_keeps_the_text_and_is_noted(client, talk, amina, boris):
    client.sign_in(boris).get(f"{HOME}/{talk.id}/reports/1")
    page = client.submit("Report", {"reason": " "}, status=422)
    assert "Say what is wrong with it." in page.main
    client.submit("Report", {"reason": "He asks for money."}, leads_to=f"{HOME}/{talk.id}")

    assert "Noted." in client.follow().text
    kept = session.scalars(select(MessageReport)).one()
    assert (kept.reason, kept.author_id) == ("He asks for money.", amina.id)
    assert "spare rain gauge" in kept.text.text
    client.sign_in(amina).get(f"{HOME}/{talk.id}/reports/1", status=403)


def test_nobody_is_led_away_by_a_button(client, amina, boris):
    client.sign_in(amina).post(
        f"{HOME}/blocks/{boris.id}", {"next": "//evil.example"}, leads_to=f"{HOME}/settings"
    )
    client.post(f"{HOME}/blocks/{amina.id}", status=404)
    client.post(f"{HOME}/blocks/999999", status=404)
