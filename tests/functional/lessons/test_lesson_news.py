"""New lessons: in the digest by subject and language, and at once for those who watch the author."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import notifications
from app.accounts.models import User
from app.accounts.queries import WHOLE
from app.kernel import clock
from app.kernel.db import session
from app.kernel.jobs import record
from app.lessons import news
from app.lessons.events import LessonPublished
from app.lessons.models import Lesson
from app.notifications import Level, Notice, digest, kinds
from app.notifications.events import DigestsDue
from tests.factories.lessons import published, withdrawn
from tests.mails import text_of


@pytest.fixture
def digests(mails, later, monkeypatch):
    """Let only this room tell; call up who is due and return the mails to Boris."""
    only = {"lessons": digest._sections["lessons"]}
    monkeypatch.setattr(digest, "_sections", only)
    monkeypatch.setattr(kinds, "_kinds", {"lesson": kinds._kinds["lesson"]})

    def called_up(user, days=8):
        later(timedelta(days=days))
        record(DigestsDue())
        return [mail for mail in mails() if mail["To"] == user.email]

    record(DigestsDue())
    mails()
    later(timedelta(minutes=1))
    return called_up


def follow(user, *slugs):
    for slug in slugs:
        notifications.set_level(user, "subject", 0, Level.FOLLOW, slug=slug)


def test_a_digest_tells_of_new_lessons_in_ones_subjects_and_languages(north, amina, boris, digests):
    follow(boris, "science")
    published(north, amina, "Rain in a bottle")
    published(north, amina, "Sums", subjects=("mathematics",))
    published(north, amina, "La pluie", language="fr")

    (mail,) = digests(boris)

    text = text_of(mail)
    assert "## New in your subjects and languages" in text
    assert "Rain in a bottle" in text
    assert "by \u2068Amina Diallo\u2069 (English)" in text
    assert "Sums" not in text
    assert "La pluie" not in text
    assert digests(boris) == []


def test_who_named_no_subject_is_told_of_their_portals(north, south, amina, eka, boris, digests):
    published(north, amina, "Rain in a bottle")
    published(south, eka, "Volcanoes")

    (mail,) = digests(boris)

    assert "Rain in a bottle" in text_of(mail)
    assert "Volcanoes" not in text_of(mail)


def test_who_follows_an_author_reads_of_them_in_the_digest(north, amina, boris, digests):
    follow(boris, "music")
    notifications.set_level(boris, "author", amina.id, Level.FOLLOW)
    published(north, amina, "La pluie", language="fr")

    (mail,) = digests(boris)

    assert "La pluie" in text_of(mail)


def test_nobody_is_told_of_their_own_or_of_what_they_may_not_see(
    north, cove, amina, boris, digests
):
    follow(boris, "science")
    follow(amina, "science")
    gita = session.scalars(select(User).where(User.name == "Gita Rao")).one()
    published(cove, gita, "In the cove")
    withdrawn(north, amina, "Gone")

    assert digests(boris) == []
    assert digests(amina, 0) == []


def test_a_group_is_asked_for_in_few_statements(app, north, amina, boris, chidi, dana, query_count):
    for number in range(5):
        published(north, amina, f"Rain {number}")
    session.commit()
    everybody = session.scalars(select(User)).all()
    ids = [one.id for one in everybody]
    session.expunge_all()
    people = session.scalars(select(User).where(User.id.in_(ids)).options(*WHOLE)).all()

    with app.app_context(), query_count(5):
        found = news.collect(people, clock.now() - timedelta(days=1))

    assert len(found[boris.id]) == 5
    assert found[amina.id] == []


def test_who_watches_an_author_is_told_of_each_lesson(
    client, north, amina, boris, eka, run_jobs, query_count
):
    notifications.set_level(boris, "author", amina.id, Level.WATCH)
    notifications.set_level(eka, "author", amina.id, Level.WATCH)
    lesson = published(north, amina, "Rain in a bottle")
    inside = published(north, amina, "For members", reach="portal")
    record(LessonPublished(lesson.id, amina.id))
    run_jobs()

    page = client.sign_in(boris).get("/en/notices")
    assert "\u2068Amina Diallo\u2069 shared a lesson: \u2068Rain in a bottle\u2069." in page.main
    assert f"/en/north/lessons/{lesson.id}" in page.links.values()

    record(LessonPublished(inside.id, amina.id))
    run_jobs()
    assert (
        "shared 2 lessons, the newest: \u2068For members\u2069." in client.get("/en/notices").main
    )
    told = session.scalars(select(Notice.count).where(Notice.user_id == eka.id)).all()
    assert told == [1]


def test_a_lesson_that_is_withdrawn_meanwhile_is_not_told(client, north, amina, boris, run_jobs):
    notifications.set_level(boris, "author", amina.id, Level.WATCH)
    lesson = published(north, amina)
    record(LessonPublished(lesson.id, amina.id))
    run_jobs()
    again = session.get(Lesson, lesson.id)
    again.withdraw()
    record(LessonPublished(lesson.id, amina.id))
    record(LessonPublished(0, amina.id))
    run_jobs()

    page = client.sign_in(boris).get("/en/notices")

    assert "Rain in a bottle" not in page.main
    assert "gone or not open to you" in page.main


def test_a_persons_page_offers_to_watch_them(client, north, amina, boris):
    page = client.sign_in(boris).get(f"/en/people/{amina.id}")
    assert "Hear of what Amina Diallo does" in page.main

    client.submit("Watch: hear of everything new", leads_to=f"/en/people/{amina.id}")

    assert notifications.level_of(boris.id, "author", amina.id) == Level.WATCH
    assert "Amina Diallo" in client.get("/en/subscriptions").main
    assert "Hear of what" not in client.sign_in(amina).get(f"/en/people/{amina.id}").main
