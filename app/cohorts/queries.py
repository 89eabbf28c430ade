"""Reading cohorts: how they are selected, loaded and counted."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, exists, func, literal, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.addresses import normal_email
from app.accounts.models import Actor, Membership, Role, User
from app.accounts.models import Standing as Place
from app.cohorts.models import (
    Cohort,
    CohortStatus,
    CohortTrainer,
    Enrolment,
    Entry,
    Standing,
)
from app.cohorts.policy import runs, visible_to
from app.courses import queries as templates
from app.courses.content import CourseContent
from app.courses.models import Course
from app.kernel.db import session
from app.portals.models import Portal

PLAN = (
    joinedload(Cohort.portal),
    joinedload(Cohort.course),
    selectinload(Cohort.trainers).joinedload(CohortTrainer.user).load_only(User.name),
)

MOST_COLLEAGUES = 50

PERSON = joinedload(Enrolment.user).load_only(User.name, User.email, User.locale, User.time_zone)


def visible(actor: Actor) -> Select[Cohort]:
    """Select the cohorts that exist for this person."""
    return select(Cohort).where(visible_to(actor))


def get(actor: Actor, portal_id: int, cohort_id: int) -> Cohort | None:
    """Return a cohort of the portal: the one door through which a view reaches it."""
    found = visible(actor).where(Cohort.id == cohort_id, Cohort.portal_id == portal_id)
    return session.scalar(found.options(*PLAN))


def enrolment_of(actor: Actor, cohort: Cohort) -> Enrolment | None:
    """Return the actor's own place in a cohort, with what they have done."""
    found = select(Enrolment).where(Enrolment.cohort_id == cohort.id, Enrolment.user_id == actor.id)
    return session.scalar(found.options(selectinload(Enrolment.progress), PERSON))


def enrolments_of(cohort: Cohort, user_ids: Iterable[int]) -> dict[int, Enrolment]:
    """Return the places of some people in a cohort, by person."""
    found = select(Enrolment).where(
        Enrolment.cohort_id == cohort.id, Enrolment.user_id.in_(list(user_ids))
    )
    return {one.user_id: one for one in session.scalars(found)}


def person_of(enrolment: Enrolment) -> User:
    """Return whose place it is."""
    return session.get_one(User, enrolment.user_id)


def others_of(actor: User, cohort: Cohort) -> Sequence[Cohort]:
    """Return the other open cohorts of the course that this person runs."""
    found = select(Cohort).where(
        runs(actor),
        Cohort.course_id == cohort.course_id,
        Cohort.id != cohort.id,
        Cohort.status == CohortStatus.OPEN,
    )
    return session.scalars(found.order_by(Cohort.starts_on, Cohort.id).options(*PLAN)).all()


def participant(cohort: Cohort, enrolment_id: int) -> Enrolment | None:
    """Return a place in a cohort, with its person and what they have done; for its trainers."""
    found = select(Enrolment).where(Enrolment.cohort_id == cohort.id, Enrolment.id == enrolment_id)
    return session.scalar(found.options(selectinload(Enrolment.progress), PERSON))


def participants(cohort: Cohort, *standings: Standing) -> Select[Enrolment]:
    """Select the places in a cohort of these standings, in the order in which they came to it."""
    found = select(Enrolment).where(
        Enrolment.cohort_id == cohort.id,
        Enrolment.standing.in_(standings or (Standing.ACTIVE,)),
    )
    return found.order_by(Enrolment.since, Enrolment.id).options(PERSON)


def listed_people(
    cohort: Cohort, standing: Standing, limit: int, after: int | None = None
) -> Sequence[Enrolment]:
    """Return the people of a standing: in the order of the line where they wait, else by name.

    `after` is the place of the last who was shown; one that is gone is the beginning.
    """
    in_line = standing in (Standing.ASKED, Standing.WAITING)
    keys = (Enrolment.since if in_line else User.name, Enrolment.id)
    found = participants(cohort, standing).join(Enrolment.user).order_by(None).order_by(*keys)
    last = participant(cohort, after) if after else None
    if last is not None:
        value = last.since if in_line else last.user.name
        found = found.where(tuple_(*keys) > tuple_(literal(value, keys[0].type), literal(last.id)))
    return session.scalars(found.limit(limit)).all()


def counts(cohort: Cohort) -> dict[Standing, int]:
    """Count the places in a cohort by standing."""
    found = select(Enrolment.standing, func.count()).where(Enrolment.cohort_id == cohort.id)
    counted = session.execute(found.group_by(Enrolment.standing)).all()
    return {row[0]: row[1] for row in counted}


def of_course(actor: Actor, course: Course, portal: Portal, limit: int) -> Sequence[Cohort]:
    """Return the cohorts of a course in a portal that exist for this person, the closed last."""
    found = visible(actor).where(Cohort.course_id == course.id, Cohort.portal_id == portal.id)
    order = (Cohort.status == CohortStatus.CLOSED, Cohort.starts_on, Cohort.id)
    return session.scalars(found.order_by(*order).limit(limit).options(*PLAN)).all()


def listed(actor: Actor, portal: Portal, limit: int) -> Sequence[Cohort]:
    """Return the open cohorts of a portal, the next to begin first."""
    found = visible(actor).where(Cohort.portal_id == portal.id, Cohort.status == CohortStatus.OPEN)
    order = (Cohort.starts_on, Cohort.id)
    return session.scalars(found.order_by(*order).limit(limit).options(*PLAN)).all()


