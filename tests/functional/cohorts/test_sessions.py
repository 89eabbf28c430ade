"""Sessions: planned, moved and cancelled, who was there, the code in the room, the calendar."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from app.cohorts import meetings, sessions
from app.cohorts.models import Attendance, CohortSession
from app.courses.content import Completion, CompletionRule, Item, ItemKind, Module, Rule
from app.kernel import clock
from app.kernel.db import session
from tests.client import fresh
from tests.factories.courses import cohort, course, enrolled
from tests.factories.people import place

DAY = {"title": "First meeting", "day": "2026-03-03", "time": "16:00", "minutes": "90"}


@pytest.fixture
def learner(spring, boris, tala):
    return enrolled(spring, boris, tala)


def planned(of, trainer, title="First meeting", starts_at=None, **values):
    plan = sessions.Plan(title=title, starts_at=starts_at or clock.now(), minutes=90, **values)
    made = sessions.plan(of, plan, actor=trainer)
    session.flush()
    return made


def the_last():
    return session.scalars(select(CohortSession).order_by(CohortSession.id.desc())).first()


def secret_address(page):
    return re.search(r"/calendars/[\w-]+\.ics", page.html)[0]


def test_a_trainer_plans_a_session_in_the_cohorts_time_and_others_read_it_in_theirs(
    client, spring, learner, tala, boris, here
):
    boris.time_zone = "America/Lima"
    client.sign_in(tala).get(f"{here}/sessions/new")
    client.submit("Save", DAY, leads_to=f"{here}/sessions")
    assert the_last().starts_at == datetime(2026, 3, 3, 13, tzinfo=UTC)

    page = client.sign_in(boris).get(f"{here}/sessions")
    assert "Mar 3, 2026, 8:00 AM (Mar 3, 2026, 4:00 PM, Kenya Time)" in page.main


def test_a_session_that_makes_no_sense_is_refused_with_all_that_was_typed(
    client, spring, tala, here
):
    client.sign_in(tala).get(f"{here}/sessions/new")
    page = client.submit("Save", DAY | {"minutes": "2", "meeting_url": "x"}, status=422)
    assert "Enter a number from 5 to 1440." in page.main
    assert "First meeting" in page.html


def test_a_moved_and_a_cancelled_session_are_told(
    client, spring, learner, tala, boris, here, heard
):
    one = planned(spring, tala)
    heard()
    at = f"{here}/sessions/{one.id}"
    client.sign_in(tala).get(f"{at}/edit")
    client.submit("Save", {"place": "Room 4"}, leads_to=f"{here}/sessions")
    (mail,) = heard()
    assert mail["To"] == boris.email
    assert "Room 4" in mail.get_body(("plain",)).get_content()

    client.get(f"{at}/edit")
    client.submit("Save", {"title": "Renamed"}, status=303)
    assert heard() == []

    client.get(f"{at}/cancellation")
    client.submit("Cancel the session", {"reason": ""}, status=422)
    client.submit("Cancel the session", {"reason": "No power"}, leads_to=f"{here}/sessions")
    assert "No power" in client.sign_in(boris).get(f"{here}/sessions").main
    client.sign_in(tala).post(f"{at}/cancellation", {"reason": "Again"}, status=409)
    client.post(f"{at}/code", status=409)


def test_two_who_change_a_session_see_each_others_changes(
    client, other_client, spring, tala, dana, here
):
    at = f"{here}/sessions/{planned(spring, tala).id}/edit"
    client.sign_in(tala).get(at)
    other_client.sign_in(dana).get(at)
    client.submit("Save", {"title": "Tala's"}, status=303)
    page = other_client.submit("Save", {"title": "Dana's"}, status=409)
    assert "Tala's" in page.main
    other_client.submit("Save", {}, status=303)
    assert the_last().title == "Dana's"


def test_participants_say_by_the_code_that_they_are_there(
    client, spring, learner, tala, boris, amina, here
):
    one = planned(spring, tala)
    client.sign_in(tala).post(f"{here}/sessions/{one.id}/code", status=303)
    code = fresh(one).code
    assert code[:3] in client.follow().main

    client.sign_in(amina).get("/en/north/cohorts/present")
    client.submit("Write it down", {"code": code}, status=422)
    client.sign_in(boris).get("/en/north/cohorts/present")
    client.submit("Write it down", {"code": "WRONG2"}, status=422)
    client.submit(
        "Write it down", {"code": f"{code[:3].lower()} {code[3:]}"}, leads_to=f"{here}/sessions"
    )
    assert "There" in client.follow().main

    client.sign_in(tala).post(f"{here}/sessions/{one.id}/code/removal", status=303)
    client.sign_in(boris).get("/en/north/cohorts/present")
    client.submit("Write it down", {"code": code}, status=422)


def test_a_code_is_not_taken_a_day_before_nor_after(client, spring, learner, tala, boris, here):
    one = planned(spring, tala, starts_at=clock.now() + timedelta(days=1))
    sessions.show_code(spring, one, actor=tala)
    session.flush()
    client.sign_in(boris).get("/en/north/cohorts/present")
    page = client.submit("Write it down", {"code": one.code}, status=422)
    assert "not taken now" in page.main


def test_codes_are_guessed_ten_times_at_most(client, spring, learner, boris):
    client.sign_in(boris)
    for _ in range(10):
        client.get("/en/north/cohorts/present")
        client.submit("Write it down", {"code": "WRONG2"}, status=422)
    client.get("/en/north/cohorts/present")
    client.submit("Write it down", {"code": "WRONG2"}, status=429)


def test_the_trainer_takes_over_a_sheet_and_whoever_typed_the_code_meanwhile_stays(
    client, spring, learner, tala, boris, amina, here, later
):
    hers = enrolled(spring, amina, tala)
    one = planned(spring, tala)
    sessions.show_code(spring, one, actor=tala)
    at = f"{here}/sessions/{one.id}/attendance"
    client.sign_in(tala).get(at)
    form = client.page.form("Save").filled("Save", {f"at-{hers.id}": "present"})
    later(timedelta(minutes=1))
    sessions.come(fresh(one), fresh(learner), actor=session.merge(boris))
    client.post(at, form, leads_to=at)
    found = meetings.attendance_at(one)
    assert {(key, row.presence, row.how) for key, row in found.items()} == {
        (learner.id, "present", "code"),
        (hers.id, "present", "trainer"),
    }

    client.get(at)
    client.submit(
        "Save", {f"at-{learner.id}": "", f"at-{hers.id}": "excused", "how": "list"}, leads_to=at
    )
    (row,) = session.scalars(select(Attendance)).all()
    assert (row.enrolment_id, row.presence, row.how) == (hers.id, "excused", "list")


def test_a_sheet_names_nobody_of_another_cohort(client, spring, ict, tala, amina, here):
    elsewhere = enrolled(cohort(ict, tala, "Other"), amina, tala)
    one = planned(spring, tala)
    at = f"{here}/sessions/{one.id}/attendance"
    client.sign_in(tala).post(at, {f"at-{elsewhere.id}": "present", "at-x": "present"}, status=303)
    assert not meetings.attendance_at(one)


def test_the_list_to_print_has_all_names(client, spring, learner, tala, boris, here):
    one = planned(spring, tala)
    page = client.sign_in(tala).get(f"{here}/sessions/{one.id}/sheet")
    assert boris.name in page.main
    assert "Signature" in page.main


@pytest.fixture
def met(north, tala, boris):
    """A cohort whose course is completed by being at eight tenths of its sessions."""
    items = (Item(ItemKind.SESSION, "We meet", key="meet0001"),)
    rules = (CompletionRule(Rule.ATTENDANCE, 80), CompletionRule(Rule.MODULES, 1))
    made = course(
        north,
        tala,
        "Met",
        modules=(Module("One", items=items, key="m1"),),
        completion=Completion(rules),
    )
    return cohort(made, tala, "Meetings")


def test_being_there_does_the_item_and_completes_the_course(
    client, met, tala, boris, amina, run_jobs
):
    mine, hers = enrolled(met, boris, tala), enrolled(met, amina, tala)
    first = planned(met, tala, item_key="meet0001")
    second = planned(met, tala, "Second", starts_at=clock.now() + timedelta(hours=3))
    at = f"/en/north/cohorts/{met.id}/sessions"
    client.sign_in(tala).get(f"{at}/{first.id}/attendance")
    client.submit("Save", {f"at-{mine.id}": "present", f"at-{hers.id}": "present"}, status=303)
    run_jobs()
    assert not fresh(mine).is_completed
    page = client.sign_in(boris).get(f"/en/north/cohorts/{met.id}")
    assert "Be there at 80% of the sessions: so far 50%." in page.main

    client.sign_in(tala).get(f"{at}/{second.id}/attendance")
    client.submit("Save", {f"at-{mine.id}": "excused"}, status=303)
    run_jobs()
    assert fresh(mine).is_completed
    assert not fresh(hers).is_completed

    client.get(f"{at}/{second.id}/cancellation")
    client.submit("Cancel the session", {"reason": "No power"}, status=303)
    run_jobs()
    assert fresh(hers).is_completed


def test_the_calendar_is_read_at_a_secret_address_that_can_be_taken_away(
    client, spring, learner, tala, boris, here, later
):
    one = planned(spring, tala, "Réunion, première", place="Room 4; door B")
    client.sign_in(boris).get("/en/my-courses/calendar")
    page = client.submit("Make an address", status=200)
    address = secret_address(page)

    client.sign_out()
    shown = client.get(address)
    assert shown.response.mimetype == "text/calendar"
    assert "no-store" in shown.response.headers["Cache-Control"]
    calendar = Calendar.from_ical(shown.response.get_data())
    events = {str(event["uid"]).split("@")[0]: event for event in calendar.walk("VEVENT")}
    meeting = events[f"session-{one.id}"]
    assert str(meeting["summary"]) == "Réunion, première"
    assert str(meeting["location"]) == "Room 4; door B"
    assert meeting.decoded("dtend") - meeting.decoded("dtstart") == timedelta(minutes=90)
    due = events[f"due-{spring.id}-work0001"]
    assert due.decoded("dtstart").isoformat() == "2026-03-30"
    assert max(len(line) for line in shown.response.get_data().split(b"\r\n")) <= 75

    client.sign_in(boris).get("/en/my-courses/calendar")
    client.submit("Make a new address", status=200)
    client.sign_out().get(address, 404)
    client.sign_in(boris).get("/en/my-courses/calendar")
    client.submit("Take it away", leads_to="/en/my-courses/calendar")
    client.post("/en/my-courses/calendar/removal", status=404)


def test_a_calendar_shows_no_session_of_a_cohort_that_one_has_left(
    client, spring, learner, tala, boris, here
):
    planned(spring, tala)
    client.sign_in(boris).get("/en/my-courses/calendar")
    page = client.submit("Make an address", status=200)
    address = secret_address(page)
    client.get(here)
    client.submit("Leave", status=303)
    assert "VEVENT" not in client.sign_out().get(address).html


def test_a_cancelled_session_stays_in_the_calendar_as_cancelled(
    client, spring, tala, learner, boris, here
):
    one = planned(spring, tala)
    client.sign_in(boris)
    first = client.get(f"{here}/sessions/{one.id}.ics").html
    assert "STATUS:CONFIRMED" in first
    sessions.cancel(spring, fresh(one), actor=session.merge(tala), reason="No power")
    session.commit()
    second = client.get(f"{here}/sessions/{one.id}.ics").html
    assert "STATUS:CANCELLED" in second
    assert "SEQUENCE:2" in second


def test_sessions_are_for_those_in_the_cohort(client, spring, tala, amina, south, here):
    one = planned(spring, tala)
    at = f"{here}/sessions"
    client.sign_in(amina).get(at, 403)
    client.get(f"{at}/{one.id}.ics", 403)
    place(tala, south.id, "trainer")
    client.sign_in(tala).get(f"{at}/999.ics", 404)
    client.get(f"{at.replace('north', 'south')}/{one.id}.ics", 404)
    client.sign_out()
    assert "/sign-in" in client.get(at, 303).leads_to
    client.get("/calendars/guess.ics", 404)
