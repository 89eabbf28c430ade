"""Who has done what, for trainers: a whole cohort in a handful of statements, and who is behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Row as TableRow
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import User
from app.cohorts import completion, queries, reached
from app.cohorts.completion import Attended
from app.cohorts.models import Cohort, Enrolment, Progress, Standing, State
from app.cohorts.reached import Steps
from app.courses.content import CourseContent, Module
from app.kernel.db import session

MOST_TO_MARK = 500


class Behind(NamedTuple):
    """By the stated rule of the cohort: how many modules, and for how many days away."""

    modules: int
    days: int


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody who takes part, with all that trainers look at."""

    enrolment_id: int
    user_id: int
    name: str
    email: str
    seen_at: datetime | None
    completed_at: datetime | None
    progress: Steps
    modules_done: int
    attended: Attended
    behind: Behind | None

    @property
    def points(self) -> float:
        """All points together."""
        return sum(one.points or 0 for one in self.progress.values())


@dataclass(frozen=True, slots=True)
class Overview:
    """A cohort: what it runs, and everyone by name."""

    content: CourseContent
    rows: list[Row]

    @property
    def late(self) -> list[Row]:
        """Those who are behind."""
        return [row for row in self.rows if row.behind]


def of(cohort: Cohort, now: datetime) -> Overview:
    """Return everyone who takes part, in five statements however many they are."""
    content = queries.content(cohort.course_id, cohort.revision)
    people = _people(cohort)
    steps = reached.steps(cohort)
    attended = reached.attended(cohort, [person.id for person in people])
    due = due_modules(cohort, content, cohort.today(now))
    rows = []
    for person in people:
        done = steps.get(person.id, {})
        modules = [one.key for one in content.modules if completion.is_done(content, one, done)]
        undone = sum(module.key not in modules for module in due)
        late = behind(cohort, undone, person.since, person.seen_at, now)
        rows.append(
            Row(
                enrolment_id=person.id,
                user_id=person.user_id,
                name=person.name,
                email=person.email or "",
                seen_at=person.seen_at,
                completed_at=person.completed_at,
                progress=done,
                modules_done=len(modules),
                attended=Attended(*attended[person.id]),
                behind=None if person.completed_at else late,
            )
        )
    return Overview(content, rows)


def due_modules(cohort: Cohort, content: CourseContent, today: date) -> list[Module]:
    """Return the modules that should be done by now.

    One with due days when the last of them has passed; one without when the cohort has ended.
    """
    return [module for module in content.modules if _last_day(cohort, content, module) < today]


def behind(
    cohort: Cohort, modules: int, since: datetime, seen_at: datetime | None, now: datetime
) -> Behind | None:
    """Return how far behind somebody is; None within the cohort's rule, and before it begins."""
    if cohort.is_closed or cohort.today(now) < cohort.starts_on:
        return None
    begun = datetime.combine(cohort.starts_on, datetime.min.time(), cohort.zone)
    days = (now - max(since, begun, seen_at or begun)).days
    if modules < cohort.modules_behind and days < cohort.silent_days:
        return None
    return Behind(modules, days if days >= cohort.silent_days else 0)


def to_mark(cohort: Cohort) -> Sequence[tuple[Progress, Enrolment]]:
    """Return what was handed in and waits to be marked, the oldest first."""
    found = (
        select(Progress, Enrolment)
        .join(Enrolment, Enrolment.id == Progress.enrolment_id)
        .where(
            Enrolment.cohort_id == cohort.id,
            Enrolment.standing == Standing.ACTIVE,
            Progress.state == State.HANDED_IN,
        )
        .options(joinedload(Enrolment.user).load_only(User.name))
        .order_by(Progress.at, Progress.enrolment_id)
        .limit(MOST_TO_MARK)
    )
    return [(row[0], row[1]) for row in session.execute(found)]


def _last_day(cohort: Cohort, content: CourseContent, module: Module) -> date:
    days = (cohort.due_day(item) for item in completion.asked_of(content, module))
    return max((day for day in days if day), default=cohort.ends_on)


def _people(cohort: Cohort) -> list[TableRow[Any]]:
    found = (
        select(
            Enrolment.id,
            Enrolment.user_id,
            User.name,
            User.email,
            Enrolment.since,
            Enrolment.seen_at,
            Enrolment.completed_at,
        )
        .join(User, User.id == Enrolment.user_id)
        .where(Enrolment.cohort_id == cohort.id, Enrolment.standing == Standing.ACTIVE)
    )
    return sorted(session.execute(found), key=lambda row: (row.name.casefold(), row.id))
