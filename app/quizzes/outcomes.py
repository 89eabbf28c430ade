"""What came of a finished attempt, question by question: marks, feedback, what is right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from app.courses.asked import Asked, asked
from app.courses.quizzes import marking
from app.courses.quizzes.credits import FULL
from app.courses.quizzes.folding import without_stars
from app.courses.quizzes.questions import (
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Quantity,
    Question,
    ShortText,
    SingleChoice,
)
from app.courses.quizzes.texts import in_line
from app.courses.responses import response
from app.kernel.i18n import gettext as _
from app.kernel.i18n import number


@dataclass(frozen=True, slots=True)
class Right:
    """A right answer; of a pair or a place `to` is what belongs to it."""

    text: Markup | str
    to: Markup | str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question with its answer, and what is said to it."""

    asked: Asked
    points: Decimal
    of: Decimal
    verdict: str
    """“right”, “partly”, “wrong” or “empty”."""
    said: tuple[Markup, ...]
    about: Mapping[str, Markup]
    """Feedback to the single things that were picked, by their keys."""
    right_keys: frozenset[str]
    right: tuple[Right, ...]
    """What is right; empty where that is not told."""


def outcomes(
    questions: Iterable[Question], answers: Mapping[str, Any], seed: str, *, shows_right: bool
) -> list[Outcome]:
    """Return what came of each question of an attempt."""
    listed = list(questions)
    return [
        _outcome(question, shown, marking.mark(question, response(question, answers)), shows_right)
        for question, shown in zip(listed, asked(listed, answers, seed), strict=True)
    ]


def right(question: Question) -> tuple[Right, ...]:
    """Return what is right, in words."""
    match question:
        case SingleChoice() | MultipleChoice():
            return _right_choices(question)
        case Matching():
            return tuple(Right(in_line(pair.left), pair.right) for pair in question.pairs)
        case Ordering():
            return tuple(
                Right(number(place), in_line(item.text))
                for place, item in enumerate(question.items, 1)
            )
        case ShortText():
            full = (one for one in question.answers if one.credit == FULL)
            return tuple(Right(without_stars(one.text)) for one in full)[:1]
        case Numeric():
            return tuple(Right(_said(one)) for one in question.answers if one.credit == FULL)
    return ()


def _outcome(question: Question, shown: Asked, marked: marking.Marked, shows: bool) -> Outcome:  # noqa: FBT001  # private
    return Outcome(
        shown,
        marked.points,
        marked.of,
        _verdict(marked),
        tuple(one.text.markup for one in marked.feedback if one.key is None),
        {one.key: one.text.markup for one in marked.feedback if one.key is not None},
        marked.right_keys if shows else frozenset(),
        right(question) if shows and not marked.is_right else (),
    )


def _verdict(marked: marking.Marked) -> str:
    if not marked.is_answered:
        return "empty"
    if marked.is_right:
        return "right"
    return "partly" if marked.points > 0 else "wrong"


def _right_choices(question: SingleChoice | MultipleChoice) -> tuple[Right, ...]:
    least = 0 if isinstance(question, MultipleChoice) else max(c.credit for c in question.choices)
    chosen = (one for one in question.choices if one.credit > 0 and one.credit >= least)
    return tuple(Right(in_line(one.text)) for one in chosen)


def _said(quantity: Quantity) -> str:
    value = number(float(quantity.value))
    if not quantity.tolerance:
        return value
    return _(
        "%(value)s, give or take %(tolerance)s",
        value=value,
        tolerance=number(float(quantity.tolerance)),
    )
