"""What badges and courses count for, and how it adds up in somebody's year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import Actor, User
from app.badges import lists, policy, queries
from app.badges.models import Award, Badge, Recognition, Unit
from app.badges.models.issuing import Issuer
from app.cohorts import queries as cohorts
from app.cohorts.models import Enrolment
from app.courses.models import Course
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.portals.models import Portal

PLAN = (
    joinedload(Recognition.badge).options(joinedload(Badge.issuer).joinedload(Issuer.portal)),
    joinedload(Recognition.course),
    joinedload(Recognition.portal),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a portal states."""

    badge_id: int | None
    course_id: int | None
    authority: str
    unit: Unit
    amount: float
    reference: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing earned in a year, and what it counts for."""

    recognition: Recognition
    earned_on: date


@dataclass(frozen=True, slots=True)
class Account:
    """What adds up with one authority in one unit."""

    authority: str
    unit: Unit
    lines: tuple[Line, ...]

    @property
    def total(self) -> float:
        """The sum."""
        return sum(line.recognition.amount for line in self.lines)


def state(portal: Portal, said: Statement, *, actor: User) -> Recognition:
    """State what a badge or a course counts for with an authority."""
    require(policy.can_recognise(actor, portal))
    if (said.badge_id is None) == (said.course_id is None):
        raise Refused(_("Choose a badge, or a course."))
    made = Recognition(portal_id=portal.id, created_at=clock.now(), **_columns(said))
    session.add(made)
    session.flush()  # the page names it
    return made


def restate(recognition: Recognition, said: Statement, *, actor: User) -> None:
    """State otherwise what something counts for."""
    require(policy.can_recognise(actor, recognition.portal))
    if (said.badge_id is None) == (said.course_id is None):
        raise Refused(_("Choose a badge, or a course."))
    for name, value in _columns(said).items():
        setattr(recognition, name, value)


def retract(recognition: Recognition, *, actor: User) -> None:
    """State no more what something counts for."""
    require(policy.can_recognise(actor, recognition.portal))
    session.delete(recognition)


def of_portal(portal: Portal) -> Sequence[Recognition]:
    """Return what a portal states, by authority."""
    found = select(Recognition).where(Recognition.portal_id == portal.id)
    order = (Recognition.authority, Recognition.id)
    return session.scalars(found.order_by(*order).options(*PLAN)).all()


def get(actor: Actor, portal: Portal, recognition_id: int) -> Recognition | None:
    """Return a statement of the portal, for who may change it."""
    if not policy.can_recognise(actor, portal):
        return None
    found = select(Recognition).where(
        Recognition.id == recognition_id, Recognition.portal_id == portal.id
    )
    return session.scalar(found.options(*PLAN))


def accounts(person: User, year: int) -> list[Account]:
    """Return what a person earned in a year, by authority, as their portals state it.

    An award that was revoked counts nothing; something that both portals of a person state counts
    once for each authority and unit.
    """
    badges = {one.badge_id: one.issued_at.date() for one in _awards(person, year)}
    courses = {one.cohort.course_id: _day(one) for one in _completed(person, year)}
    found = select(Recognition).where(Recognition.portal_id.in_(person.portal_ids))
    grouped: dict[tuple[str, Unit], dict[tuple[int | None, int | None], Line]] = {}
    for one in session.scalars(
        found.order_by(Recognition.authority, Recognition.id).options(*PLAN)
    ):
        day = badges.get(one.badge_id or 0) or courses.get(one.course_id or 0)
        if day is not None and one.counts(day):
            lines = grouped.setdefault((one.authority, one.unit), {})
            lines.setdefault((one.badge_id, one.course_id), Line(one, day))
    return [Account(*key, tuple(lines.values())) for key, lines in grouped.items()]


def years(person: User) -> list[int]:
    """Return the years in which a person earned something, the last first, and this one."""
    found = {one.issued_at.year for one in queries.backpack(person)}
    found |= {_day(one).year for one in cohorts.learning(person) if one.is_completed}
    return sorted(found | {clock.now().year}, reverse=True)


def _awards(person: User, year: int) -> Iterable[Award]:
    held = queries.backpack(person)
    return (one for one in held if one.issued_at.year == year and not one.is_revoked)


def _completed(person: User, year: int) -> Iterable[Enrolment]:
    done = (one for one in cohorts.learning(person) if one.is_completed)
    return (one for one in done if _day(one).year == year)


def _day(enrolment: Enrolment) -> date:
    assert enrolment.completed_at is not None
    return enrolment.completed_at.date()


def choices(actor: User, portal: Portal) -> tuple[Sequence[Badge], Sequence[Course]]:
    """Return the badges and courses of which a portal can state what they count for."""
    badges = session.scalars(queries.of_portal(actor, portal)).all()
    courses = lists.courses_of(actor, portal)
    return badges, courses


def _columns(said: Statement) -> dict[str, object]:
    names = ("badge_id", "course_id", "authority", "unit", "amount", "reference", "valid_until")
    return {name: getattr(said, name) for name in names}
