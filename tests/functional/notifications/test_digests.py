"""Digests: in the morning, of what is new, each thing once, and none that is empty."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app import notifications
from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import session
from app.kernel.i18n import current
from app.kernel.jobs import record
from app.notifications import Pace, Section, Told, actions, digest, digests, read_bundle, turns
from app.notifications.events import DigestsDue
from app.notifications.models import DigestTurn
from tests.factories.notices import at_pace, told
from tests.factories.people import person
from tests.mails import text_of

SUNDAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
WEEK, DAY = timedelta(days=7), timedelta(days=1)


@pytest.fixture
def at(monkeypatch):
    """Set the clock of the house."""

    def is_now(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    return is_now


@pytest.fixture
def news(monkeypatch):
    """A section that tells of lessons in a list, and notes who is asked for and since when."""
    monkeypatch.setattr(digest, "_sections", {})
    asked = []
    lessons = {}

    def collect(people, since):
        asked.append(([one.name for one in people], since))
        return {
            one.id: [
                Told(sentence=f"{title} ({current().tag})", path="/en/1")
                for title in lessons[one.id]
            ]
            for one in people
            if one.id in lessons
        }

    notifications.section(Section("news", "New lessons", collect))
    collect.asked, collect.lessons = asked, lessons
    return collect


@pytest.fixture
def on(at, mails):
    """Set the clock, call up who is due and return the mails."""

    def mornings(moment):
        at(moment)
        record(DigestsDue())
        return mails()

    return mornings


def test_a_week_is_told_on_monday_morning_once(app, letters, news, at, on, amina):
    assert on(SUNDAY) == []
    told(amina, kind="parcel", subject_id=1)
    told(amina, kind="parcel", bundle="thread:8", subject_id=2)
    assert on(SUNDAY + timedelta(hours=18, minutes=59)) == []

    (mail,) = on(SUNDAY + timedelta(hours=19, minutes=1))

    text = text_of(mail)
    assert mail["Subject"] == "Your week on Staffroom"
    assert "## Parcels" in text
    assert "One letter in" in text
    assert "Letter 2 says hello." in text
    assert "once a week" in text
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "<li>" in text_of(mail, "html")
    assert on(SUNDAY + timedelta(hours=20)) == []
    assert on(SUNDAY + timedelta(hours=20) + WEEK) == []


def test_what_comes_after_a_digest_is_in_the_next(app, letters, news, on, amina):
    on(SUNDAY)
    told(amina, kind="parcel", subject_id=1)
    assert len(on(SUNDAY + DAY)) == 1
    told(amina, kind="parcel", subject_id=2)

    (mail,) = on(SUNDAY + DAY + WEEK)

    assert "2 letters in" in text_of(mail)


def test_what_was_read_or_told_by_mail_at_once_is_not_in_it(app, letters, news, on, amina):
    on(SUNDAY)
    told(amina, kind="parcel", bundle="thread:1")
    read_bundle("thread:1", actor=amina)
    told(amina, kind="letter", bundle="thread:2")

    assert [m["Subject"] for m in on(SUNDAY + timedelta(hours=1))] == ["Letters of thread:2"]
    assert on(SUNDAY + DAY) == []


def test_who_only_follows_is_told_in_the_digest_though_they_want_mail_at_once(
    app, letters, news, on, amina
):
    on(SUNDAY)
    told(amina, kind="letter", at_once=False)
    assert on(SUNDAY + timedelta(hours=1)) == []

    (mail,) = on(SUNDAY + DAY)

    assert "One letter in" in text_of(mail)


def test_what_may_not_be_seen_any_more_makes_no_digest(app, letters, news, on, amina):
    on(SUNDAY)
    told(amina, kind="parcel")
    letters["letters"] = False

    assert on(SUNDAY + DAY) == []


def test_a_daily_mail_comes_every_morning_and_the_weekly_things_on_their_day(
    app, letters, news, at, on, amina
):
    on(SUNDAY)
    at_pace(amina, "letter", Pace.DAILY)
    actions.choose_paces({"letter": Pace.DAILY}, weekday=1, actor=amina)
    told(amina, kind="letter", bundle="thread:1")
    told(amina, kind="parcel", bundle="thread:2")

    (monday,) = on(SUNDAY + DAY)
    (tuesday,) = on(SUNDAY + 2 * DAY)

    assert monday["Subject"] == "Your day on Staffroom"
    assert "thread:1" in text_of(monday)
    assert "thread:2" not in text_of(monday)
    assert tuesday["Subject"] == "Your week on Staffroom"
    assert "thread:2" in text_of(tuesday)
    assert "thread:1" not in text_of(tuesday)


def test_sections_are_asked_for_a_group_of_people_from_their_last_digest_on(
    app, letters, news, on, amina, boris, nadia
):
    on(SUNDAY)
    at_pace(boris, "news", Pace.NEVER)
    news.lessons.update({amina.id: ["Rain"], boris.id: ["Snow"], nadia.id: []})

    (mail,) = on(SUNDAY + DAY)

    assert mail["To"] == amina.email
    assert "## New lessons" in text_of(mail)
    assert "Rain (" in text_of(mail)
    assert news.asked == [([amina.name, nadia.name], SUNDAY)]

    news.asked.clear()
    on(SUNDAY + DAY + WEEK)
    assert [since for _, since in news.asked] == [SUNDAY + DAY]


def test_nobody_whom_mail_does_not_reach_is_written_to(app, letters, news, on, amina, boris):
    on(SUNDAY)
    told(amina, boris, kind="parcel")
    actions.came_back(amina, "550")
    session.get(User, boris.id).email = None

    assert on(SUNDAY + DAY) == []


def test_it_is_morning_where_the_person_is(app, letters, news, on):
    early = person("Early", time_zone="Pacific/Auckland")
    late = person("Late", time_zone="America/Lima")
    on(SUNDAY)
    told(early, late, kind="parcel")

    assert [m["To"] for m in on(SUNDAY + timedelta(hours=6, minutes=5))] == [early.email]
    assert [m["To"] for m in on(SUNDAY + timedelta(hours=24, minutes=5))] == [late.email]


@pytest.mark.parametrize(
    ("now", "zone", "weekday", "due"),
    [
        ("2026-03-01T12:00", "UTC", 0, "2026-03-02T07:00"),
        ("2026-03-02T06:59", "UTC", 0, "2026-03-02T07:00"),
        ("2026-03-02T07:00", "UTC", 0, "2026-03-09T07:00"),
        ("2026-03-02T07:00", "UTC", None, "2026-03-03T07:00"),
        ("2026-03-01T12:00", "Asia/Kolkata", 0, "2026-03-02T01:30"),
        ("2026-03-28T12:00", "Europe/Berlin", None, "2026-03-29T05:00"),
        ("2026-03-27T12:00", "Europe/Berlin", None, "2026-03-28T06:00"),
    ],
)
def test_the_next_morning_is_one_of_the_persons_own_clock(now, zone, weekday, due):
    found = turns.next_due(datetime.fromisoformat(now).replace(tzinfo=UTC), zone, weekday)

    assert found.isoformat(timespec="minutes") == f"{due}+00:00"


def test_a_worker_that_slept_for_weeks_tells_it_all_once(app, letters, news, on, amina):
    on(SUNDAY)
    news.lessons[amina.id] = ["Rain"]

    assert len(on(SUNDAY + 3 * WEEK)) == 1
    assert news.asked == [([amina.name], SUNDAY)]
    assert on(SUNDAY + 3 * WEEK + timedelta(hours=1)) == []


def test_more_than_fit_are_counted(app, letters, news, on, amina):
    on(SUNDAY)
    for thread in range(digests.MOST + 3):
        told(amina, kind="parcel", bundle=f"thread:{thread}")

    (mail,) = on(SUNDAY + DAY)

    assert "3 more notices wait for you" in text_of(mail)
    assert text_of(mail).count("* ") == digests.MOST


def test_everybody_has_their_turn_though_they_are_many(
    app, letters, news, on, monkeypatch, query_count
):
    monkeypatch.setattr(digests, "AT_ONCE", 4)
    monkeypatch.setattr(digests, "GROUP", 2)
    people = [person() for _ in range(10)]
    on(SUNDAY)
    assert len(session.scalars(select(DigestTurn)).all()) == 10
    told(*people, kind="parcel")

    assert len(on(SUNDAY + DAY)) == 10
    assert sorted(len(asked) for asked, _ in news.asked) == [2, 2, 2, 2, 2]


def test_a_group_costs_as_many_statements_as_a_person(app, letters, news, on, query_count):
    def writes(count):
        people = [person() for _ in range(count)]
        told(*people, kind="parcel")
        session.flush()
        event = digests.DigestGroupDue(
            [p.id for p in people], SUNDAY.isoformat(), SUNDAY.isoformat()
        )
        with app.app_context(), query_count(100) as sent:
            digests.write_group(event)
            session.flush()
        return len([one for one in sent if not one.startswith("INSERT INTO jobs")])

    assert writes(40) == writes(2)


def test_a_digest_is_in_the_language_of_its_reader(app, letters, news, on, nadia):
    on(SUNDAY)
    told(nadia, kind="parcel")
    news.lessons[nadia.id] = ["المطر"]

    (mail,) = on(SUNDAY + DAY)

    assert '<html lang="ar" dir="rtl">' in text_of(mail, "html")
    assert f"http://localhost/ar/people/{nadia.id}#1" in text_of(mail)
