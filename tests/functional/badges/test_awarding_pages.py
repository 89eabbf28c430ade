"""Awarding by hand, to one and to many, taking awards back, and claiming with a code."""

import pytest

from app.badges import actions, issuing, queries
from app.badges.models import Award, Means
from app.kernel.db import session
from tests.client import fresh
from tests.factories.badges import awarded, badge, one_computer
from tests.factories.courses import enrolled, ict, spring, tala
from tests.factories.lessons import lesson
from tests.factories.people import person, place
from tests.factories.portals import cove, north, south

__all__ = ["cove", "ict", "lesson", "north", "one_computer", "south", "spring", "tala"]


@pytest.fixture
def awards(one_computer):
    return f"/en/north/badges/{one_computer.id}/awards"


@pytest.fixture
def given(app, one_computer, boris, tala):
    """One computer, awarded to Boris."""
    with app.app_context():
        return awarded(one_computer, boris, tala)


def held_by(*people) -> list[Award]:
    session.rollback()
    ids = [one.id for one in people]
    return session.query(Award).where(Award.holder_id.in_(ids)).order_by(Award.id).all()


def test_a_member_is_found_by_name_and_awarded(client, tala, boris, awards):
    page = client.sign_in(tala).get(f"{awards}/new?q=Петров")
    assert "Борис Петров" in page.main

    client.submit("Award", {"people": str(boris.id), "narrative": "Two lessons."}, leads_to=awards)

    (made,) = held_by(boris)
    assert made.how == Means.HAND
    assert made.by_id == tala.id
    assert made.evidence == [{"narrative": "Two lessons."}]
    assert "Борис Петров" in client.follow().main


def test_members_are_awarded_by_their_e_mails(client, tala, amina, boris, awards):
    client.sign_in(tala).get(f"{awards}/new")

    client.submit("Award", {"emails": f"{amina.email.upper()},\n{boris.email}"}, leads_to=awards)

    assert len(held_by(amina, boris)) == 2


def test_nobody_is_awarded_while_there_is_something_to_say_and_then_the_rest(
    client, tala, amina, boris, eka, given, awards
):
    unsure = person("Unsure", confirmed_at=None)
    client.sign_in(tala).get(f"{awards}/new")
    typed = f"{amina.email} {boris.email} {eka.email} {unsure.email} nobody@school.example words"

    page = client.submit("Award", {"emails": typed}, status=422)

    assert held_by(amina) == []
    assert "Борис Петров – Has this badge already." in page.main
    unknown = "No member of this portal has confirmed this address."
    for address in (eka.email, unsure.email, "nobody@school.example"):
        assert f"{address} – {unknown}" in page.main
    assert "words – That is no e-mail address." in page.main
    assert page.form("Award").values["emails"] == typed
    client.submit("Award to the other person", leads_to=awards)
    assert len(held_by(amina)) == 1
    assert len(held_by(boris)) == 1


def test_when_all_are_refused_there_is_no_rest(client, tala, boris, given, awards):
    client.sign_in(tala).get(f"{awards}/new")

    page = client.submit("Award", {"emails": boris.email}, status=422)

    assert [word for word in page.form("Award").buttons if "other" in word] == []
    client.post(f"{awards}/new", {"emails": boris.email, "rest": "1"}, status=422)


def test_somebody_must_be_chosen(client, tala, awards):
    client.sign_in(tala).get(f"{awards}/new")

    page = client.submit("Award", {"narrative": "For everybody"}, status=422)

    assert "Choose somebody, or enter e-mails." in page.main
    assert "For everybody" in page.main


def test_a_lesson_as_evidence_lends_its_title(client, tala, boris, lesson, awards):
    address = f"http://localhost/en/north/lessons/{lesson.id}"
    client.sign_in(tala).get(f"{awards}/new?q=Борис")

    client.submit("Award", {"people": str(boris.id), "url": address}, leads_to=awards)

    (made,) = held_by(boris)
    assert made.evidence == [{"url": address, "name": lesson.title}]


def test_an_address_that_could_not_be_signed_is_refused(client, tala, boris, awards):
    client.sign_in(tala).get(f"{awards}/new?q=Борис")

    page = client.submit("Award", {"people": str(boris.id), "url": "lessons/3"}, status=422)

    assert "Enter an address with https://." in page.main


def test_a_whole_cohort_is_awarded_those_who_completed_are_ticked(
    client, tala, amina, boris, spring, awards
):
    enrolled(spring, amina, tala)
    enrolled(spring, boris, tala).complete(spring.created_at)
    session.commit()

    page = client.sign_in(tala).get(f"{awards}/new?cohort={spring.id}")

    assert page.form("Award").values["people"] == str(boris.id)
    both = [str(amina.id), str(boris.id)]
    client.submit("Award", {"people": both}, leads_to=awards)
    assert [one.cohort_id for one in held_by(amina, boris)] == [spring.id, spring.id]


def test_a_cohort_that_one_does_not_run_is_not_found(client, chidi, spring, awards):
    client.sign_in(chidi).get(f"{awards}/new?cohort={spring.id}", 404)


def test_strangers_to_the_portal_are_not_awarded_by_their_number(client, tala, eka, awards):
    client.sign_in(tala).post(f"{awards}/new", {"people": str(eka.id)}, status=422)

    assert held_by(eka) == []


