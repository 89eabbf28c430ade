"""What rooms above say of lessons in an export; an import of it leaves that where it is.

These are words of others than the author. Made again elsewhere, nobody could take them back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.kernel.files import StoredFile
from app.lessons.models import Lesson


@dataclass(frozen=True, slots=True)
class Addition:
    """One thing that is said of a lesson, in plain values, and its file if it has one."""

    said: dict[str, Any]
    file: StoredFile | None = None


Additions = Mapping[str, Sequence[Addition]]
"""By the name under which an export has them."""

Make = Callable[[Sequence[Lesson]], Mapping[int, Sequence[Addition]]]

_makers: dict[str, Make] = {}


def addition(name: str) -> Callable[[Make], Make]:
    """Let a room add to the export of lessons: `make(lessons)` returns what it says, by lesson.

    It says only what everybody may see who sees the lesson.
    """

    def register(make: Make) -> Make:
        _makers[name] = make
        return make

    return register


def names() -> frozenset[str]:
    """Return under which names an export may have additions."""
    return frozenset(_makers)


def of(lessons: Sequence[Lesson]) -> Mapping[int, Additions]:
    """Return what all rooms say of lessons, by lesson; nothing where they say nothing."""
    found: dict[int, dict[str, Sequence[Addition]]] = {lesson.id: {} for lesson in lessons}
    for name, make in _makers.items():
        for lesson_id, said in make(lessons).items():
            found[lesson_id][name] = said
    return found