def run_here(actor: Actor, portal: Portal) -> Sequence[Cohort]:
    """Return the cohorts of a portal that somebody runs; a visitor runs none."""
    return run_by(actor, portal) if isinstance(actor, User) else ()


def learning_here(actor: Actor, portal: Portal) -> Sequence[Enrolment]:
    """Return a person's places in the cohorts of a portal."""
    if not isinstance(actor, User):
        return ()
    return [one for one in learning(actor) if one.cohort.portal_id == portal.id]


def run_by(actor: User, portal: Portal) -> Sequence[Cohort]:
    """Return the cohorts of a portal that this person runs, the last to begin first."""
    found = select(Cohort).where(runs(actor), Cohort.portal_id == portal.id)
    order = (Cohort.starts_on.desc(), Cohort.id.desc())
    return session.scalars(found.order_by(*order).options(*PLAN)).all()


def learning(actor: User) -> Sequence[Enrolment]:
    """Return a person's places in all cohorts of the network, the newest cohort first."""
    found = (
        select(Enrolment)
        .join(Enrolment.cohort)
        .where(
            Enrolment.user_id == actor.id,
            Enrolment.standing.not_in((Standing.REFUSED, Standing.REMOVED)),
            Cohort.status != CohortStatus.PLANNED,
        )
        .order_by(Cohort.starts_on.desc(), Cohort.id.desc())
    )
    plan = joinedload(Enrolment.cohort).options(
        joinedload(Cohort.portal), joinedload(Cohort.course)
    )
    return session.scalars(found.options(plan, selectinload(Enrolment.progress))).all()


def next_in_line(cohort: Cohort, limit: int) -> Sequence[Enrolment]:
    """Return who has waited longest for a place."""
    return session.scalars(participants(cohort, Standing.WAITING).limit(limit)).all()


def by_code(portal: Portal, code: str) -> Cohort | None:
    """Return the open cohort of a portal that is entered with this code, whoever asks."""
    found = select(Cohort).where(
        Cohort.code == code,
        Cohort.portal_id == portal.id,
        Cohort.entry == Entry.CODE,
        Cohort.status == CohortStatus.OPEN,
    )
    return session.scalar(found.options(*PLAN))


def by_ids(actor: Actor, ids: Iterable[int]) -> Sequence[Cohort]:
    """Return those cohorts that exist for this person."""
    found = visible(actor).where(Cohort.id.in_(list(ids)))
    return session.scalars(found.options(*PLAN)).all()


def known(ids: Iterable[int]) -> Sequence[Cohort]:
    """Return cohorts whoever asks: for jobs, which then ask the policy."""
    return session.scalars(select(Cohort).where(Cohort.id.in_(list(ids))).options(*PLAN)).all()


def enrolments_by_ids(ids: Iterable[int]) -> Sequence[Enrolment]:
    """Return places whoever asks, with their cohorts: for jobs, which then ask the policy."""
    plan = joinedload(Enrolment.cohort).options(*PLAN)
    found = select(Enrolment).where(Enrolment.id.in_(list(ids)))
    return session.scalars(found.options(plan, PERSON)).unique().all()


def active(cohort: Cohort) -> Sequence[Enrolment]:
    """Return the places of all who take part."""
    found = select(Enrolment).where(
        Enrolment.cohort_id == cohort.id, Enrolment.standing == Standing.ACTIVE
    )
    return session.scalars(found).all()


def content(course_id: int, number: int) -> CourseContent:
    """Return what a revision of a course says: a cohort runs one."""
    found = templates.revision(course_id, number)
    if found is None:
        raise LookupError(f"course {course_id} has no revision {number}")
    return found.content


def place_in_line(enrolment: Enrolment) -> int:
    """Return how many wait before somebody for a place, themselves counted."""
    before = tuple_(Enrolment.since, Enrolment.id) <= tuple_(
        literal(enrolment.since, Enrolment.since.type), literal(enrolment.id)
    )
    found = select(func.count()).where(
        Enrolment.cohort_id == enrolment.cohort_id, Enrolment.standing == Standing.WAITING, before
    )
    return session.scalar(found) or 0


def colleagues(cohort: Cohort, words: str) -> Sequence[User]:
    """Return who trains in the cohort's portal and does not run it yet, by name or address."""
    trains = exists().where(
        Membership.user_id == User.id,
        Membership.portal_id == cohort.portal_id,
        Membership.standing == Place.ACTIVE,
        Membership.role.in_((Role.TRAINER, Role.MODERATOR, Role.STEWARD)),
    )
    found = select(User).where(
        trains, User.email.is_not(None), User.id.not_in(cohort.trainer_ids), *_called(words)
    )
    return session.scalars(found.order_by(User.name, User.id).limit(MOST_COLLEAGUES)).all()


def _called(words: str) -> list[ColumnElement[bool]]:
    if "@" in words:
        return [User.email == normal_email(words)]
    return [User.name.icontains(word, autoescape=True) for word in words.split()[:5]]


def held_with(enrolment: Enrolment) -> Cohort:
    """Return the cohort of a place, and let nobody else note progress in it meanwhile."""
    session.execute(select(Enrolment.id).where(Enrolment.id == enrolment.id).with_for_update())
    return session.get_one(Cohort, enrolment.cohort_id)


def hold(cohort: Cohort) -> None:
    """Let nobody else change who is in the cohort until this transaction ends."""
    session.execute(select(Cohort.id).where(Cohort.id == cohort.id).with_for_update())
