"""Going through a course: what is next, marking as done, completion, the newer revision."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from app.cohorts import progress
from app.cohorts.events import CourseCompleted
from app.cohorts.models import Progress, State
from app.courses import actions as writing
from app.courses import queries as courses
from app.courses.content import Completion, CompletionRule, Item, ItemKind, Module, Rule
from app.kernel import files, jobs
from app.kernel.db import session
from tests.client import fresh
from tests.factories.courses import cohort, course, enrolled, page

ONE_MODULE = Completion((CompletionRule(Rule.MODULES, 1),))


@pytest.fixture
def learner(spring, boris, tala):
    return enrolled(spring, boris, tala)


@pytest.fixture
def completions(monkeypatch):
    """Return the ids of those who have completed a course, each time that it is told."""
    told = []
    real = jobs.record

    def listening(event, **more):
        if isinstance(event, CourseCompleted):
            told.append(event.enrolment_id)
        real(event, **more)

    monkeypatch.setattr("app.cohorts.completion.record", listening)
    return told


def test_a_participant_reads_marks_as_done_goes_on_and_takes_it_back(client, learner, boris, here):
    page = client.sign_in(boris).get(here)
    assert "Finish 2 more modules." in page.main
    client.get(f"{here}/items/page0001")
    assert "Read Before you begin first." in client.page.main
    client.submit("Mark as done", leads_to=f"{here}/items/link0001")
    page = client.follow()
    assert "Before: Before you begin" in page.links
    assert "https://example.org/one-computer" in page.html
    assert "Next: Plan a lesson" in page.links
    assert "Finish 1 more module." in client.get(here).main

    client.get(f"{here}/items/page0001")
    client.submit("Not done after all", leads_to=f"{here}/items/page0001")
    assert "Finish 2 more modules." in client.get(here).main


def test_work_that_is_handed_in_is_not_marked_by_oneself(client, learner, boris, here):
    page = client.sign_in(boris).get(f"{here}/items/work0001")
    assert "Mark as done" not in page.main
    client.post(f"{here}/items/work0001/done", status=409)
    client.post(f"{here}/items/nothing/done", status=404)
    client.get(f"{here}/items/nothing", 404)


def test_what_is_due_is_said_in_my_time_zone_and_in_the_cohorts(client, learner, boris, here):
    boris.time_zone = "America/Lima"
    page = client.sign_in(boris).get(here)
    assert "was due Mar 30, 2026, 3:59 PM (Mar 30, 2026, 11:59 PM, Kenya Time)" in page.main


def test_the_trainer_reads_items_and_marks_nothing(client, spring, tala, here):
    page = client.sign_in(tala).get(f"{here}/items/page0001")
    assert "Mark as done" not in page.main
    client.post(f"{here}/items/page0001/done", status=403)


def test_a_visit_is_noted_every_ten_minutes_at_most(client, learner, boris, here, later):
    client.sign_in(boris).get(here)
    first = fresh(learner).seen_at
    assert first is not None

    later(timedelta(minutes=9))
    client.get(f"{here}/items/page0001")
    assert fresh(learner).seen_at == first

    moment = later(timedelta(minutes=2))
    client.get(here)
    assert fresh(learner).seen_at == moment


def test_the_last_thing_completes_the_course_and_it_is_told_once(
    client, learner, boris, here, tala, completions
):
    progress.note(learner, "work0001", State.DONE, 70, 100, actor=tala)
    session.commit()
    assert not fresh(learner).is_completed

    client.sign_in(boris).get(f"{here}/items/page0001")
    client.submit("Mark as done", leads_to=here)
    page = client.follow()
    assert "You have completed the course. Congratulations!" in page.text
    assert "You have completed this course." in page.main

    client.post(f"{here}/items/page0001/undone", status=303)
    client.post(f"{here}/items/page0001/done", status=303)
    progress.note(fresh(learner), "work0001", State.DONE, 80, 100, actor=tala)
    assert completions == [learner.id]


def test_a_newer_revision_is_offered_with_the_difference_in_words(
    client, ict, spring, learner, boris, tala, here, run_jobs
):
    progress.note(learner, "page0001", State.DONE, actor=tala)
    found = courses.workshop(tala, ict.portal_id, ict.id)
    old = found.content
    modules = (
        replace(
            old.modules[0], title="Before it starts", items=(page("Read this", key="page0001"),)
        ),
        Module(
            "Afterwards",
            items=(page("Look back", key="page0009", is_required=False),),
            key="modul009",
        ),
    )
    writing.revise(
        found, replace(old, modules=modules, completion=ONE_MODULE), opened=found.lock, actor=tala
    )
    writing.publish(found, actor=tala, note="Shorter")
    session.flush()

    assert "The course has a newer revision." in client.sign_in(tala).get(here).main
    shown = client.get(f"{here}/revision")
    for words in (
        "The module “Getting ready” is called “Before it starts” now.",
        "The module “Afterwards” is new.", "The module “Trying it out” is gone.",
        "“Read this” was changed.", "“Look back” is new.", "“Plan a lesson” is gone.",
        "The rules of completion are others.", "Shorter",
    ):  # fmt: skip
        assert words in shown.main.replace("\u2068", "").replace("\u2069", ""), words
    assert "Look back" not in client.sign_in(boris).get(here).main

    client.sign_in(tala).get(f"{here}/revision")
    client.submit("Go on with the newest revision", leads_to=here)
    run_jobs()
    assert "Look back" in client.sign_in(boris).get(here).main
    assert fresh(learner).is_completed
    client.sign_in(tala).post(f"{here}/revision", status=409)


def test_a_course_that_is_not_open_is_read_in_its_cohort(client, north, tala, boris):
    shut = course(north, tala, "Shut", is_open=False)
    mine = cohort(shut, tala)
    enrolled(mine, boris, tala)
    page = client.sign_in(boris).get(f"/en/north/cohorts/{mine.id}/items/page0001")
    assert "Read Before you begin first." in page.main


def test_who_left_reads_no_more(client, spring, learner, boris, here):
    client.sign_in(boris).get(here)
    client.submit("Leave", leads_to=here)
    client.get(f"{here}/items/page0001", 403)
    client.post(f"{here}/items/page0001/done", status=403)


def test_a_session_item_says_when_it_takes_place(client, north, tala, boris):
    items = (Item(ItemKind.SESSION, "We meet", key="meet0001"),)
    met = course(north, tala, "Met", modules=(Module("One", items=items, key="m1"),))
    mine = cohort(met, tala)
    enrolled(mine, boris, tala)
    page = client.sign_in(boris).get(f"/en/north/cohorts/{mine.id}/items/meet0001")
    assert "have not said yet when this takes place" in page.main


def test_a_page_of_a_cohort_takes_few_statements(client, learner, boris, here, query_count):
    client.sign_in(boris).get(here)
    with query_count(14):
        client.get(here)


def test_two_notes_of_one_item_are_one_row(learner, tala):
    for state in (State.SEEN, State.HANDED_IN, State.RETURNED, State.DONE, State.SEEN):
        progress.note(learner, "work0001", state, actor=tala)
    rows = session.scalars(select(Progress).where(Progress.enrolment_id == learner.id)).all()
    assert [row.state for row in rows] == [State.DONE]


@pytest.mark.parametrize("who", ["boris", "tala", "amina", "eka"])
def test_a_file_of_a_closed_course_is_for_those_in_its_cohorts(
    client, north, tala, boris, amina, eka, who
):
    stored = files.store(BytesIO(b"Plan, step\nOne, two\n"), "plan.csv", tala.id)
    items = (Item(ItemKind.FILE, "A plan", file_id=stored.id, key="file0001"),)
    shut = course(
        north, tala, "Shut", is_open=False, modules=(Module("One", items=items, key="m1"),)
    )
    mine = cohort(shut, tala)
    enrolled(mine, boris, tala)
    somebody = {"boris": boris, "tala": tala, "amina": amina, "eka": eka}[who]
    status = 200 if who in ("boris", "tala") else 404
    answer = client.sign_in(somebody).get(f"/files/{stored.id}/plan.csv", status).response
    answer.close()
    if who == "boris":
        page = client.get(f"/en/north/cohorts/{mine.id}/items/file0001")
        assert f"/files/{stored.id}/plan.csv" in page.html
