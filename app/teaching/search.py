"""Lessons that colleagues taught lately come a little sooner among the hits."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Row,
    Select,
    and_,
    bindparam,
    case,
    func,
    select,
)

from app import search
from app.accounts.models import Actor
from app.kernel import clock
from app.kernel.db import session
from app.kernel.i18n import ngettext
from app.lessons.models import Lesson
from app.lessons.search import TYPE
from app.teaching.models import TaughtReport
from app.teaching.summary import is_alike

LATELY = timedelta(days=2 * 365)
WORTH = 0.1
"""Half of the most that use can lift a lesson; the other half is for classes like the reader's."""

ENOUGH = 3
"""With so many colleagues a lesson has half of what there is to get."""


@search.signal(TYPE)
def lifts(actor: Actor, ids: Iterable[int]) -> Mapping[int, search.Lift]:
    """Return what teaching says of lessons, in one statement."""
    asked = {"me": actor.id, "since": (clock.now() - LATELY).date(), "ids": list(ids)}
    return {row.lesson_id: _lift(row) for row in session.execute(_USED, asked)}


def _lift(row: Row[*tuple[object, ...]]) -> search.Lift:
    words = [ngettext("Taught %(num)s time", "Taught %(num)s times", row.times)]
    if row.alike:
        words.append(
            ngettext("%(num)s in a class like yours", "%(num)s in classes like yours", row.alike)
        )
    return search.Lift(1 + _share(row.colleagues) + _share(row.like_me), tuple(words))


def _share(colleagues: int) -> float:
    return WORTH * colleagues / (colleagues + ENOUGH)


def _used() -> Select[*tuple[object, ...]]:
    """Count how often lessons were taught; ten reports of one person lift no more than one."""
    alike = is_alike(bindparam("me", type_=BigInteger))
    others = and_(
        TaughtReport.reporter_id != Lesson.author_id,
        TaughtReport.taught_on >= bindparam("since", type_=Date),
    )
    return (
        select(
            TaughtReport.lesson_id,
            func.count().label("times"),
            func.count(case((alike, 1))).label("alike"),
            _people(others).label("colleagues"),
            _people(and_(others, alike)).label("like_me"),
        )
        .join(Lesson, Lesson.id == TaughtReport.lesson_id)
        .where(
            TaughtReport.lesson_id.in_(bindparam("ids", expanding=True)),
            TaughtReport.withdrawn_at.is_(None),
        )
        .group_by(TaughtReport.lesson_id)
    )


def _people(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, TaughtReport.reporter_id)).distinct())


_USED = _used()
"""Built once: every search asks it."""