def test_nobody_awards_to_themselves(client, tala, awards):
    client.sign_in(tala).get(f"{awards}/new")

    page = client.submit("Award", {"emails": tala.email}, status=422)

    assert "Nobody awards this badge to themselves." in page.main
    assert held_by(tala) == []


def test_who_has_it_is_found_by_name_and_state(client, tala, amina, boris, given, awards, app):
    with app.app_context():
        awarded(given.badge, amina, tala)
    client.sign_in(tala).get(awards)
    assert {"Amina Diallo", "Борис Петров"} <= set(client.page.links)

    found = client.submit("Show", {"name": "амин", "held": ""}, status=200)
    assert "Nobody of that name" in found.main
    found = client.get(f"{awards}?name=Amina")
    assert "Борис Петров" not in found.main
    assert "Nobody of that name" in client.get(f"{awards}?held=revoked").main
    client.get(f"{awards}?held=strange&after=broken")


def test_an_award_is_revoked_with_a_reason_and_by_whom_is_kept(client, chidi, given, awards):
    client.sign_in(chidi).get(f"{awards}/{given.uid}/revocation")
    client.submit("Revoke", {"reason": " "}, status=422)

    client.submit("Revoke", {"reason": "It was somebody else's work."}, leads_to=awards)

    ended = fresh(given)
    assert ended.revoked_because == "It was somebody else's work."
    assert ended.revoked_by_id == chidi.id
    assert "It was somebody else's work." in client.follow().main


@pytest.mark.parametrize("name", ["amina", "boris", "eka"])
def test_who_does_not_train_here_sees_no_list_and_revokes_nothing(
    client, name, given, awards, south, request
):
    client.sign_in(request.getfixturevalue(name))

    client.get(awards, 403)
    client.post(f"{awards}/{given.uid}/revocation", {"reason": "No."}, status=403)
    assert not fresh(given).is_revoked


def test_awards_of_another_badge_or_portal_are_not_found_here(
    client, tala, nadia, north, given, south, app
):
    with app.app_context():
        other = badge(north, tala, "Other")
    path = f"awards/{given.uid}/revocation"

    client.sign_in(tala).get(f"/en/north/badges/{other.id}/{path}", 404)
    client.sign_in(nadia).get(f"/en/south/badges/{given.badge_id}/{path}", 404)
    client.get(f"/en/north/badges/{given.badge_id}/awards/strange/revocation", 404)


def test_nobody_revokes_what_they_hold(client, chidi, tala, given, one_computer, awards, app):
    with app.app_context():
        own = awarded(one_computer, chidi, tala)

    client.sign_in(chidi).post(f"{awards}/{own.uid}/revocation", {"reason": "Mine"}, status=403)


CLAIM = "/en/badges/claim"


@pytest.fixture
def code(app, one_computer, tala):
    """The code with which One computer is claimed."""
    with app.app_context():
        found = queries.find(tala, one_computer.id)
        actions.offer_code(found, actor=tala)
        session.flush()
        return found.code


def test_a_badge_is_claimed_with_its_code_however_it_is_typed(client, boris, code):
    client.sign_in(boris).get(CLAIM)

    client.submit("Claim it", {"code": f" {code[:4].lower()} {code[4:]}-"}, status=303)

    (made,) = held_by(boris)
    assert made.how == Means.CLAIM
    assert client.follow().status == 200
    client.get(CLAIM)
    page = client.submit("Claim it", {"code": code}, status=422)
    assert "You have this badge already." in page.main


def test_a_wrong_code_opens_nothing_and_trying_ends(client, boris, code):
    client.sign_in(boris)
    for _try in range(10):
        client.get(CLAIM)
        page = client.submit("Claim it", {"code": "ABCDEFGH"}, status=422)
        assert "No badge has this code." in page.main

    client.get(CLAIM)
    client.submit("Claim it", {"code": code}, status=429)

    assert held_by(boris) == []


def test_who_awards_it_and_who_is_not_confirmed_claim_nothing(client, tala, code):
    client.sign_in(tala).get(f"{CLAIM}?code={code}")
    page = client.submit("Claim it", status=422)
    assert "You award this badge to others" in page.main

    unsure = person("Unsure", confirmed_at=None)
    client.sign_in(unsure).get(CLAIM)
    page = client.submit("Claim it", {"code": code}, status=422)
    assert "Confirm your e-mail address first" in page.main
    assert held_by(tala, unsure) == []


def test_an_ended_code_and_an_archived_badge_are_claimed_no_more(client, boris, tala, code, app):
    with app.app_context():
        found = queries.by_code(code)
        actions.archive(found, actor=tala)

    client.sign_in(boris).get(CLAIM)
    client.submit("Claim it", {"code": code}, status=422)

    assert held_by(boris) == []


def test_a_visitor_is_led_to_the_door_to_claim(client, code):
    client.get(CLAIM, leads_to=f"/en/sign-in?next={CLAIM}")


def test_the_list_costs_the_same_whoever_is_in_it(
    client, tala, north, one_computer, awards, app, query_count
):
    with app.app_context():
        for number in range(30):
            learner = person(f"Learner {number}")
            place(learner, north.id)
            awarded(one_computer, learner, tala)
    client.sign_in(tala).get(awards)

    with query_count(14):
        client.get(awards)


def test_issuers_are_made_once(app, north):
    with app.app_context():
        assert issuing.issuer_for(north).id == issuing.issuer_for(north).id
