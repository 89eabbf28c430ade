"""Coming into a portal, waiting to be let in, leaving."""

from datetime import timedelta

import pytest

from app.accounts.models import Role, Standing
from app.kernel import clock
from app.kernel.db import session
from app.portals import queries
from app.portals.models import Joining
from tests.factories.people import person, place
from tests.mails import text_of


def place_of(who, made):
    session.rollback()
    return queries.membership(made.id, who.id)


@pytest.fixture
def asking(north, eka):
    """Eka waits to be let into North, and reads Arabic."""
    north.joining = Joining.APPROVAL
    eka.locale = "ar"
    return place(eka, north.id, standing=Standing.AWAITING)


def test_a_teacher_joins_an_open_portal(client, north, eka):
    client.sign_in(eka).get("/en/north/people")

    client.submit("Join North", status=303)

    assert "You are a member of North now" in client.follow().text
    assert place_of(eka, north).standing == Standing.ACTIVE


def test_joining_twice_is_the_same_as_once(client, north, eka):
    client.sign_in(eka).post("/en/north/membership", status=303)
    client.post("/en/north/membership", status=303)

    assert "You are a member of North now" in client.follow().text


def test_a_teacher_asks_to_join_and_takes_it_back(client, north, eka):
    north.joining = Joining.APPROVAL
    client.sign_in(eka).get("/en/north/people")

    client.submit("Ask to join", status=303)
    assert "A steward answers you by mail" in client.follow().text
    assert place_of(eka, north).standing == Standing.AWAITING
    assert "Eka Wijaya" not in client.get("/en/north/people").main

    client.get(client.page.links["Take your request to join back"])
    client.submit("Take it back", status=303)
    assert place_of(eka, north) is None


def test_nobody_joins_a_portal_that_invites(client, north, eka):
    north.joining = Joining.INVITATION

    assert "by invitation" in client.sign_in(eka).get("/en/north/people").text
    client.post("/en/north/membership", status=403)

    assert place_of(eka, north) is None


def test_a_visitor_who_wants_to_join_signs_up_first(client, north):
    links = client.get("/en/north/people").links

    assert links["Join North"].startswith("/en/sign-up?next=")
    client.post("/en/north/membership", leads_to="/en/sign-in")


def test_joining_needs_the_token_of_the_form(client, north, eka):
    client.sign_in(eka).post("/en/north/membership", {"csrf_token": "made up"}, status=400)

    assert place_of(eka, north) is None


def test_a_member_leaves_after_being_asked(client, north, amina):
    client.sign_in(amina).get("/en/north/people")
    client.get(client.page.links["Leave this portal"])
    assert place_of(amina, north)

    client.submit("Leave North", status=303)

    assert "You have left North" in client.follow().text
    assert place_of(amina, north) is None


def test_whoever_leaves_a_closed_portal_is_led_out_of_it(client, cove):
    member = person("Third Member")
    place(member, cove.id)

    client.sign_in(member).post("/en/cove/departure", leads_to="/en/")

    client.get("/en/cove/people", status=404)


def test_the_last_steward_is_told_why_leaving_is_refused(client, north, dana):
    client.sign_in(dana).get("/en/north/departure")

    page = client.submit("Leave North", status=409)

    assert "needs a steward" in page.main
    assert place_of(dana, north).role == Role.STEWARD


def test_a_stranger_has_nothing_to_leave(client, north, eka):
    client.sign_in(eka).get("/en/north/departure", status=404)
    client.post("/en/north/departure", status=404)


def test_requests_stand_with_the_longest_waiting_first(client, north, dana, asking):
    later = person("Later Person")
    place(later, north.id, standing=Standing.AWAITING).created_at = clock.now() + timedelta(hours=1)

    page = client.sign_in(dana).get("/en/north/requests")

    assert page.main.index("Eka Wijaya") < page.main.index("Later Person")
    assert "Requests: 2" in page.links


def test_a_steward_lets_somebody_in_who_hears_of_it(client, north, dana, eka, asking, mails):
    client.sign_in(dana).get("/en/north/requests")

    client.submit("Let Eka Wijaya in", leads_to="/en/north/requests")

    assert "Nobody is waiting" in client.follow().main
    assert place_of(eka, north).standing == Standing.ACTIVE
    (mail,) = mails()
    assert mail["To"] == "eka.wijaya@school.example"
    assert 'dir="rtl"' in mail.get_body(("html",)).get_content()


def test_a_refusal_needs_a_reason_and_carries_it(client, north, dana, eka, asking, mails):
    client.sign_in(dana).get("/en/north/requests")
    client.get(client.page.links["Refuse"])
    assert "Say why" in client.submit("Refuse", {"reason": " "}, status=422).main
    assert place_of(eka, north)

    client.submit(
        "Refuse", {"reason": "Only <b>teachers</b> of the North"}, leads_to="/en/north/requests"
    )

    assert place_of(eka, north) is None
    (mail,) = mails()
    assert "Only <b>teachers</b> of the North" in text_of(mail)
    assert "Only &lt;b&gt;teachers" in mail.get_body(("html",)).get_content()


def test_what_was_typed_survives_a_form_that_is_not_accepted(client, north, dana, eka, asking):
    client.sign_in(dana).get(f"/en/north/requests/{eka.id}/refusal")

    page = client.submit("Refuse", {"reason": "x" * 2001}, status=422)

    assert "x" * 2001 in page.html


def test_a_request_is_decided_once_and_in_its_portal_only(
    client, north, south, dana, amina, asking
):
    place(dana, south.id, Role.STEWARD)
    client.sign_in(dana)

    client.get(f"/en/south/requests/{asking.user_id}/refusal", status=404)
    client.post(f"/en/north/requests/{amina.id}/acceptance", status=409)
    client.get(f"/en/north/requests/{amina.id}/refusal", status=404)
    client.post("/en/north/requests/999999/acceptance", status=404)


def test_a_name_with_markup_stays_a_name_in_mails(client, north, dana, eka, asking, mails):
    north.names = {"en": "N<i>o</i>rth & Co"}
    client.sign_in(dana).post(f"/en/north/requests/{eka.id}/acceptance", status=303)

    (mail,) = mails()
    html = mail.get_body(("html",)).get_content()
    assert "<i>o</i>" not in html
    assert "N&lt;i&gt;o&lt;/i&gt;rth &amp; Co" in html
