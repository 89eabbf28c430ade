"""A course that student teachers follow, two cohorts of it in every state, and what they earn."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete

from app.accounts.addresses import normal_email
from app.accounts.models import Membership, User
from app.badges import actions as badges
from app.badges import awarding, issuing
from app.badges.actions import BadgeSettings
from app.badges.awarding import Grant
from app.badges.models import Badge, Showing
from app.cohorts import actions as running
from app.cohorts import enrolling
from app.cohorts import sessions as meetings
from app.cohorts.actions import CohortSettings
from app.cohorts.events import CourseCompleted
from app.cohorts.models import (
    Attendance,
    Cohort,
    Enrolment,
    Entry,
    How,
    Presence,
    Progress,
    Standing,
    State,
)
from app.courses import actions as writing
from app.courses.content import CourseContent, Item, ItemKind
from app.courses.models import Course
from app.demo import syllabus
from app.demo.people import CONTENT
from app.demo.stories import Stage
from app.institutions import actions as institutions
from app.institutions.actions import InstitutionSettings
from app.institutions.models import Belonging, Institution, InstitutionKind, InstitutionPlace
from app.kernel import clock
from app.kernel.db import session
from app.kernel.jobs import Job, record
from app.lessons.transfer.reading import parse_yaml
from app.portals.models import Portal

TRAINING = CONTENT.parent / "training.yaml"
LONG_AGO = (
    "cohorts.subscribers.tell_of_enrolment",
    "institutions.subscribers.tell_of_decision",
)
"""Nobody is told today of what happened in the spring."""
MARKED = frozenset({ItemKind.ASSIGNMENT, ItemKind.QUIZ})


@dataclass(frozen=True, slots=True)
class Class:
    """The course, who runs it, and who may follow it."""

    portal: Portal
    course: Course
    content: CourseContent
    trainer: User
    learners: list[User]
    chance: random.Random


def write(stage: Stage) -> None:
    """Write the course, its badges and its cohorts down."""
    said = parse_yaml(TRAINING.read_text(encoding="utf-8"))
    portal = stage.portals[said["course"]["portal"]]
    trainer = stage.people[said["course"]["by"]]
    course, content = _course(stage, said["course"], portal, trainer)
    learners = [_learner(name, portal, trainer) for name in said["learners"]]
    _institution(said["institution"], portal, stage, learners)
    made = {one["key"]: _badge(one, portal, course, trainer) for one in said["badges"]}
    room = Class(portal, course, content, trainer, learners, random.Random("a first term"))  # noqa: S311  # a play, not a secret
    past, present = said["cohorts"]
    split = past["learners"]
    _past(room, past, room.learners[:split])
    _present(room, present, room.learners[split:])
    for helper in room.learners[:2]:
        award = awarding.award(made["helper"], Grant(helper), actor=trainer)
        award.showing = Showing.PUBLIC
    session.flush()
    session.execute(delete(Job).where(Job.handler.in_(LONG_AGO)))


def _course(
    stage: Stage, said: dict[str, Any], portal: Portal, trainer: User
) -> tuple[Course, CourseContent]:
    content = syllabus.content(said, stage.lessons)
    course = writing.draft(portal, content, actor=trainer)
    writing.ask(course, syllabus.bank(said), opened=course.lock, actor=trainer)
    writing.publish(course, actor=trainer)
    session.flush()
    return course, content


def _learner(name: str, portal: Portal, like: User) -> User:
    at = clock.now() - timedelta(days=160)
    person = User(
        email=normal_email(f"{'.'.join(name.lower().split())}@demo.staffroom.example"),
        password_hash=like.password_hash,
        name=name,
        headline="Student teacher",
        about_language="en",
        languages=["en", "ml"],
        locale="en",
        time_zone=portal.time_zone,
        created_at=at,
        confirmed_at=at,
        memberships=[Membership(portal_id=portal.id, created_at=at)],
    )
    session.add(person)
    session.flush()  # enrolments name them by their ids
    return person


def _institution(
    said: dict[str, Any], portal: Portal, stage: Stage, learners: list[User]
) -> Institution:
    steward = stage.people["suresh"]
    settings = InstitutionSettings(
        language="en",
        name=said["name"],
        kind=InstitutionKind(said["kind"]),
        description=said["description"],
        town=said["town"],
    )
    coordinator = stage.people[said["coordinator"]]
    made = institutions.make(portal, settings, coordinator=coordinator, actor=steward)
    for number, one in enumerate(learners):
        asks = number % 13 == 12
        session.add(
            InstitutionPlace(
                institution_id=made.id,
                user_id=one.id,
                belonging=Belonging.ASKED if asks else Belonging.CONFIRMED,
                since=clock.now() - timedelta(days=3 if asks else 150),
                confirmed_by_id=None if asks else coordinator.id,
            )
        )
    return made


def _badge(said: dict[str, Any], portal: Portal, course: Course, trainer: User) -> Badge:
    settings = BadgeSettings(
        language="en",
        name=said["name"],
        description=said["description"],
        criteria=said["criteria"],
        drawing=said["drawing"],
        alignments=tuple(course.content.alignments) if said.get("of_course") else (),
        course_id=course.id if said.get("of_course") else None,
    )
    made = badges.make(issuing.issuer_for(portal), settings, actor=trainer)
    badges.publish(made, actor=trainer)
    return made


def _cohort(room: Class, said: dict[str, Any]) -> Cohort:
    begun = clock.now() - timedelta(days=said["started_days_ago"])
    settings = CohortSettings(
        title=said["title"],
        language="en",
        starts_on=begun.date(),
        ends_on=(begun + timedelta(weeks=said["weeks"])).date(),
        time_zone=room.portal.time_zone,
        place=said["place"],
        capacity=said.get("capacity"),
        entry=Entry(said.get("entry", "open")),
    )
    cohort = running.start(room.portal, room.course, settings, actor=room.trainer)
    running.open_up(cohort, actor=room.trainer)
    session.flush()
    return cohort


def _past(room: Class, said: dict[str, Any], learners: list[User]) -> None:
    """Write a cohort down that has ended: most completed it, two left, one never finished."""
    cohort = _cohort(room, said)
    places = [_enrol(room, cohort, one, days=148) for one in learners]
    held = _sessions(room, cohort, times=(5, 40, 85))
    for number, place in enumerate(places):
        done = {14: 5, 15: 3, 16: 9}.get(number, len(list(room.content.items)))
        _progress(room, place, done, from_day=145)
        _attend(held, place, of=3 if number < 14 else 1)
        if number in (14, 15):
            enrolling.put(cohort, place.user, Standing.LEFT, actor=place.user)
        elif number != 16:
            place.completed_at = clock.now() - timedelta(days=55 - number)
            record(CourseCompleted(place.id, cohort.id, room.trainer.id))
    running.close(cohort, actor=room.trainer)


def _present(room: Class, said: dict[str, Any], learners: list[User]) -> None:
    """Write a cohort down that runs: some are ahead, some behind, some wait."""
    cohort = _cohort(room, said)
    *inside, asking, invited = learners
    places = [_enrol(room, cohort, one, days=39) for one in inside]
    held = _sessions(room, cohort, times=(3, 30, 75))
    for number, place in enumerate(places):
        behind = number % 5 == 4
        _progress(room, place, room.chance.randint(1, 3) if behind else 6 + number % 4, from_day=38)
        _attend(held, place, of=0 if behind else 2)
        place.seen_at = clock.now() - timedelta(days=20 if behind else number % 6, hours=number)
    enrolling.put(cohort, asking, Standing.WAITING, actor=asking)
    enrolling.put(cohort, invited, Standing.INVITED, actor=room.trainer)


def _enrol(room: Class, cohort: Cohort, person: User, *, days: int) -> Enrolment:
    place = enrolling.put(cohort, person, Standing.ACTIVE, actor=room.trainer)
    place.since = place.created_at = clock.now() - timedelta(days=days)
    place.user = person
    return place


def _progress(room: Class, place: Enrolment, done: int, *, from_day: int) -> None:
    """Let somebody have done so many items, the last marked one of an open cohort still waits."""
    for number, item in enumerate(list(room.content.items)[:done]):
        at = clock.now() - timedelta(days=from_day - 3 * number, hours=room.chance.randint(0, 30))
        session.add(_reached(room, place, item, at))


def _reached(room: Class, place: Enrolment, item: Item, at: datetime) -> Progress:
    of = _most(item)
    return Progress(
        enrolment_id=place.id,
        item_key=item.key,
        state=State.DONE,
        points=None if of is None else round(of * room.chance.uniform(0.6, 1.0)),
        of=of,
        at=at,
    )


def _most(item: Item) -> float | None:
    if item.kind not in MARKED:
        return None
    return float(item.assignment.of if item.assignment else len(item.quiz.questions))  # type: ignore[union-attr]  # one of both


def _sessions(room: Class, cohort: Cohort, *, times: tuple[int, ...]) -> list[int]:
    """Plan the course's meetings; return those that are over."""
    asked = [item for item in room.content.items if item.kind == ItemKind.SESSION]
    begun = datetime.combine(cohort.starts_on, datetime.min.time(), cohort.zone)
    held = []
    for item, day in zip(asked, times, strict=True):
        plan = meetings.Plan(
            title=item.title,
            starts_at=begun + timedelta(days=day, hours=10),
            minutes=item.minutes or 60,
            place=cohort.place,
            item_key=item.key,
        )
        one = meetings.plan(cohort, plan, actor=room.trainer)
        if one.is_over(clock.now()):
            held.append(one.id)
    return held


def _attend(held: list[int], place: Enrolment, *, of: int) -> None:
    for session_id in held[:of]:
        session.add(
            Attendance(
                session_id=session_id,
                enrolment_id=place.id,
                presence=Presence.PRESENT,
                how=How.LIST,
                at=clock.now(),
            )
        )
