"""The trainer's table, who is behind, what is to be marked, announcements, my record."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import insert

from app.accounts.models import User
from app.cohorts import actions, announcing, completion, overview, progress
from app.cohorts.models import Enrolment, Progress, Standing, State
from app.kernel import clock
from app.kernel.db import session
from tests.client import fresh
from tests.factories.courses import cohort, enrolled
from tests.factories.people import person

LONG_AGO = timedelta(days=40)


@pytest.fixture
def learner(spring, boris, tala):
    return enrolled(spring, boris, tala)


@pytest.fixture
def running(spring):
    """Tala's cohort, begun twenty days ago."""
    today = clock.now().date()
    spring.starts_on, spring.ends_on = today - timedelta(days=20), today + timedelta(days=40)
    return spring


def test_the_table_says_who_has_done_what(client, running, learner, tala, boris, here):
    progress.note(learner, "page0001", State.DONE, actor=tala)
    progress.note(learner, "work0001", State.HANDED_IN, actor=tala)
    page = client.sign_in(tala).get(f"{here}/table")
    row = next(
        " ".join(tr.itertext()) for tr in page.all("tr") if boris.name in "".join(tr.itertext())
    )
    assert "Done" in row
    assert "Handed in" in row
    assert "1 person takes part" in page.main
    assert "1 piece of work to mark" in page.main

    page = client.get(f"{here}/to-mark")
    assert "Plan a lesson" in page.main


def test_the_spreadsheet_has_everyone_and_no_formula(client, running, tala, here):
    enrolled(running, person('=HYPERLINK("https://bad.example")', email="bad@b.example"), tala)
    answer = client.sign_in(tala).get(f"{here}/table.csv").response
    text = answer.get_data().decode("utf-8-sig")
    assert text.startswith("Name,E-mail,Last here,")
    assert "\"'=HYPERLINK" in text
    assert "attachment" in answer.headers["Content-Disposition"]


def test_who_is_behind_is_written_to_and_each_reads_it_alone(
    client, running, tala, amina, boris, dana, here, heard
):
    for who in (amina, boris):
        enrolled(running, who, tala).since = clock.now() - LONG_AGO
    diligent = enrolled(running, dana, tala)
    diligent.seen_at = clock.now()
    heard()
    page = client.sign_in(tala).get(f"{here}/behind")
    assert "20 days away" in page.main
    assert dana.name not in page.main

    client.submit("Write to them", {"title": "", "text": "x"}, status=422)
    client.submit(
        "Write to them",
        {"title": "How are you?", "text": "Come back.", "to": str(boris.id)},
        leads_to=f"{here}/table",
    )
    assert [mail["To"] for mail in heard()] == [boris.email]
    assert "Come back." in client.sign_in(boris).get(here).main
    assert "Come back." not in client.sign_in(amina).get(f"{here}/announcements").main
    assert "Come back." in client.sign_in(tala).get(f"{here}/announcements").main


def test_nobody_is_written_to_who_is_not_behind(client, running, tala, amina, dana, here):
    enrolled(running, amina, tala).since = clock.now() - LONG_AGO
    enrolled(running, dana, tala).seen_at = clock.now()
    client.sign_in(tala)
    values = {"title": "A", "text": "B", "to": [str(dana.id), "x"]}
    page = client.post(f"{here}/behind", values, status=422)
    assert "Choose to whom you write." in page.main


def test_an_announcement_reaches_all_who_take_part_by_mail_and_is_taken_back(
    client, spring, learner, tala, amina, boris, here, heard
):
    heard()
    client.sign_in(tala).get(f"{here}/announcements/new")
    client.submit("Announce it", {"title": "New room", "text": ""}, status=422)
    client.submit(
        "Announce it",
        {"title": "New room", "text": "We meet in **room 7**."},
        leads_to=f"{here}/announcements",
    )
    (mail,) = heard()
    body = mail.get_body(("plain",)).get_content()
    assert (mail["To"], mail["Subject"]) == (boris.email, "New room")
    assert "We meet in room 7." in body
    assert "Hear nothing more of this one" in body
    assert "We meet in room 7." in client.sign_in(boris).get(here).main
    client.sign_in(amina).get(f"{here}/announcements", 403)

    client.sign_in(tala).get(f"{here}/announcements")
    client.submit("Take back: New room", leads_to=f"{here}/announcements")
    assert "room 7" not in client.sign_in(boris).get(here).main


