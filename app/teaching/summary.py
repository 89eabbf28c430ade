"""How often, where and how a lesson was taught, in one statement."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from statistics import median_low, quantiles
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, bindparam, case, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Actor
from app.kernel.db import session
from app.lessons.models import Lesson
from app.teaching.models import TakenSuggestion, TaughtReport

ENOUGH_FOR_A_SPAN = 4
Counted = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What the reports on a lesson say together."""

    times: int
    alike: int
    """In classes of a level at which the reader has taught too."""
    levels: Counted
    countries: Counted
    devices: Counted
    minutes: int | None
    """As long as it took in the middle of all."""
    span: tuple[int, int] | None
    """Between these lay the middle half, if enough said so and it is a span."""
    mine: int | None
    """The reader's own last report."""
    taken: int
    """How many of the reports gave the lesson a suggestion that it took."""

    @property
    def state(self) -> tuple[object, ...]:
        """What everybody is shown of it: the key under which it is kept as a piece of a page."""
        return self.times, self.minutes, self.levels, self.countries, self.devices


def of(actor: Actor, lesson: Lesson) -> Summary | None:
    """Return what is known of a lesson's teaching; None while nobody has taught it."""
    rows = session.execute(_GROUPED, {"lesson_id": lesson.id, "me": actor.id}).all()
    if not rows:
        return None
    minutes = sorted(m for row in rows if row.minutes for m in repeat(row.minutes, row.times))
    return Summary(
        times=sum(row.times for row in rows),
        alike=sum(row.times for row in rows if row.alike),
        levels=_counted([(row.level, row.times) for row in rows]),
        countries=_counted([(row.country, row.times) for row in rows]),
        devices=_counted([(row.devices, row.times) for row in rows]),
        minutes=median_low(minutes) if minutes else None,
        span=_span(minutes),
        mine=max((row.mine for row in rows if row.mine), default=None),
        taken=sum(row.taken for row in rows),
    )


def is_alike(person_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Say whether a report's level is one at which this person has taught."""
    own = aliased(TaughtReport)
    levels = select(own.level).where(
        own.reporter_id == person_id, own.level.is_not(None), own.withdrawn_at.is_(None)
    )
    return TaughtReport.level.in_(levels)


def _grouped() -> Select[*tuple[Any, ...]]:
    me = bindparam("me", type_=BigInteger)
    kinds = (
        TaughtReport.level,
        TaughtReport.country,
        TaughtReport.devices,
        TaughtReport.minutes,
    )
    return (
        select(
            *kinds,
            func.count().label("times"),
            is_alike(me).label("alike"),
            func.max(case((TaughtReport.reporter_id == me, TaughtReport.id))).label("mine"),
            func.count(TakenSuggestion.report_id).label("taken"),
        )
        .outerjoin(TakenSuggestion, TakenSuggestion.report_id == TaughtReport.id)
        .where(
            TaughtReport.lesson_id == bindparam("lesson_id"), TaughtReport.withdrawn_at.is_(None)
        )
        .group_by(*kinds)
    )


_GROUPED = _grouped()
"""Built once: every page of a lesson asks it."""


def _counted(pairs: Sequence[tuple[str | None, int]]) -> Counted:
    """Add up the counts of each thing that was said, most first."""
    counts: Counter[str] = Counter()
    for value, times in pairs:
        if value is not None:
            counts[value] += times
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _span(minutes: Sequence[int]) -> tuple[int, int] | None:
    """Return between which whole five minutes the middle half lay."""
    if len(minutes) < ENOUGH_FOR_A_SPAN:
        return None
    first, _middle, last = (round(q / 5) * 5 for q in quantiles(minutes, n=4, method="inclusive"))
    return (first, last) if 0 < first < last else None
