"""What a question must have to be asked at all."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction

from app.courses.quizzes.credits import FULL, NONE
from app.courses.quizzes.questions import (
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
)
from app.kernel.i18n import gettext as _

MAX_ANSWERS = 100
MAX_POINTS = 1_000


class Fault(StrEnum):
    """Why a question cannot be asked."""

    NO_TEXT = "no_text"
    NO_ANSWER = "no_answer"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    NOTHING_RIGHT = "nothing_right"
    EMPTY_CHOICE = "empty_choice"
    SAME_KEYS = "same_keys"
    POINTS = "points"


def fault(question: Question) -> Fault | None:
    """Return the first thing that is wrong with a question."""
    if question.text.is_empty:
        return Fault.NO_TEXT
    if not 0 <= question.points <= MAX_POINTS:
        return Fault.POINTS
    return _of_kind(question)


def sentence(found: Fault) -> str:
    """Say to a person what is wrong."""
    return {
        Fault.NO_TEXT: _("The question has no text."),
        Fault.NO_ANSWER: _("The question has no answer."),
        Fault.TOO_FEW: _("The question needs two things at least."),
        Fault.TOO_MANY: _("The question has more than %(max)s answers.", max=MAX_ANSWERS),
        Fault.NOTHING_RIGHT: _("No answer is right."),
        Fault.EMPTY_CHOICE: _("One of the answers is empty."),
        Fault.SAME_KEYS: _("Two of the answers have the same key."),
        Fault.POINTS: _("Points are between 0 and %(max)s.", max=MAX_POINTS),
    }[found]


def best(question: SingleChoice | MultipleChoice | ShortText | Numeric) -> Fraction:
    """Return the most that can be earned, as a share."""
    match question:
        case SingleChoice() | MultipleChoice():
            shares = [choice.credit for choice in question.choices]
        case ShortText() | Numeric():
            shares = [answer.credit for answer in question.answers]
    if isinstance(question, MultipleChoice):
        return sum((share for share in shares if share > 0), NONE)
    return max(shares, default=NONE)


def made_reachable(question: SingleChoice | MultipleChoice) -> SingleChoice | MultipleChoice:
    """Return it with credits raised until the right ones bring all points."""
    most = best(question)
    if not NONE < most < FULL:
        return question
    return replace(
        question,
        choices=tuple(
            replace(choice, credit=choice.credit / most) if choice.credit > 0 else choice
            for choice in question.choices
        ),
    )


def costs_nothing(question: MultipleChoice) -> bool:
    """Return whether a wrong pick is free, so that picking everything brings full points."""
    return sum((choice.credit for choice in question.choices), NONE) >= FULL and any(
        choice.credit <= 0 for choice in question.choices
    )


def _of_kind(question: Question) -> Fault | None:
    match question:
        case SingleChoice() | MultipleChoice():
            return _of_choices(question)
        case Matching():
            return _of_pairs(question)
        case Ordering():
            return _of_items(question)
        case ShortText() | Numeric():
            return _of_answers(question)
    return Fault.NO_ANSWER


def _of_choices(question: SingleChoice | MultipleChoice) -> Fault | None:
    if any(choice.text.is_empty for choice in question.choices):
        return Fault.EMPTY_CHOICE
    found = _counted([choice.key for choice in question.choices])
    return found or (None if best(question) > 0 else Fault.NOTHING_RIGHT)


def _of_pairs(question: Matching) -> Fault | None:
    if any(pair.left.is_empty or not pair.right.strip() for pair in question.pairs):
        return Fault.EMPTY_CHOICE
    if not all(decoy.strip() for decoy in question.decoys):
        return Fault.EMPTY_CHOICE
    if len(question.options) < 2:
        return Fault.TOO_FEW
    found = _counted([pair.key for pair in question.pairs], least=1)
    return found or (Fault.TOO_MANY if len(question.options) > MAX_ANSWERS else None)


def _of_items(question: Ordering) -> Fault | None:
    if any(item.text.is_empty for item in question.items):
        return Fault.EMPTY_CHOICE
    return _counted([item.key for item in question.items])


def _of_answers(question: ShortText | Numeric) -> Fault | None:
    if not question.answers:
        return Fault.NO_ANSWER
    if len(question.answers) > MAX_ANSWERS:
        return Fault.TOO_MANY
    if isinstance(question, ShortText) and not all(one.text.strip() for one in question.answers):
        return Fault.EMPTY_CHOICE
    return None if best(question) > 0 else Fault.NOTHING_RIGHT


def _counted(keys: Iterable[str], least: int = 2) -> Fault | None:
    listed = list(keys)
    if len(set(listed)) < len(listed):
        return Fault.SAME_KEYS
    if len(listed) < least:
        return Fault.TOO_FEW
    return Fault.TOO_MANY if len(listed) > MAX_ANSWERS else None
