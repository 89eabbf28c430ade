"""What rooms above do with items: show their part on an item's page, and say where one marks.

The room of assignments shows where work is handed in, that of quizzes where questions are answered.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.accounts.models import Actor
from app.cohorts.models import Cohort, Enrolment
from app.courses.content import Item, ItemKind


@dataclass(frozen=True, slots=True)
class Section:
    """A room's part of an item's page: a template, and values under names of their own."""

    template: str
    values: dict[str, Any] = field(default_factory=dict)


Show = Callable[[Actor, Cohort, Enrolment | None, Item], Section | None]
Address = Callable[[Cohort, Enrolment, Item], str]

_shows: dict[ItemKind, Show] = {}
_marks: dict[ItemKind, Address] = {}


def shows(kind: ItemKind) -> Callable[[Show], Show]:
    """Let a room show its part of the pages of items of a kind: `make(actor, cohort, mine, item)`.

    `mine` is None for who runs the cohort and does not take part in it.
    """

    def register(make: Show) -> Show:
        _shows[kind] = make
        return make

    return register


def marked_at(kind: ItemKind) -> Callable[[Address], Address]:
    """Let a room say where a trainer marks what was handed in: `path(cohort, enrolment, item)`."""

    def register(path: Address) -> Address:
        _marks[kind] = path
        return path

    return register


def section(actor: Actor, cohort: Cohort, mine: Enrolment | None, item: Item) -> Section | None:
    """Return what the item's room shows on its page."""
    make = _shows.get(item.kind)
    return make(actor, cohort, mine, item) if make else None


def marking(cohort: Cohort, enrolment: Enrolment, item: Item) -> str | None:
    """Return where the trainer marks this person's work."""
    path = _marks.get(item.kind)
    return path(cohort, enrolment, item) if path else None
