"""Questions as values: what is asked, what is right, and what is said to an answer.

Keys of choices, pairs and items tell nothing of which is right or where it stands: they are seen
by whoever looks into the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar, Self

from app.courses.quizzes.credits import FULL, NONE
from app.courses.quizzes.texts import digest, keys_for
from app.kernel.markup import RichText

ONE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What all kinds have; `key` names a question through all its changes."""

    kind: ClassVar[str]

    key: str
    language: str
    text: RichText
    name: str = ""
    """What trainers call it; empty when its text is enough."""
    points: Decimal = ONE
    tags: tuple[str, ...] = ()
    category: str = ""
    """Where it stands in a bank: “Algebra/Fractions”."""
    feedback: RichText | None = None
    """Said to everybody who answered."""
    when_right: RichText | None = None
    when_partly: RichText | None = None
    when_wrong: RichText | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A thing to pick: of several it may bring a part, or cost one when it is wrong."""

    key: str
    text: RichText
    credit: Fraction = NONE
    feedback: RichText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleChoice(Question):
    """Pick one."""

    kind: ClassVar[str] = "single_choice@1"

    choices: tuple[Choice, ...]
    shuffle: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleChoice(Question):
    """Pick all that are right; credits add up, never to less than nothing."""

    kind: ClassVar[str] = "multiple_choice@1"

    choices: tuple[Choice, ...]
    shuffle: bool = True


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that belong together; the right one is plain text, as in a list to pick from."""

    key: str
    left: RichText
    right: str


@dataclass(frozen=True, slots=True)
class Option:
    """One of the things to match with."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Question):
    """Find for each left one the right one; `decoys` belong to none."""

    kind: ClassVar[str] = "matching@1"

    pairs: tuple[Pair, ...]
    decoys: tuple[str, ...] = ()
    shuffle: bool = True

    @property
    def options(self) -> tuple[Option, ...]:
        """What can be picked, each once: two pairs may share their right one."""
        texts = dict.fromkeys((*(pair.right for pair in self.pairs), *self.decoys))
        return tuple(Option(option_key(text), text) for text in texts)


class OrderRule(StrEnum):
    """How an order that is not quite right is marked."""

    WHOLE = "whole"
    """All or nothing."""
    PLACES = "places"
    """What stands in its place counts."""
    NEIGHBOURS = "neighbours"
    """What is followed by the right one counts, so that one slip does not cost all."""


@dataclass(frozen=True, slots=True)
class Item:
    """A thing to put in its place."""

    key: str
    text: RichText


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(Question):
    """Put the items in order; they are listed in the right one."""

    kind: ClassVar[str] = "ordering@1"

    items: tuple[Item, ...]
    rule: OrderRule = OrderRule.NEIGHBOURS


@dataclass(frozen=True, slots=True)
class Accepted:
    r"""A text that is an answer; `*` stands for anything, `\*` for a star."""

    text: str
    credit: Fraction = FULL
    feedback: RichText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortText(Question):
    """Type a word or a few; the first accepted answer that fits counts."""

    kind: ClassVar[str] = "short_text@1"

    answers: tuple[Accepted, ...]
    case_sensitive: bool = False
    forgiving: bool = False
    """Accents, vowel marks and the several writings of Arabic and Persian letters are alike."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that is an answer, and how far from it another may be."""

    value: Decimal
    tolerance: Decimal = Decimal(0)
    credit: Fraction = FULL
    feedback: RichText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric(Question):
    """Type a number; the first answer that is near enough counts."""

    kind: ClassVar[str] = "numeric@1"

    answers: tuple[Quantity, ...]
    otherwise: RichText | None = None
    """Said to any other number."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A choice that has no key and no credit yet."""

    text: RichText
    is_right: bool
    feedback: RichText | None = None

    @classmethod
    def choices(cls, offered: Iterable[Self], *, several: bool) -> tuple[Choice, ...]:
        """Give keys and credits: a wrong pick among several costs what a right one brings."""
        listed = list(offered)
        right = sum(one.is_right for one in listed)
        share = Fraction(1, right) if several and right else FULL
        cost = -share if several else NONE
        keys = keys_for(one.text.source for one in listed)
        return tuple(
            Choice(key, one.text, share if one.is_right else cost, one.feedback)
            for key, one in zip(keys, listed, strict=True)
        )


KINDS: dict[str, type[Question]] = {
    kind.kind: kind
    for kind in (SingleChoice, MultipleChoice, Matching, Ordering, ShortText, Numeric)
}


def option_key(text: str) -> str:
    """Return the name of a right-hand text, which says nothing of what it belongs to."""
    return digest(text)
