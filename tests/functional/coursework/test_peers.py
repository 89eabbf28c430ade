"""Participants look at each other's work: fair, on time, and without names if so decided."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from app.cohorts import enrolling
from app.coursework import peers
from app.coursework.events import PeerReviewsAssigned, PeerRoundsDue
from app.coursework.models import PeerRound, PeerTask, Status, Submission, SubmissionFile
from app.kernel import files
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.jobs import record
from tests.client import fresh
from tests.factories import courses, lessons
from tests.factories.coursework import (
    ESSAY,
    NAMED,
    SHARED,
    cohort,
    handed_in,
    marked,
    place,
    returned,
    written,
)
from tests.factories.lessons import recorded
from tests.factories.people import person

SUBMITTED = select(Submission.id, Submission.enrolment_id)

KIND = {"level_plan": "1", "level_devs": "2", "text": "Clear *times*."}


def reviews_at(spring, task=None):
    base = f"/en/north/cohorts/{spring.id}/reviews/"
    return f"{base}{task.id}" if task else base


def work_at(spring, key="shared01"):
    return f"/en/north/cohorts/{spring.id}/items/{key}/submission"


def fetched(client, address):
    response = client.get(address).response
    response.get_data()
    response.close()
    return response


@pytest.fixture
def learners(spring, amina, boris, tala):
    """Five people who take part."""
    more = [person(name) for name in ("Carla Diaz", "Dev Rao", "Efua Mensah")]
    for one in more:
        courses.enrolled(spring, one, tala)
    return [amina, boris, *more]


def tasks():
    return session.query(PeerTask).order_by(PeerTask.id).all()


def pairs(spring, people):
    """Return who looks at whose work, as people."""
    names = {place(spring, one).id: one.name for one in people}
    authors = dict(session.execute(SUBMITTED).all())
    return [(names[t.reviewer_id], names[authors[t.submission_id]]) for t in tasks()]


class TestWhoLooksAtWhose:
    def test_everybody_at_two_and_nobody_at_their_own(self, spring, learners):
        for one in learners:
            handed_in(spring, one, SHARED)
        peers.assign(spring, SHARED)

        found = pairs(spring, learners)
        assert len(found) == len(set(found)) == 10
        assert all(reviewer != author for reviewer, author in found)
        assert set(Counter(reviewer for reviewer, _author in found).values()) == {2}
        assert set(Counter(author for _reviewer, author in found).values()) == {2}
        assert len(recorded(PeerReviewsAssigned)[0]["task_ids"]) == 10

    def test_two_look_at_each_other(self, spring, amina, boris):
        for one in (amina, boris):
            handed_in(spring, one, SHARED)
        assert peers.assign(spring, SHARED) == 2

    def test_one_alone_waits_for_others(self, spring, amina, boris, run_jobs):
        handed_in(spring, amina, SHARED)
        assert peers.assign(spring, SHARED) == 0
        handed_in(spring, boris, SHARED)
        run_jobs()
        assert len(tasks()) == 2

    def test_drafts_and_those_who_left_do_not_count(self, spring, learners):
        amina, boris, carla, dev, _efua = learners
        for one in (amina, boris, carla):
            handed_in(spring, one, SHARED)
        written(spring, dev, SHARED)
        enrolling.leave(spring, actor=carla)
        peers.assign(spring, SHARED)
        assert sorted(pairs(spring, learners)) == sorted(
            [(amina.name, boris.name), (boris.name, amina.name)]
        )

    def test_what_was_handed_in_last_is_looked_at(self, spring, amina, boris, tala):
        returned(handed_in(spring, amina, SHARED), SHARED, tala)
        again = handed_in(spring, amina, SHARED, text="With times")
        handed_in(spring, boris, SHARED)
        peers.assign(spring, SHARED)
        assert again.id in {task.submission_id for task in tasks()}

    def test_it_happens_once(self, spring, amina):
        handed_in(spring, amina, SHARED)
        peers.assign(spring, SHARED)
        with pytest.raises(Refused, match="already"):
            peers.assign(spring, SHARED)

    def test_only_where_the_course_asks_for_it(self, spring):
        with pytest.raises(Refused, match="do not look"):
            peers.assign(spring, ESSAY)


class TestWhen:
    def test_when_it_is_due_and_not_before(self, spring, amina, boris, later, run_jobs):
        for one in (amina, boris):
            handed_in(spring, one, SHARED)
            handed_in(spring, one, ESSAY)
        record(PeerRoundsDue())
        run_jobs()
        assert tasks() == []

        later(timedelta(days=6 * 366))
        record(PeerRoundsDue())
        record(PeerRoundsDue())
        run_jobs()
        assert len(tasks()) == 2
        assert session.query(PeerRound).count() == 1

    def test_what_is_never_due_waits_for_the_trainer(self, north, tala, amina, later, run_jobs):
        undated = cohort(north, tala, replace(SHARED, due_days=None))
        courses.enrolled(undated, amina, tala)
        handed_in(undated, amina, SHARED)
        later(timedelta(days=6 * 366))
        record(PeerRoundsDue())
        run_jobs()
        assert session.query(PeerRound).count() == 0

    def test_the_trainer_may_ask_earlier(self, client, spring, amina, boris, tala):
        for one in (amina, boris):
            handed_in(spring, one, SHARED)
        at = f"/en/north/cohorts/{spring.id}/marking/"
        client.sign_in(tala).get(f"{at}?item=shared01")
        client.submit("Ask them now", leads_to=f"{at}?item=shared01")
        page = client.follow()
        assert "2 reviews are asked for." in page.text
        assert "Who hands in later joins them." in page.main

        client.post(f"{at}peers/shared01", status=409)
        client.post(f"{at}peers/essay001", status=409)
        client.sign_in(amina).post(f"{at}peers/shared01", status=403)

    def test_who_hands_in_late_looks_and_is_looked_at(self, spring, learners, run_jobs):
        *early, efua = learners
        for one in early:
            handed_in(spring, one, SHARED)
        peers.assign(spring, SHARED)
        before = len(tasks())
        handed_in(spring, efua, SHARED)
        run_jobs()

        found = pairs(spring, learners)
        assert len(found) == before + 4
        assert Counter(r for r, _a in found)["Efua Mensah"] == 2
        assert Counter(a for _r, a in found)["Efua Mensah"] == 2

    def test_handed_in_again_it_is_not_asked_again(self, spring, amina, boris, tala, run_jobs):
        work, _theirs = [handed_in(spring, one, SHARED) for one in (amina, boris)]
        peers.assign(spring, SHARED)
        returned(work, SHARED, tala)
        handed_in(spring, amina, SHARED, text="Again")
        run_jobs()
        assert len(tasks()) == 2

    def test_those_with_least_to_do_are_asked(self, spring, learners, run_jobs):
        amina, boris, carla, dev, efua = learners
        for one in (amina, boris, carla, dev):
            handed_in(spring, one, SHARED)
        peers.assign(spring, SHARED)
        for task in tasks():
            if task.reviewer_id in (place(spring, amina).id, place(spring, dev).id):
                task.done_at = task.assigned_at
        handed_in(spring, efua, SHARED)
        run_jobs()

        asked = {r for r, a in pairs(spring, learners) if a == "Efua Mensah"}
        assert asked == {"Amina Diallo", "Dev Rao"}


class TestLooking:
    @pytest.fixture
    def task(self, spring, amina, boris):
        """Boris is to look at what Amina handed in."""
        stored = files.store(BytesIO(b"A plan"), "amina-diallo.txt", amina.id)
        handed_in(spring, amina, SHARED, text="Groups of four", file_ids=(stored.id,))
        handed_in(spring, boris, SHARED)
        peers.assign(spring, SHARED)
        mine = place(spring, boris).id
        return next(task for task in tasks() if task.reviewer_id == mine)

    def test_nothing_tells_whose_it_is(self, client, spring, boris, task):
        client.sign_in(boris).get(work_at(spring))
        assert "The work of 1 colleague waits for you" in client.page.main
        page = client.get(client.page.links["Work of colleagues"])
        assert "Amina" not in page.html
        page = client.get(reviews_at(spring, task))

        assert "Groups of four" in page.main
        assert "Be kind." in page.main
        assert "amina" not in page.html.lower()
        file = next(address for name, address in page.links.items() if name == "1.txt")
        assert "1.txt" in fetched(client, file).headers["Content-Disposition"]

    def test_the_file_is_not_there_under_its_own_name(self, client, spring, boris, chidi, task):
        (held,) = session.query(SubmissionFile).filter_by(submission_id=task.submission_id)
        client.sign_in(boris).get(f"/files/{held.file_id}/x.txt", 404)
        for other in (chidi,):
            client.sign_in(other).get(f"/files/{held.plain_id}/1.txt", 404)
        client.sign_out().get(f"/files/{held.plain_id}/1.txt", 404)

    def test_what_is_said_reaches_author_and_trainer(
        self, client, spring, amina, boris, tala, task
    ):
        client.sign_in(boris).get(reviews_at(spring, task))
        client.submit("Save", KIND, leads_to=reviews_at(spring))
        page = client.follow()
        assert "Your colleague reads it without your name." in page.text
        assert "Done" in page.main

        page = client.sign_in(amina).get(work_at(spring))
        assert "Clear times." in page.main
        assert "Good · 3 of 4" in page.main
        assert "Борис" not in page.html
        at = f"/en/north/cohorts/{spring.id}/marking/{task.submission_id}"
        page = client.sign_in(tala).get(at)
        assert "Борис Петров" in page.main
        assert "Clear times." in page.main

        page = client.get(page.links["Begin with their mean"].partition("#")[0])
        client.submit("Passed", status=303)
        assert session.get(Submission, task.submission_id).points == 7

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            (KIND | {"text": " "}, "Write at least a sentence"),
            ({"level_plan": "1", "text": "Good times"}, "Choose a level for each criterion."),
        ],
    )
    def test_half_a_review_is_asked_again(self, client, spring, boris, task, sent, words):
        client.sign_in(boris).get(reviews_at(spring, task))
        page = client.submit("Save", sent, status=422)
        assert words in page.main
        assert sent["text"].strip() in page.html
        assert not fresh(task).is_done

    def test_it_is_said_otherwise_until_it_is_marked(self, client, spring, boris, tala, task):
        client.sign_in(boris).get(reviews_at(spring, task))
        client.submit("Save", KIND, leads_to=reviews_at(spring))
        client.get(reviews_at(spring, task))
        client.submit("Save", {"text": "Very clear."}, leads_to=reviews_at(spring))
        assert fresh(task).text.source == "Very clear."

        session.get(Submission, task.submission_id).status = Status.PASSED
        page = client.get(reviews_at(spring, task))
        assert "A trainer has marked it" in page.main
        sent = KIND | {"opened": "2", "language": "en"}
        client.post(reviews_at(spring, task), sent, status=422)
        assert fresh(task).text.source == "Very clear."

    def test_two_windows_do_not_overwrite_each_other(
        self, client, other_client, spring, boris, task
    ):
        for browser in (client, other_client):
            browser.sign_in(boris).get(reviews_at(spring, task))
        other_client.submit("Save", KIND, leads_to=reviews_at(spring))
        page = client.submit("Save", KIND | {"text": "Other words"}, status=409)
        assert "Other words" in page.html
        client.submit("Save", leads_to=reviews_at(spring))
        assert fresh(task).text.source == "Other words"

    def test_nobody_else_looks_at_it(self, client, spring, amina, tala, chidi, boris, task):
        for other in (amina, tala, chidi):
            client.sign_in(other).get(reviews_at(spring, task), 404)
            client.post(reviews_at(spring, task), KIND, status=404)
        client.sign_in(chidi).get(reviews_at(spring), 404)
        enrolling.leave(spring, actor=boris)
        client.sign_in(boris).get(reviews_at(spring, task), 404)

    def test_what_peers_look_at_is_not_taken_back(self, client, spring, amina, task):
        page = client.sign_in(amina).post(f"{work_at(spring)}/taking-back", status=409)
        assert "Colleagues are looking at it already" in page.main

    def test_nobody_is_asked_nothing(self, client, spring, amina):
        page = client.sign_in(amina).get(reviews_at(spring))
        assert "Nobody’s work waits for you here." in page.main


def test_where_names_are_told_they_are_shown(client, spring, amina, boris):
    for one in (amina, boris):
        handed_in(spring, one, NAMED)
    peers.assign(spring, NAMED)
    page = client.sign_in(boris).get(reviews_at(spring))
    assert "Show it by Amina Diallo" in page.main
    client.get(page.links["Show it by Amina Diallo"])
    client.submit("Save", {"text": "Fine"}, leads_to=reviews_at(spring))
    assert "Борис Петров" in client.sign_in(amina).get(work_at(spring, "named001")).main


def test_a_lesson_is_looked_at_without_names(client, north, spring, amina, boris):
    stored = files.store(BytesIO(b"In a file"), "amina.txt", amina.id)
    text = lessons.Text(f"[here](/files/{stored.id}/amina.txt) [gone](/files/99999/amina.txt)")
    material = lessons.MaterialContent("A sheet", file_id=stored.id, author="Amina", credit="Amina")
    lesson = lessons.draft(north, amina, materials=(material,), sections={"body": text})
    handed_in(spring, amina, SHARED, text="", lesson_id=lesson.id)
    handed_in(spring, boris, SHARED)
    peers.assign(spring, SHARED)
    mine = place(spring, boris).id
    task = next(task for task in tasks() if task.reviewer_id == mine)

    page = client.sign_in(boris).get(reviews_at(spring, task))
    assert "Rain in a bottle" in page.main
    assert "amina" not in page.html.lower()
    assert fetched(client, page.links["A sheet"]).get_data(as_text=True) == "In a file"
    fetched(client, page.links["here"])


def test_a_mean_is_the_nearest_level(spring, amina, tala):
    marked(handed_in(spring, amina, ESSAY), ESSAY, tala)
    assert peers.proposal(ESSAY, []) == {}
