"""The demo network: what an empty installation has after it was loaded."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts import passwords
from app.accounts.models import Membership, User
from app.badges.models import Award, Means
from app.cohorts.models import Enrolment
from app.cohorts.models import Standing as Place
from app.demo import loader, stories
from app.demo.cast import CAST, EVERYBODYS
from app.demo.commands import demo_group
from app.demo.people import emails
from app.kernel import clock
from app.kernel.db import session
from app.kernel.files import StoredFile
from app.lessons import queries
from app.lessons.models import Lesson, LifeChange, Material, Reach, Status
from app.portals.models import Portal
from app.taxonomy import languages, licences, subjects
from tests.factories.portals import portal


@pytest.fixture(scope="module")
def told():
    """What its writers wrote."""
    return [source.read() for source in stories.reading.sources(stories.LESSONS)]


def total(model):
    return session.scalar(select(func.count()).select_from(model))


def lessons(*conditions):
    return session.scalars(select(Lesson).where(*conditions)).all()


def person(key):
    return session.scalars(select(User).where(User.email == emails()[key])).one()


def test_an_empty_installation_becomes_a_network(app, told, client, run_jobs):
    with app.app_context():
        count = loader.load()

    assert count == total(Lesson) >= 60
    assert total(Portal) == 9
    assert Counter(lesson.status for lesson in lessons())[Status.PUBLISHED] >= 60
    _everything_has_its_place(told)
    _everybody_can_sign_in()
    _some_are_in_the_middle_of_something()
    _pages_show_it(client, run_jobs)
    _people_are_trained(client)


def _everything_has_its_place(told):
    said = {lesson.title: lesson for lesson in lessons()}
    assert len({lesson.language for lesson in said.values()}) >= 10
    for one in told:
        lesson = said[one["title"]]
        assert lesson.language == languages.normalise(one["language"])
        assert licences.is_known(lesson.licence)
    assert all(
        lesson.published_at <= clock.now() for lesson in said.values() if lesson.published_at
    )
    newest = max(lesson.published_at for lesson in said.values() if lesson.published_at)
    assert clock.now() - newest < timedelta(days=4)
    drawn = sum("draw" in one for lesson in told for one in lesson.get("materials") or ())
    pictures = (
        select(func.count(Material.id))
        .join(StoredFile)
        .join(Lesson)
        .where(StoredFile.width == 1200, Lesson.title.in_([one["title"] for one in told]))
    )
    assert session.scalar(pictures) == drawn
    described = session.scalars(select(Material.alt).join(StoredFile).where(StoredFile.width > 0))
    assert all(described)
    adapted = {one["title"] for one in told if one.get("adapted_from")}
    assert all(said[title].adapted_from_id for title in adapted)
    editions = Counter(lesson.family_id for lesson in said.values())
    families = Counter(one["family"] for one in told)
    assert sorted(n for n in editions.values() if n > 1) == sorted(
        n for n in families.values() if n > 1
    )
    whole = queries.wholes([lesson.id for lesson in said.values()])
    assert all(slug in subjects.SLUGS for lesson in whole for slug in lesson.subjects)
    assert all(lesson.subjects and lesson.levels for lesson in whole)


def _everybody_can_sign_in():
    hashes = set(session.scalars(select(User.password_hash)))
    assert len(hashes) == 1
    assert passwords.is_right(EVERYBODYS, hashes.pop())
    assert session.scalar(select(func.count()).where(User.confirmed_at.is_(None))) == 0
    assert total(Membership) >= total(User)
    assert person("nadia").is_network_steward
    assert {part.key for part in CAST} <= emails().keys()


def _some_are_in_the_middle_of_something():
    assert len(lessons(Lesson.status == Status.DRAFT)) == 3
    (withdrawn,) = lessons(Lesson.status == Status.WITHDRAWN)
    reasons = session.scalars(
        select(LifeChange.reason).where(LifeChange.lesson_id == withdrawn.id)
    ).all()
    assert any(reasons)
    assert len(lessons(Lesson.reach == Reach.PORTAL)) == 1
    closed = select(Portal.id).where(Portal.is_closed)
    assert len(lessons(Lesson.portal_id.in_(closed))) == 1


def _pages_show_it(client, run_jobs):
    run_jobs()
    assert "دانا" in client.get("/ar/jordan/lessons/").text or "الأردن" in client.page.text
    client.get("/en/pilot-school/lessons/", status=404)
    assert "Sixty voices, tried with twenty" not in client.get("/en/search?q=sixty+voices").text


def _people_are_trained(client):
    standings = Counter(session.scalars(select(Enrolment.standing)))
    assert standings[Place.ACTIVE] >= 30
    assert {Place.LEFT, Place.WAITING, Place.INVITED} <= standings.keys()
    completed = select(func.count()).where(Enrolment.completed_at.is_not(None))
    assert session.scalar(completed) == 15
    how = Counter(session.scalars(select(Award.how)))
    assert how == {Means.COMPLETION: 15, Means.HAND: 2}
    assert "Teaching with ICT" in client.get("/en/kerala/courses/").main
    assert "November cohort" in client.get("/en/kerala/cohorts/").main


def test_the_demo_fills_empty_installations_only(app):
    portal("North")
    session.commit()

    result = app.test_cli_runner().invoke(demo_group, ["load"])

    assert result.exit_code == 1
    assert "There are portals already" in result.output
    assert total(Lesson) == 0


def test_an_installation_with_a_closed_portal_is_not_empty(app):
    assert loader.is_empty()

    portal("Hidden", is_closed=True)

    assert not loader.is_empty()
