"""What rooms above show on the pages of lessons, without this room knowing of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.accounts.models import Actor, User
from app.lessons.models import Lesson


class Place(StrEnum):
    """Where on a lesson's page a part stands."""

    ACTIONS = "actions"
    """First among what one can do."""
    LEAD = "lead"
    """Between what one can do and the text: one sentence."""
    MAIN = "main"
    """After the text."""
    ASIDE = "aside"
    """After the facts."""


@dataclass(frozen=True, slots=True)
class Section:
    """A room's parts of a page: a template for each place, and values under names of their own."""

    templates: Mapping[Place, str]
    values: dict[str, Any] = field(default_factory=dict)
    position: int = 50


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What somebody suggests for a lesson: shown over its form, written down when it is taken."""

    template: str
    """It shows `suggested`, the record."""
    record: Any
    note: str
    """What the history says of the revision, if the author leaves it so."""
    take: Callable[[User], None]


OnLesson = Callable[[Actor, Lesson], Section | None]
OnMine = Callable[[User], Section | None]
Suggested = Callable[[Actor, Lesson, int], Suggestion | None]

_on_lesson: dict[str, OnLesson] = {}
_on_mine: dict[str, OnMine] = {}
_suggested: dict[str, Suggested] = {}


def section(make: OnLesson) -> OnLesson:
    """Let a room add to lessons' pages: `make(actor, lesson)` returns None to add nothing.

    The function shows only what this actor may see. Sections stand in the order of their
    positions.
    """
    _on_lesson[f"{make.__module__}.{make.__name__}"] = make
    return make


def my_section(make: OnMine) -> OnMine:
    """Let a room add to the page of a person's own lessons; its template stands at MAIN."""
    _on_mine[f"{make.__module__}.{make.__name__}"] = make
    return make


def suggestions(kind: str) -> Callable[[Suggested], Suggested]:
    """Let a lesson be edited because of a record of a room: `?suggestion=<kind>-<id>`."""

    def register(find: Suggested) -> Suggested:
        _suggested[kind] = find
        return find

    return register


def parts(actor: Actor, lesson: Lesson) -> dict[str, Any]:
    """Return what a lesson's page shows of other rooms: `parts` by place, and their values."""
    return laid_out([make(actor, lesson) for make in _on_lesson.values()])


def my_parts(person: User) -> dict[str, Any]:
    """Return what the page of a person's own lessons shows of other rooms."""
    return laid_out([make(person) for make in _on_mine.values()])


def suggestion(actor: Actor, lesson: Lesson, name: str) -> Suggestion | None:
    """Return what an edit follows, if that exists for this person."""
    kind, _dash, number = name.partition("-")
    if kind not in _suggested or not number.isdecimal() or len(number) > 18:
        return None
    return _suggested[kind](actor, lesson, int(number))


def laid_out(made: list[Section | None]) -> dict[str, Any]:
    """Return `parts`, the templates by place, and the values of all sections."""
    sections = sorted((one for one in made if one is not None), key=lambda one: one.position)
    found: dict[str, list[str]] = {place: [] for place in Place}
    values: dict[str, Any] = {}
    for one in sections:
        values |= one.values
        for place, template in one.templates.items():
            found[place].append(template)
    return {**values, "parts": found}
