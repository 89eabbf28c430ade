"""What became of people's places in cohorts: only ever added to."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import User
from app.cohorts import queries
from app.cohorts.models import Enrolment, EnrolmentChange, Ruling, Standing
from app.kernel.db import session

_WITH_PLACE = joinedload(EnrolmentChange.enrolment).options(
    queries.PERSON, joinedload(Enrolment.cohort).options(*queries.PLAN)
)


def changes(enrolment: Enrolment) -> Sequence[EnrolmentChange]:
    """Return what became of somebody's place, newest first."""
    found = select(EnrolmentChange).where(EnrolmentChange.enrolment_id == enrolment.id)
    plan = joinedload(EnrolmentChange.by).load_only(User.name)
    return session.scalars(found.order_by(EnrolmentChange.id.desc()).options(plan)).all()


def last_reason(enrolment: Enrolment) -> str:
    """Return why somebody's place is as it is, if that was said."""
    found = (
        select(EnrolmentChange.reason)
        .where(EnrolmentChange.enrolment_id == enrolment.id)
        .order_by(EnrolmentChange.id.desc())
        .limit(1)
    )
    return session.scalar(found) or ""


def last_change(enrolment_id: int, standing: Standing) -> EnrolmentChange | None:
    """Return when somebody's place last became this, with place and cohort."""
    found = (
        select(EnrolmentChange)
        .where(EnrolmentChange.enrolment_id == enrolment_id, EnrolmentChange.deed == standing)
        .order_by(EnrolmentChange.id.desc())
        .limit(1)
    )
    return session.scalar(found.options(_WITH_PLACE))


def last_ruling(enrolment: Enrolment) -> EnrolmentChange | None:
    """Return what a trainer decided last about somebody's completion."""
    found = select(EnrolmentChange).where(
        EnrolmentChange.enrolment_id == enrolment.id, EnrolmentChange.deed.in_(list(Ruling))
    )
    return session.scalar(found.order_by(EnrolmentChange.id.desc()).limit(1))


def changes_by_ids(ids: Iterable[int]) -> Sequence[EnrolmentChange]:
    """Return what became of places, with these and their cohorts, whoever asks: for notices."""
    found = select(EnrolmentChange).where(EnrolmentChange.id.in_(list(ids)))
    return session.scalars(found.options(_WITH_PLACE)).unique().all()
