"""Reading cohorts: how they are selected, loaded and counted."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import Actor, User
from app.cohorts.models import (
    Cohort,
    CohortStatus,
    CohortTrainer,
    Enrolment,
    EnrolmentChange,
    Progress,
    Standing,
)
from app.cohorts.policy import runs, visible_to
from app.courses.models import Course
from app.kernel.db import session
from app.portals.models import Portal

PLAN = (
    joinedload(Cohort.portal),
    joinedload(Cohort.course),
    selectinload(Cohort.trainers).joinedload(CohortTrainer.user).load_only(User.name),
)

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


def counts(cohort: Cohort) -> dict[Standing, int]:
    """Count the places in a cohort by standing."""
    found = select(Enrolment.standing, func.count()).where(Enrolment.cohort_id == cohort.id)
    counted = session.execute(found.group_by(Enrolment.standing)).all()
    return {row[0]: row[1] for row in counted}


def of_course(actor: Actor, course: Course) -> Sequence[Cohort]:
    """Return the cohorts of a course that exist for this person, the next to begin first."""
    found = visible(actor).where(Cohort.course_id == course.id)
    return session.scalars(found.order_by(Cohort.starts_on, Cohort.id).options(*PLAN)).all()


def of_portal(actor: Actor, portal: Portal) -> Select[Cohort]:
    """Select the open cohorts of a portal, the next to begin first."""
    found = visible(actor).where(Cohort.portal_id == portal.id, Cohort.status == CohortStatus.OPEN)
    return found.order_by(Cohort.starts_on, Cohort.id).options(*PLAN)


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


def by_code(code: str) -> Cohort | None:
    """Return the open cohort that is entered with this code, whoever asks."""
    found = select(Cohort).where(Cohort.code == code, Cohort.status == CohortStatus.OPEN)
    return session.scalar(found.options(*PLAN))


def enrolments_by_ids(ids: Iterable[int]) -> Sequence[Enrolment]:
    """Return places whoever asks, with their cohorts: for jobs, which then ask the policy."""
    plan = joinedload(Enrolment.cohort).options(*PLAN)
    found = select(Enrolment).where(Enrolment.id.in_(list(ids)))
    return session.scalars(found.options(plan, PERSON)).unique().all()


def progress_of(cohort: Cohort) -> Sequence[Progress]:
    """Return what all who take part in a cohort have done."""
    places = select(Enrolment.id).where(
        Enrolment.cohort_id == cohort.id, Enrolment.standing == Standing.ACTIVE
    )
    return session.scalars(select(Progress).where(Progress.enrolment_id.in_(places))).all()


def changes(enrolment: Enrolment) -> Sequence[EnrolmentChange]:
    """Return what became of somebody's place, newest first."""
    found = select(EnrolmentChange).where(EnrolmentChange.enrolment_id == enrolment.id)
    plan = joinedload(EnrolmentChange.by).load_only(User.name)
    return session.scalars(found.order_by(EnrolmentChange.id.desc()).options(plan)).all()


def hold(cohort: Cohort) -> None:
    """Let nobody else change who is in the cohort until this transaction ends."""
    session.execute(select(Cohort.id).where(Cohort.id == cohort.id).with_for_update())
