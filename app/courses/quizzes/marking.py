"""What a response is worth, and what is said to it.

A response is a JSON value: the key of a choice; a list of keys; an object of keys (what belongs to
what); a list of all keys in order; a text; a number or a text. Whatever else comes is no answer:
`complaint` says so to a person, `mark` gives nothing for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from app.courses.quizzes.credits import FULL, NONE
from app.courses.quizzes.folding import LONGEST, fits
from app.courses.quizzes.quantities import readings
from app.courses.quizzes.questions import (
    Accepted,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    OrderRule,
    Quantity,
    Question,
    ShortText,
    SingleChoice,
    option_key,
)
from app.kernel.i18n import gettext as _
from app.kernel.markup import RichText

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Said:
    """A feedback; `key` is the choice that it is about, None when it is about the whole."""

    text: RichText
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """What a response earned: `points` of `of`, rounded to a hundredth."""

    points: Decimal
    of: Decimal
    feedback: tuple[Said, ...] = ()
    is_right: bool = False
    is_answered: bool = True
    right_keys: frozenset[str] = frozenset()
    """Those of the picked, paired or placed that are right."""


@dataclass(frozen=True, slots=True)
class _Earned:
    """A share of the points, and what is said about single answers."""

    share: Fraction
    said: tuple[Said, ...] = ()
    right_keys: frozenset[str] = frozenset()


def mark(question: Question, response: Any) -> Marked:
    """Mark a response; one that is missing or cannot be understood earns nothing."""
    if is_empty(response) or complaint(question, response):
        return Marked(Decimal(0).quantize(_CENT), question.points, is_answered=False)
    earned = _earned(question, response)
    points = _rounded(question.points, earned.share)
    feedback = (*earned.said, *_overall(question, earned.share))
    return Marked(
        points, question.points, feedback, earned.share == FULL, right_keys=earned.right_keys
    )


def is_empty(response: Any) -> bool:
    """Return whether nothing was answered."""
    if isinstance(response, str):
        return not response.strip()
    if isinstance(response, Mapping):
        return not any(response.values())
    return response is None or response == []


def complaint(question: Question, response: Any) -> str | None:
    """Say why a response cannot be understood; None when it can, and when there is none."""
    if is_empty(response):
        return None
    match question:
        case SingleChoice() | MultipleChoice():
            return _complaint_about_picks(question, response)
        case Matching():
            return None if _are_pairs(question, response) else _("Pick from the list for each.")
        case Ordering():
            return None if _is_order(question, response) else _("Put all of them in order.")
        case ShortText():
            return _complaint_about_text(response)
    return None if _numbers(response) else _("Type a number, for example 3.5.")


def _complaint_about_picks(question: SingleChoice | MultipleChoice, response: Any) -> str | None:
    known = {choice.key for choice in question.choices}
    if isinstance(question, SingleChoice):
        return None if _are_keys([response], known) else _("Pick one of the answers.")
    return None if _are_keys(response, known) else _("Pick some of the answers.")


def _are_keys(response: Any, known: set[str]) -> bool:
    if not isinstance(response, list) or len(response) > len(known):
        return False
    return all(isinstance(key, str) and key in known for key in response)


def _are_pairs(question: Matching, response: Any) -> bool:
    if not isinstance(response, Mapping):
        return False
    lefts = {pair.key for pair in question.pairs}
    rights = {option.key for option in question.options}
    return all(
        left in lefts and (not right or (isinstance(right, str) and right in rights))
        for left, right in response.items()
    )


def _is_order(question: Ordering, response: Any) -> bool:
    known = {item.key for item in question.items}
    return _are_keys(response, known) and len(set(response)) == len(response) == len(known)


def _complaint_about_text(response: Any) -> str | None:
    if not isinstance(response, str):
        return _("Type an answer.")
    if len(response) > LONGEST:
        return _("An answer has %(max)s letters at most.", max=LONGEST)
    return None


def _numbers(response: Any) -> tuple[Decimal, ...]:
    if isinstance(response, bool):
        return ()
    if isinstance(response, int | float):
        response = str(response) if abs(response) < 1e300 else ""
    return readings(response) if isinstance(response, str) else ()


def _earned(question: Question, response: Any) -> _Earned:
    return _MARKERS[type(question)](question, response)


def _picked(question: SingleChoice | MultipleChoice, keys: list[str]) -> _Earned:
    picked = [choice for choice in question.choices if choice.key in keys]
    return _Earned(
        _share(sum((choice.credit for choice in picked), NONE)),
        tuple(Said(choice.feedback, choice.key) for choice in picked if choice.feedback),
        frozenset(choice.key for choice in picked if choice.credit > 0),
    )


def _paired(question: Matching, response: Mapping[str, str]) -> _Earned:
    right = frozenset(
        pair.key for pair in question.pairs if response.get(pair.key) == option_key(pair.right)
    )
    return _Earned(Fraction(len(right), len(question.pairs)), right_keys=right)


def _ordered(question: Ordering, keys: list[str]) -> _Earned:
    wanted = [item.key for item in question.items]
    in_place = frozenset(key for key, right in zip(keys, wanted, strict=True) if key == right)
    match question.rule:
        case OrderRule.WHOLE:
            share = FULL if keys == wanted else NONE
        case OrderRule.PLACES:
            share = Fraction(len(in_place), len(wanted))
        case OrderRule.NEIGHBOURS:
            together = set(pairwise(wanted)) & set(pairwise(keys))
            share = Fraction(len(together), len(wanted) - 1)
    return _Earned(share, right_keys=in_place)


def _typed(question: ShortText, typed: str) -> _Earned:
    for answer in question.answers:
        if fits(
            typed,
            answer.text,
            case_sensitive=question.case_sensitive,
            forgiving=question.forgiving,
        ):
            return _answered(answer)
    return _Earned(NONE)


def _measured(question: Numeric, response: Any) -> _Earned:
    """Take the first answer that is near enough to a reading of the number, the likeliest first."""
    found = _numbers(response)
    for answer in question.answers:
        if any(_is_near(number, answer) for number in found):
            return _answered(answer)
    return _Earned(NONE, (Said(question.otherwise),) if question.otherwise else ())


def _is_near(number: Decimal, answer: Quantity) -> bool:
    return abs(Fraction(number) - Fraction(answer.value)) <= Fraction(answer.tolerance)


def _answered(answer: Accepted | Quantity) -> _Earned:
    said = (Said(answer.feedback),) if answer.feedback else ()
    return _Earned(_share(answer.credit), said)


def _overall(question: Question, share: Fraction) -> tuple[Said, ...]:
    if share == FULL:
        fitting = question.when_right
    else:
        fitting = question.when_partly if share > 0 else question.when_wrong
    return tuple(Said(text) for text in (fitting, question.feedback) if text)


def _share(credit: Fraction) -> Fraction:
    return min(max(credit, NONE), FULL)


def _rounded(points: Decimal, share: Fraction) -> Decimal:
    exact = Fraction(points) * share
    return (Decimal(exact.numerator) / exact.denominator).quantize(_CENT, ROUND_HALF_UP)


_MARKERS: dict[type[Question], Callable[[Any, Any], _Earned]] = {
    SingleChoice: lambda question, response: _picked(question, [response]),
    MultipleChoice: _picked,
    Matching: _paired,
    Ordering: _ordered,
    ShortText: _typed,
    Numeric: _measured,
}
