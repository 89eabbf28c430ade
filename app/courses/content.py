"""Everything that a course says, as one value: modules in order, and what each holds.

The working copy of a course is one, each revision keeps one, and a cohort reads the one of the
revision it runs. Modules and items carry a key that stays theirs from revision to revision:
progress, submissions and due dates name it. Field names follow schema.org Course and LRMI.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self, TypeVar

import cattrs

from app.lessons.content import Text


class ItemKind(StrEnum):
    """What an item of a module is."""

    PAGE = "page"
    LESSON = "lesson"
    FILE = "file"
    LINK = "link"
    DISCUSSION = "discussion"
    ASSIGNMENT = "assignment"
    QUIZ = "quiz"
    SESSION = "session"


class Takes(StrEnum):
    """What is handed in for an assignment."""

    TEXT = "text"
    FILES = "files"
    LESSON = "lesson"


class Rule(StrEnum):
    """What completion may ask for."""

    MODULES = "modules"
    """So many modules with all their required items."""
    ATTENDANCE = "attendance"
    """Presence in so many per cent of the sessions."""
    MARKS = "marks"
    """So many per cent of all points."""


def new_key() -> str:
    """Return a name for a module or an item that no other has."""
    return secrets.token_hex(4)


EMPTY = Text()


@dataclass(frozen=True, slots=True)
class Level:
    """How far a criterion of a rubric is met, and the points for it."""

    points: int
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is looked at, from its lowest level to its highest."""

    title: str
    levels: tuple[Level, ...] = ()
    key: str = field(default_factory=new_key)

    @property
    def points(self) -> int:
        """The most that it gives."""
        return max((level.points for level in self.levels), default=0)


@dataclass(frozen=True, slots=True)
class Rubric:
    """Criteria and levels by which a submission is marked."""

    title: str = ""
    criteria: tuple[Criterion, ...] = ()

    @property
    def points(self) -> int:
        """The most that all criteria give together."""
        return sum(criterion.points for criterion in self.criteria)


@dataclass(frozen=True, slots=True)
class PeerReview:
    """How participants look at each other's work."""

    count: int
    is_anonymous: bool = True
    instructions: str = ""
    days: int = 7
    """How long they have after the assignment is due."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """What is to be handed in and how it is marked."""

    takes: tuple[Takes, ...] = (Takes.TEXT,)
    points: int = 100
    pass_points: int = 50
    rubric: Rubric | None = None
    peers: PeerReview | None = None

    @property
    def of(self) -> int:
        """The most that can be reached: the rubric's sum, where there is one."""
        return self.rubric.points if self.rubric and self.rubric.criteria else self.points


@dataclass(frozen=True, slots=True)
class Draw:
    """So many questions of the bank, at random; an empty tag draws from all."""

    count: int
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Quiz:
    """Which questions of the course's bank are asked: those that are named, then those drawn."""

    questions: tuple[str, ...] = ()
    draws: tuple[Draw, ...] = ()
    attempts: int | None = None
    """None: as often as one likes. The best counts."""
    pass_percent: int = 60
    is_shuffled: bool = True
    shows_answers: bool = True
    """Whether right answers are told after an attempt."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to read, do or attend."""

    kind: ItemKind
    title: str
    text: Text = EMPTY
    minutes: int | None = None
    is_required: bool = True
    lesson_id: int | None = None
    file_id: int | None = None
    url: str = ""
    due_days: int | None = None
    """After the first day of a cohort; each cohort may say another day."""
    assignment: Assignment | None = None
    quiz: Quiz | None = None
    key: str = field(default_factory=new_key)


@dataclass(frozen=True, slots=True)
class Module:
    """A part of a course that hangs together."""

    title: str
    summary: str = ""
    items: tuple[Item, ...] = ()
    key: str = field(default_factory=new_key)

    @property
    def required(self) -> tuple[Item, ...]:
        """What must be done for it to be done."""
        return tuple(item for item in self.items if item.is_required)


@dataclass(frozen=True, slots=True)
class CompletionRule:
    """One thing that completion asks for: `value` is a number of modules or per cent."""

    rule: Rule
    value: int


@dataclass(frozen=True, slots=True)
class Completion:
    """When a course counts as completed: all of the rules, or `needed` of them."""

    rules: tuple[CompletionRule, ...] = ()
    needed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseContent:
    """A course without its life: no author, no status, no cohort."""

    title: str
    language: str
    summary: str = ""
    aims: tuple[str, ...] = ()
    alignments: tuple[str, ...] = ()
    """Items of competence frameworks, as `taxonomy.frameworks` names them."""
    subjects: tuple[str, ...] = ()
    hours: int | None = None
    licence: str = "CC-BY-4.0"
    is_open: bool = True
    """Whether everyone who sees the course may read its pages without being enrolled."""
    facilitator_guide: Text = EMPTY
    participant_guide: Text = EMPTY
    modules: tuple[Module, ...] = ()
    completion: Completion = Completion()
    credits: tuple[str, ...] = ()
    """What it was made from and by whom, a line each."""

    @property
    def items(self) -> Iterator[Item]:
        """Everything in it, in order."""
        return (item for module in self.modules for item in module.items)

    def module(self, key: str) -> Module | None:
        """Return the module of this key."""
        return next((module for module in self.modules if module.key == key), None)

    def item(self, key: str) -> Item | None:
        """Return the item of this key."""
        return next((item for item in self.items if item.key == key), None)

    def module_of(self, key: str) -> Module | None:
        """Return the module that holds the item of this key."""
        holding = (module for module in self.modules if any(i.key == key for i in module.items))
        return next(holding, None)

    def with_module(self, changed: Module) -> Self:
        """Return it with a module said anew, or with one more at the end."""
        if self.module(changed.key) is None:
            return replace(self, modules=(*self.modules, changed))
        kept = (changed if one.key == changed.key else one for one in self.modules)
        return replace(self, modules=tuple(kept))

    def with_item(self, module_key: str, changed: Item) -> Self:
        """Return it with an item said anew, or with one more at the end of the module."""
        module = self.module_of(changed.key) or self.module(module_key)
        if module is None:
            return self
        items = tuple(changed if one.key == changed.key else one for one in module.items)
        if changed not in items:
            items = (*items, changed)
        return self.with_module(replace(module, items=items))

    def without(self, key: str) -> Self:
        """Return it without the module or the item of this key."""
        left = (
            replace(module, items=tuple(item for item in module.items if item.key != key))
            for module in self.modules
            if module.key != key
        )
        return replace(self, modules=tuple(left))

    def moved(self, key: str, places: int) -> Self:
        """Return it with a module among modules, or an item within its module, moved on or back."""
        if self.module(key) is not None:
            return replace(self, modules=_moved(self.modules, key, places))
        holder = self.module_of(key)
        if holder is None:
            return self
        return self.with_module(replace(holder, items=_moved(holder.items, key, places)))

    def as_json(self) -> dict[str, Any]:
        """Return plain values, for a revision."""
        kept: dict[str, Any] = _converter.unstructure(self)
        return kept

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """Read what `as_json` wrote, also before a field was added."""
        return _converter.structure(kept, cls)


_Part = TypeVar("_Part", Module, Item)


def _moved(parts: tuple[_Part, ...], key: str, places: int) -> tuple[_Part, ...]:
    order = list(parts)
    at = next(place for place, part in enumerate(order) if part.key == key)
    part = order.pop(at)
    order.insert(max(0, min(len(order), at + places)), part)
    return tuple(order)


_converter = cattrs.Converter()
