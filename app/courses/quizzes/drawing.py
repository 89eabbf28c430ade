"""Which questions an attempt shows, and in which order: the same each time for the same seed.

Chance is made of digests, not of a generator whose numbers another release may change; and each
question is drawn by its key, so that a bank that grows does not shuffle anew what stays.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.courses.quizzes.questions import (
    Choice,
    Item,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    Question,
    SingleChoice,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Draw:
    """So many questions from a bank; `tag` is a tag or a category, empty for any."""

    count: int
    tag: str = ""


def draw(bank: Iterable[Question], draws: Iterable[Draw], seed: str) -> list[Question]:
    """Return what is drawn, draw after draw, no question twice; fewer when the bank has fewer."""
    left = list(bank)
    drawn: list[Question] = []
    for one in draws:
        fitting = [question for question in left if has(question, one.tag)]
        taken = _by_chance(fitting, seed, lambda question: question.key)[: max(one.count, 0)]
        keys = {question.key for question in taken}
        left = [question for question in left if question.key not in keys]
        drawn += taken
    return drawn


def available(bank: Iterable[Question], tag: str = "") -> int:
    """Count the questions that a draw can choose from."""
    return sum(has(question, tag) for question in bank)


def has(question: Question, tag: str) -> bool:
    """Return whether a question has a tag, or stands in a category or below it."""
    wanted = tag.strip().casefold()
    category = question.category.casefold()
    return (
        not wanted
        or wanted in (name.casefold() for name in question.tags)
        or category == wanted
        or category.startswith(f"{wanted}/")
    )


def choices(question: SingleChoice | MultipleChoice, seed: str) -> list[Choice]:
    """Return the choices in the order of an attempt."""
    if not question.shuffle:
        return list(question.choices)
    return _by_chance(question.choices, f"{seed}\x1f{question.key}", lambda choice: choice.key)


def options(question: Matching, seed: str) -> list[Option]:
    """Return what can be matched with: shuffled, or by its letters, never in the order of pairs."""
    if not question.shuffle:
        return sorted(question.options, key=lambda option: option.text.casefold())
    return _by_chance(question.options, f"{seed}\x1f{question.key}", lambda option: option.key)


def items(question: Ordering, seed: str) -> list[Item]:
    """Return the items as they are given; never in the right order."""
    for turn in range(len(question.items) * 8):
        salt = f"{seed}\x1f{question.key}\x1f{turn}"
        given = _by_chance(question.items, salt, lambda item: item.key)
        if given != list(question.items):
            return given
    return list(reversed(question.items))


def _by_chance(things: Sequence[T], seed: str, key: Callable[[T], str]) -> list[T]:
    return sorted(things, key=lambda thing: _chance(seed, key(thing)))


def _chance(seed: str, key: str) -> bytes:
    said = f"{seed}\x1e{key}".encode("utf-8", errors="surrogatepass")
    return hashlib.blake2b(said, digest_size=16).digest()