def test_who_asks_is_told_to_the_trainers_who_still_train(client, ict, tala, timo, amina, heard):
    asking = cohort(ict, tala, "On request", entry="approval")
    actions.share_with(asking, timo, actor=tala)
    timo.memberships[0].role = "member"
    heard()
    client.sign_in(amina).post(f"/en/north/cohorts/{asking.id}/enrolment", status=303)
    (mail,) = heard()
    assert mail["To"] == tala.email
    assert "Amina Diallo" in mail.get_body(("plain",)).get_content()


def test_my_record_adds_up_the_hours_of_each_year(client, spring, ict, learner, boris, tala):
    completion.grant(spring, learner, actor=tala, reason="Known")
    second = enrolled(cohort(ict, tala, "Again"), boris, tala)
    second.completed_at = learner.completed_at - timedelta(days=366)
    enrolled(cohort(ict, tala, "Invited"), boris, tala, Standing.INVITED)
    page = client.sign_in(boris).get("/en/my-courses")
    year = learner.completed_at.year
    assert f"Completed in {year} 12 hours" in page.main
    assert f"Completed in {year - 1}" in page.main
    assert "Was invited" in page.main
    assert "/sign-in" in client.sign_out().get("/en/my-courses", 303).leads_to


def crowd(of, number):
    """Put so many people into a cohort, each with something done."""
    at = clock.now()
    users = [
        {"name": f"Learner {n:04}", "email": f"l{n}@crowd.example", "languages": ["en"],
         "created_at": at, "confirmed_at": at}
        for n in range(number)
    ]  # fmt: skip
    ids = session.scalars(insert(User).returning(User.id), users).all()
    rows = [
        {"cohort_id": of.id, "user_id": one, "standing": Standing.ACTIVE, "created_at": at,
         "since": at - LONG_AGO, "granted_because": ""}
        for one in ids
    ]  # fmt: skip
    places = session.scalars(insert(Enrolment).returning(Enrolment.id), rows).all()
    done = [
        {"enrolment_id": one, "item_key": key, "state": State.DONE, "points": 5.0, "of": 10.0, "at": at}
        for one in places for key in ("page0001", "work0001")
    ]  # fmt: skip
    session.execute(insert(Progress), done)
    session.commit()


def test_a_cohort_of_a_thousand_takes_as_few_statements_as_one_of_one(
    client, running, tala, here, query_count
):
    crowd(running, 1_000)
    client.sign_in(tala).get(f"{here}/table")

    began = time.perf_counter()
    with query_count(14):
        page = client.get(f"{here}/table")
    took = time.perf_counter() - began
    assert "Learner 0099" in page.main
    assert "Learner 0100" not in page.main
    assert took < 10
    page = client.get(page.links["The next hundred"])
    assert "Learner 0100" in page.main
    with query_count(12):
        client.get(f"{here}/table.csv")
    with query_count(10):
        page = client.get(f"{here}/people")
    assert "Learner 0100" not in page.main
    page = client.get(page.links["The next hundred"])
    assert "Learner 0100" in page.main
    assert "Learner 0200" not in page.main


def test_completing_a_thousand_takes_few_statements(running, tala, query_count):
    crowd(running, 1_000)
    with query_count(6):
        completion.check_all(running, actor_id=tala.id)
    session.flush()
    assert all(row.completed_at for row in overview.of(running, clock.now()).rows)


def test_a_withdrawn_readers_page_is_not_theirs_any_more(
    client, spring, learner, tala, boris, here
):
    announcing.write_to(spring, [boris.id], "Alone", "For you alone", actor=tala)
    client.sign_in(boris).get(here)
    assert "For you alone" in client.page.main
    client.submit("Leave", status=303)
    client.get(f"{here}/announcements", 403)
    assert not fresh(learner).is_active
