"""What a page shows of a question: what is asked, never what is right.

A template that gets these values cannot tell what it must not. What is right is said by
`outcomes`, after an attempt is finished.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from app.courses.quizzes import drawing, marking
from app.courses.quizzes.questions import (
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    SingleChoice,
)
from app.courses.quizzes.texts import in_line
from app.courses.responses import response
from app.kernel.i18n import number


@dataclass(frozen=True, slots=True)
class Option:
    """Something to pick."""

    value: str
    text: Markup | str
    is_picked: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Something to which one picks: the left side of a pair, a thing to put in its place."""

    name: str
    key: str
    text: Markup
    picked: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as participants see it, with what they have answered so far."""

    number: int
    key: str
    name: str
    """Of its field in the form; those of its lines begin with it."""
    kind: str
    language: str
    text: Markup
    points: Decimal
    options: tuple[Option, ...] = ()
    lines: tuple[Line, ...] = ()
    typed: str = ""
    is_answered: bool = False
    complaint: str | None = None
    """Why the answer cannot be understood."""


def asked(questions: Iterable[Question], answers: Mapping[str, Any], seed: str) -> list[Asked]:
    """Return the questions of an attempt as its page shows them."""
    return [_asked(place, one, answers, seed) for place, one in enumerate(questions, 1)]


def kind_of(question: Question) -> str:
    """Return which kind of control a question needs."""
    match question:
        case SingleChoice():
            return "single"
        case MultipleChoice():
            return "multiple"
        case Matching():
            return "matching"
        case Ordering():
            return "ordering"
        case Numeric():
            return "numeric"
    return "text"


def _asked(place: int, question: Question, answers: Mapping[str, Any], seed: str) -> Asked:
    kept, said, name = answers.get(question.key), response(question, answers), f"q{place}"
    return Asked(
        place,
        question.key,
        name,
        kind_of(question),
        question.language,
        question.text.markup,
        question.points,
        _options(question, kept, seed),
        _lines(question, name, kept, seed),
        typed=kept if isinstance(kept, str) else "",
        is_answered=not marking.is_empty(said),
        complaint=marking.complaint(question, said),
    )


def _options(question: Question, kept: Any, seed: str) -> tuple[Option, ...]:
    match question:
        case SingleChoice() | MultipleChoice():
            picked = kept if isinstance(kept, list) else [kept]
            return tuple(
                Option(choice.key, in_line(choice.text), choice.key in picked)
                for choice in drawing.choices(question, seed)
            )
        case Matching():
            return tuple(Option(one.key, one.text) for one in drawing.options(question, seed))
        case Ordering():
            places = range(1, len(question.items) + 1)
            return tuple(Option(str(place), number(place)) for place in places)
    return ()


def _lines(question: Question, name: str, kept: Any, seed: str) -> tuple[Line, ...]:
    picked = kept if isinstance(kept, Mapping) else {}
    match question:
        case Matching():
            parts = [(pair.key, pair.left) for pair in question.pairs]
        case Ordering():
            parts = [(item.key, item.text) for item in drawing.items(question, seed)]
        case _:
            return ()
    return tuple(
        Line(f"{name}-{place}", key, in_line(text), str(picked.get(key, "")))
        for place, (key, text) in enumerate(parts, 1)
    )
