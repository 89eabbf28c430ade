"""Which levels of a rubric were reached: kept whole, so that a later rubric changes no mark."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import Any, Self

from app.courses.content import Assignment, Criterion, Rubric


@dataclass(frozen=True, slots=True)
class Score:
    """One criterion and the level that was reached; `level` counts from zero."""

    criterion: str
    title: str
    level: int
    level_title: str
    points: int
    of: int

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Read what `as_json` wrote."""
        return cls(**kept)


def rubric_of(assignment: Assignment) -> Rubric | None:
    """Return the rubric by which an assignment is marked, if it has one that says something."""
    rubric = assignment.rubric
    return rubric if rubric and any(criterion.levels for criterion in rubric.criteria) else None


def criteria_of(assignment: Assignment) -> tuple[Criterion, ...]:
    """Return what is looked at, each with its levels; nothing without a rubric."""
    rubric = rubric_of(assignment)
    return tuple(one for one in rubric.criteria if one.levels) if rubric else ()


def passes_at(assignment: Assignment) -> int:
    """Return from how many points on it is passed; never more than can be reached."""
    return min(assignment.pass_points, assignment.of)


def chosen(assignment: Assignment, levels: Mapping[str, int]) -> tuple[Score, ...]:
    """Return the scores of the levels that were chosen, by criterion; unknown ones are left out."""
    return tuple(
        _score(criterion, levels[criterion.key])
        for criterion in criteria_of(assignment)
        if 0 <= levels.get(criterion.key, -1) < len(criterion.levels)
    )


def is_whole(assignment: Assignment, scores: Sequence[Score]) -> bool:
    """Return whether a level of each criterion was chosen."""
    return len(scores) == len(criteria_of(assignment))


def total(scores: Iterable[Score]) -> int:
    """Return the points of all criteria together."""
    return sum(score.points for score in scores)


def read(kept: Iterable[Mapping[str, Any]]) -> tuple[Score, ...]:
    """Read the scores of a record."""
    return tuple(Score.from_json(one) for one in kept)


def levels(scores: Iterable[Score]) -> dict[str, int]:
    """Return the levels that were reached, by criterion."""
    return {score.criterion: score.level for score in scores}


def mean(assignment: Assignment, reviews: Iterable[Sequence[Score]]) -> dict[str, int]:
    """Return the level nearest to the mean of several reviews, for each criterion they speak of.

    Of two levels that are equally near it is the lower one.
    """
    given: dict[str, list[int]] = {}
    for review in reviews:
        for score in review:
            given.setdefault(score.criterion, []).append(score.points)
    return {
        criterion.key: _nearest(criterion, fmean(given[criterion.key]))
        for criterion in criteria_of(assignment)
        if criterion.key in given
    }


def _nearest(criterion: Criterion, points: float) -> int:
    places = range(len(criterion.levels))
    return min(places, key=lambda place: abs(criterion.levels[place].points - points))


def _score(criterion: Criterion, level: int) -> Score:
    reached = criterion.levels[level]
    return Score(
        criterion.key, criterion.title, level, reached.title, reached.points, criterion.points
    )
