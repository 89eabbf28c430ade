"""Who hears of course work: its author of a mark, trainers of what waits, peers of whose it is."""

from datetime import date

import pytest

from app.accounts import queries as accounts
from app.coursework import actions, notices, peers, queries
from app.kernel.db import session
from app.notifications import kinds
from app.notifications.models import Notice, Pace
from tests.factories import courses
from tests.factories.coursework import (
    ESSAY,
    RATED,
    SHARED,
    cohort,
    handed_in,
    marked,
    returned,
    written,
)


@pytest.fixture
def told(run_jobs, app):
    """Run the jobs and return what a person is told, in words, with where it leads."""

    def sentences(somebody):
        run_jobs()
        with app.test_request_context("/en/"):
            app.preprocess_request()
            reader = accounts.by_email(somebody.email)
            found = of_coursework().filter_by(user_id=reader.id).all()
            words = kinds.told(reader, found)
        return [
            (_plain(words[one.id].sentence), words[one.id].path) for one in found if one.id in words
        ]

    return sentences


def of_coursework():
    own = (notices.MARKED, notices.PEER_REVIEW, *notices.OF_TRAINERS)
    return session.query(Notice).filter(Notice.kind.in_(own)).order_by(Notice.id)


def _plain(sentence):
    return sentence.replace("\u2068", "").replace("\u2069", "")


def test_a_mark_reaches_its_author(spring, amina, boris, tala, told):
    marked(handed_in(spring, amina), ESSAY, tala)
    at = f"/en/north/cohorts/{spring.id}/items/essay001/submission"
    assert told(amina) == [("You have passed “Plan a lesson”.", at)]
    assert told(boris) == []


@pytest.mark.parametrize(
    ("does", "words"),
    [
        (lambda work, by: marked(work, ESSAY, by, 10), "You have not passed “Plan a lesson”."),
        (
            lambda work, by: returned(work, ESSAY, by),
            "“Plan a lesson” came back to you, to be done again.",
        ),
    ],
)
def test_so_does_what_is_not_passed_or_returned(spring, amina, tala, told, does, words):
    does(handed_in(spring, amina), tala)
    assert told(amina)[0][0] == words


def test_several_answers_are_counted(spring, amina, tala, told):
    marked(handed_in(spring, amina), ESSAY, tala)
    returned(handed_in(spring, amina, RATED), RATED, tala)
    assert told(amina) == [
        ("2 answers to your work in “Spring 2026”.", f"/en/north/cohorts/{spring.id}")
    ]


def test_trainers_hear_of_what_waits(spring, amina, boris, tala, told):
    handed_in(spring, amina)
    at = f"/en/north/cohorts/{spring.id}/marking/"
    assert told(tala) == [("Amina Diallo handed in “Plan a lesson”.", at)]
    handed_in(spring, boris)
    assert told(tala) == [("2 submissions wait to be marked in “Spring 2026”.", at)]
    assert told(amina) == []


def test_late_work_is_told_of_apart(north, amina, tala, told):
    past = cohort(north, tala, starts_on=date(2020, 3, 2), ends_on=date(2020, 5, 29))
    courses.enrolled(past, amina, tala)
    handed_in(past, amina)
    assert told(tala)[0][0] == "Amina Diallo handed in “Plan a lesson” late."


def test_what_is_taken_back_is_told_of_no_more(spring, amina, tala, told):
    work = handed_in(spring, amina)
    assert len(told(tala)) == 1
    (again,) = queries.by_ids([work.id])
    actions.take_back(again, actor=accounts.by_email(amina.email))
    assert told(tala) == []
    assert of_coursework().count() == 0


def test_what_is_marked_already_waits_no_more(spring, amina, tala, told):
    work = handed_in(spring, amina)
    assert len(told(tala)) == 1
    (again,) = queries.by_ids([work.id])
    marked(again, ESSAY, accounts.by_email(tala.email))
    assert told(tala) == []


def test_jobs_that_come_late_tell_nothing_that_is_not_so(spring, amina, tala, told):
    work = handed_in(spring, amina)
    actions.take_back(work, actor=amina)
    assert told(tala) == []

    again = handed_in(spring, amina, text="Again")
    assert told(tala)[0][0] == "Amina Diallo handed in “Plan a lesson”."
    assert again.id == work.id


def test_peers_hear_that_work_waits_and_not_whose(spring, amina, boris, tala, told):
    for one in (amina, boris):
        handed_in(spring, one, SHARED)
    peers.assign(spring, SHARED)
    at = f"/en/north/cohorts/{spring.id}/reviews/"
    words = "The work of 1 colleague waits for you to look at it: “Share it”."
    assert told(boris) == [(words, at)]
    assert session.query(Notice).filter_by(kind=notices.PEER_REVIEW).first().actor_id is None


def test_how_soon_each_is_told():
    paces = kinds.default_paces()
    assert paces[notices.MARKED] == Pace.AT_ONCE
    assert paces[notices.PEER_REVIEW] == Pace.AT_ONCE
    assert paces[notices.HANDED_IN] == Pace.WEEKLY
    assert paces[notices.LATE] == Pace.DAILY


def test_an_item_that_is_gone_is_called_after_the_cohort(north, amina, tala, told):
    of = cohort(north, tala, ESSAY)
    courses.enrolled(of, amina, tala)
    work = handed_in(of, amina)
    marked(work, ESSAY, tala)
    work.item_key = "gone0001"
    assert told(amina)[0][0] == "You have passed “Spring 2026”."


def test_a_trainer_who_runs_it_no_more_hears_nothing(spring, amina, tala, told):
    handed_in(spring, amina)
    tala.memberships[0].role = "member"
    assert told(tala) == []


def test_a_draft_is_nobodys_business(spring, amina, tala, told):
    written(spring, amina)
    assert told(tala) == []
