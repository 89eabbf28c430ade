"""Reading what participants have done and where they have been, many of them in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import func, select

from app.cohorts.models import (
    Attendance,
    Cohort,
    CohortSession,
    Enrolment,
    Presence,
    Progress,
    Standing,
    State,
)
from app.kernel.db import session


class Step(NamedTuple):
    """How far somebody has come with an item: as `models.Progress` says it, without the rest."""

    state: State
    points: float | None
    of: float | None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.state == State.DONE


Steps = dict[str, Step]
"""What somebody has done, by item key."""

_TABLE = Progress.__table__.c
_COLUMNS = (_TABLE.enrolment_id, _TABLE.item_key, _TABLE.state, _TABLE.points, _TABLE.of)
"""Of the table itself: tens of thousands of rows are no records."""

AT_ONCE = 1_000


def progress_by(enrolment_ids: Iterable[int]) -> Sequence[Progress]:
    """Return what some people have done."""
    found = select(Progress).where(Progress.enrolment_id.in_(list(enrolment_ids)))
    return session.scalars(found).all()


def steps(cohort: Cohort) -> dict[int, Steps]:
    """Return what all who take part in a cohort have done, by enrolment.

    Equal steps are one value, and rows are let go as they come: a thousand people's steps would
    else keep the collector of garbage busy for longer than the database.
    """
    places = select(Enrolment.id).where(
        Enrolment.cohort_id == cohort.id, Enrolment.standing == Standing.ACTIVE
    )
    asked = select(*_COLUMNS).where(_TABLE.enrolment_id.in_(places))
    found: dict[int, Steps] = defaultdict(dict)
    known: dict[tuple[State, float | None, float | None], Step] = {}
    rows = session.execute(asked.execution_options(yield_per=AT_ONCE))
    for enrolment_id, item_key, *said in rows:
        step = Step(*said)
        found[enrolment_id][item_key] = known.setdefault(step, step)
    return found


def attended(cohort: Cohort, enrolment_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return at how many sessions each was, of those that take place and count for them.

    A session from which somebody was excused does not count for them.
    """
    planned = select(func.count()).where(
        CohortSession.cohort_id == cohort.id, CohortSession.cancelled_at.is_(None)
    )
    number = session.scalar(planned) or 0
    found = (
        select(Attendance.enrolment_id, Attendance.presence, func.count())
        .join(CohortSession, CohortSession.id == Attendance.session_id)
        .where(CohortSession.cohort_id == cohort.id, CohortSession.cancelled_at.is_(None))
        .group_by(Attendance.enrolment_id, Attendance.presence)
    )
    if len(enrolment_ids) == 1:
        found = found.where(Attendance.enrolment_id == enrolment_ids[0])
    counted = {(row[0], row[1]): row[2] for row in session.execute(found)}
    return {
        one: (
            counted.get((one, Presence.PRESENT), 0),
            number - counted.get((one, Presence.EXCUSED), 0),
        )
        for one in enrolment_ids
    }
