"""Reading sessions: those of a cohort, the next, those of one person, and who was there."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from app.accounts.models import User
from app.cohorts import queries
from app.cohorts.models import (
    Attendance,
    Cohort,
    CohortSession,
    CohortStatus,
    CohortTrainer,
    Enrolment,
    Standing,
)
from app.cohorts.policy import runs
from app.courses.models import Course
from app.kernel.db import session
from app.portals.models import Portal

WHOLE = joinedload(CohortSession.cohort).options(*queries.PLAN)


def of_cohort(cohort: Cohort) -> Sequence[CohortSession]:
    """Return all sessions of a cohort, the first to begin first."""
    found = select(CohortSession).where(CohortSession.cohort_id == cohort.id)
    return session.scalars(found.order_by(CohortSession.starts_at, CohortSession.id)).all()


def of_item(cohort: Cohort, key: str) -> Sequence[CohortSession]:
    """Return the sessions in which an item of the course takes place."""
    return [one for one in of_cohort(cohort) if one.item_key == key]


def get(cohort: Cohort, session_id: int) -> CohortSession | None:
    """Return a session of a cohort; whoever asks has come through the cohort's door."""
    found = select(CohortSession).where(
        CohortSession.cohort_id == cohort.id, CohortSession.id == session_id
    )
    return session.scalar(found)


def next_of(cohort: Cohort, now: datetime) -> CohortSession | None:
    """Return the session that is on or comes next."""
    return next(
        (one for one in of_cohort(cohort) if not one.is_cancelled and not one.is_over(now)), None
    )


def by_ids(ids: Iterable[int]) -> Sequence[CohortSession]:
    """Return sessions whoever asks, with their cohorts: for jobs, which then ask the policy."""
    found = select(CohortSession).where(CohortSession.id.in_(list(ids)))
    return session.scalars(found.options(WHOLE)).all()


def by_code(person: User, portal: Portal, code: str) -> CohortSession | None:
    """Return the session with this code, of a cohort here that the person takes part in."""
    takes_part = select(Enrolment.id).where(
        Enrolment.cohort_id == CohortSession.cohort_id,
        Enrolment.user_id == person.id,
        Enrolment.standing == Standing.ACTIVE,
    )
    found = (
        select(CohortSession)
        .join(CohortSession.cohort)
        .where(
            CohortSession.code == code,
            CohortSession.cancelled_at.is_(None),
            Cohort.portal_id == portal.id,
            takes_part.exists(),
        )
    )
    return session.scalar(found.options(WHOLE))


def of_person(person: User, *, since: datetime) -> Sequence[CohortSession]:
    """Return the sessions of the cohorts that a person is in or runs, cancelled ones too."""
    found = (
        select(CohortSession)
        .where(
            CohortSession.cohort_id.in_(select(Cohort.id).where(_concerns(person))),
            CohortSession.starts_at >= since,
        )
        .order_by(CohortSession.starts_at, CohortSession.id)
    )
    return session.scalars(found.options(WHOLE)).all()


def cohorts_of(person: User) -> Sequence[Cohort]:
    """Return the open cohorts in which a person takes part, with their courses."""
    takes_part = select(Enrolment.id).where(
        Enrolment.cohort_id == Cohort.id,
        Enrolment.user_id == person.id,
        Enrolment.standing == Standing.ACTIVE,
    )
    found = select(Cohort).where(takes_part.exists(), Cohort.status != CohortStatus.PLANNED)
    plan = (joinedload(Cohort.portal), joinedload(Cohort.course).load_only(Course.title))
    return session.scalars(found.order_by(Cohort.id).options(*plan)).all()


def attendance_at(one: CohortSession) -> dict[int, Attendance]:
    """Return who was at a session or excused, by enrolment."""
    found = select(Attendance).where(Attendance.session_id == one.id)
    return {row.enrolment_id: row for row in session.scalars(found)}


def attendance_of(enrolment: Enrolment) -> dict[int, Attendance]:
    """Return where somebody was or was excused, by session."""
    found = select(Attendance).where(Attendance.enrolment_id == enrolment.id)
    return {row.session_id: row for row in session.scalars(found)}


def _concerns(person: User) -> ColumnElement[bool]:
    takes_part = select(Enrolment.id).where(
        Enrolment.cohort_id == Cohort.id,
        Enrolment.user_id == person.id,
        Enrolment.standing == Standing.ACTIVE,
    )
    leads = select(CohortTrainer.cohort_id).where(
        CohortTrainer.cohort_id == Cohort.id, CohortTrainer.user_id == person.id
    )
    return or_(
        and_(takes_part.exists(), Cohort.status != CohortStatus.PLANNED),
        and_(leads.exists(), runs(person)),
    )
