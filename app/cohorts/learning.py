"""A course as somebody who takes part sees it: modules and items with their state and due days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.cohorts import completion
from app.cohorts.models import Cohort, Progress
from app.courses.content import CourseContent, Item, Module

MOST_DUE = 4


@dataclass(frozen=True, slots=True)
class Line:
    """An item, how far somebody has come with it, and until when it is due."""

    item: Item
    progress: Progress | None
    due: datetime | None
    is_late: bool

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.progress is not None and self.progress.is_done


@dataclass(frozen=True, slots=True)
class Part:
    """A module with its lines."""

    module: Module
    lines: tuple[Line, ...]
    is_done: bool


def outline(
    cohort: Cohort, content: CourseContent, progress: Mapping[str, Progress], now: datetime
) -> list[Part]:
    """Return the modules of a course with what somebody has done."""
    return [
        Part(
            module,
            tuple(line(cohort, item, progress, now) for item in module.items),
            bool(module.items) and completion.is_done(content, module, progress),
        )
        for module in content.modules
    ]


def line(cohort: Cohort, item: Item, progress: Mapping[str, Progress], now: datetime) -> Line:
    """Return an item with what somebody has done."""
    found, due = progress.get(item.key), cohort.due_of(item)
    is_open = found is None or found.state not in ("handed-in", "done", "failed")
    return Line(item, found, due, due is not None and due < now and is_open)


def next_due(parts: Sequence[Part]) -> list[Line]:
    """Return what is to be done next: the late first, then the soonest."""
    lines = [one for part in parts for one in part.lines]
    waiting = [one for one in lines if one.due is not None and _is_to_do(one)]
    return sorted(waiting, key=_due)[:MOST_DUE]


def neighbours(content: CourseContent, key: str) -> tuple[Item | None, Item | None]:
    """Return the items before and after one."""
    items = list(content.items)
    at = next(place for place, item in enumerate(items) if item.key == key)
    before = items[at - 1] if at else None
    return before, items[at + 1] if at + 1 < len(items) else None


def _is_to_do(one: Line) -> bool:
    return one.progress is None or one.progress.state in ("seen", "returned")


def _due(one: Line) -> datetime:
    assert one.due is not None
    return one.due
