"""Badges that courses end in, and what holders are told."""

from datetime import timedelta

import pytest

from app.badges import actions, awarding, queries
from app.badges.models import Award, Means
from app.cohorts.events import CourseCompleted
from app.cohorts.models import Enrolment
from app.kernel import clock
from app.kernel.db import session
from app.kernel.jobs import record
from tests.factories.badges import awarded, badge, one_computer
from tests.factories.courses import cohort, enrolled, ict, spring, tala
from tests.factories.people import PASSWORD, person
from tests.factories.portals import north
from tests.mails import link_in, text_of

__all__ = ["ict", "north", "one_computer", "spring", "tala"]


@pytest.fixture
def of_course(app, north, tala, ict):
    """The badge that Tala's course ends in."""
    with app.app_context():
        return badge(north, tala, "ICT basics", course_id=ict.id)


def complete(place) -> None:
    place.complete(clock.now())
    record(CourseCompleted(place.id, place.cohort_id, 0))


def awards() -> list[Award]:
    session.rollback()
    return session.query(Award).order_by(Award.id).all()


def test_whoever_completes_the_course_is_awarded_its_badge(
    run_jobs, spring, of_course, boris, tala
):
    complete(enrolled(spring, boris, tala))

    run_jobs()

    (made,) = awards()
    assert (made.holder_id, made.how, made.by_id) == (boris.id, Means.COMPLETION, None)
    assert made.evidence == [{"name": "Spring 2026"}]
    assert made.cohort_id == spring.id


def test_sixty_at_once_each_once(run_jobs, spring, of_course, tala):
    for number in range(60):
        complete(enrolled(spring, person(f"Learner {number}"), tala))

    run_jobs()

    made = awards()
    assert len({one.holder_id for one in made}) == len(made) == 60
    assert sorted(one.status_index for one in made) == list(range(60))
    for place in session.query(Enrolment).all():
        record(CourseCompleted(place.id, place.cohort_id, 0))
    run_jobs()
    assert len(awards()) == 60


def test_who_completes_two_cohorts_of_it_has_it_once(run_jobs, spring, ict, of_course, boris, tala):
    complete(enrolled(spring, boris, tala))
    complete(enrolled(cohort(ict, tala, "Autumn 2026"), boris, tala))

    run_jobs()

    assert len(awards()) == 1


def test_an_archived_badge_and_a_draft_are_not_awarded(
    run_jobs, spring, of_course, boris, tala, app
):
    with app.app_context():
        actions.archive(queries.find(tala, of_course.id), actor=tala)
    complete(enrolled(spring, boris, tala))

    run_jobs()

    assert awards() == []


def test_it_waits_until_an_address_is_confirmed(client, mails, spring, of_course, tala):
    client.get("/en/sign-up")
    typed = {"name": "Zuri Mwangi", "email": "zuri@school.example", "password": PASSWORD}
    client.submit("Sign up", typed, status=303)
    (mail,) = mails()
    zuri = session.query(type(tala)).filter_by(email="zuri@school.example").one()
    complete(enrolled(spring, zuri, tala))
    mails()
    assert awards() == []

    client.get(link_in(mail))
    client.submit("Yes, confirm", status=303)
    mails()

    (made,) = awards()
    assert made.holder_id == zuri.id


def test_a_holder_is_told_and_the_mail_says_why_it_came(
    client, mails, one_computer, boris, tala, later, app
):
    with app.app_context():
        awarded(one_computer, boris, tala)
    mails()
    later(timedelta(minutes=2))

    (mail,) = mails()

    assert "boris@school.example" in mail["To"]
    said = text_of(mail)
    assert "One computer" in said
    assert "North" in said
    assert "/en/backpack/" in said
    assert "I am awarded a badge" in said
    assert "is yours" in client.sign_in(boris).get("/en/notices").main


def test_a_holder_is_told_of_a_revocation_with_its_reason(
    client, mails, one_computer, boris, tala, later, app
):
    with app.app_context():
        made = awarded(one_computer, boris, tala)
        awarding.revoke(made, "It was somebody else's work.", actor=tala)
    mails()
    later(timedelta(minutes=2))

    (mail,) = mails()

    assert "counts no more" in text_of(mail)
    assert "It was somebody else's work." in text_of(mail)
    page = client.sign_in(boris).get("/en/notices")
    assert "is yours" not in page.main
    assert "counts no more" in page.main
