"""When a query finds little as it was typed: what else its words may mean.

Beginnings and relatives of a word, words that contain it, near spellings, two words written as
one: all taken from the index's own words. They weigh less than the word itself, so whatever was
found as typed stays in front.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.search.engine import Reader, Scope
from app.search.scoring import Postings
from app.search.spelling import tolerance
from app.search.wanted import Wanted, terms_of

BEGINS = 0.7
CONTAINS = 0.5
RELATED = 0.45
ONE_SLIP = 0.8
TWO_SLIPS = 0.55
MOST = 40
"""Terms of one kind for one word."""

_SHORTEST_PART = 5
_SHORTEST_HALF = 2
_SHORTEST_COMPOUND = 6


def completed(reader: Reader, one: Wanted) -> Wanted:
    """Let a word that goes on* also mean all words that begin so."""
    return _with(one, dict.fromkeys(reader.starting(one.word)[: MOST * 2], 0.95))


def widened(reader: Reader, one: Wanted, *, misspelt: bool) -> Wanted:
    """Let a word mean its relatives as well; near spellings only when it must be misspelt."""
    if not one.spaced or len(one.word) < 3 or one.word.isdigit():
        return one
    terms = dict(_beginnings(reader, one.word))
    if misspelt:
        terms |= dict(_near(reader, one.word))
    return _with(one, terms)


def _with(one: Wanted, terms: dict[str, float]) -> Wanted:
    merged = terms | one.terms
    for term, weight in terms.items():
        merged[term] = max(weight, merged[term])
    return Wanted(one.word, merged, one.spaced)


def _beginnings(reader: Reader, word: str) -> Iterator[tuple[str, float]]:
    root = word[: max(_SHORTEST_PART, math.ceil(len(word) * 0.6))]
    if len(root) < len(word):
        yield from ((other, RELATED) for other in reader.starting(root)[:MOST])
    if len(word) >= _SHORTEST_PART:
        yield from ((other, CONTAINS) for other in reader.containing(word)[:MOST])
    yield from ((other, BEGINS) for other in reader.starting(word)[:MOST])


def _near(reader: Reader, word: str) -> Iterator[tuple[str, float]]:
    close = sorted(reader.near(word, tolerance(word)))[:MOST]
    yield from ((other, TWO_SLIPS) for slips, other in close if slips == 2)
    for other in (other for slips, other in close if slips == 1):
        yield from ((term, ONE_SLIP * weight) for term, weight in terms_of(other).items())


@dataclass(frozen=True, slots=True)
class Split:
    """A word that is two of the index's words written as one."""

    word: str
    left: str
    right: str

    @property
    def term(self) -> str:
        """A term that no text has, to file the documents with both halves under."""
        return f"{self.left} {self.right}"


def splits(reader: Reader, asked: Sequence[Wanted], scope: Scope) -> list[Split]:
    """Return how words could be taken apart so that both halves are known."""
    possible = [
        Split(one.word, one.word[:at], one.word[at:])
        for one in asked
        if one.spaced and len(one.word) >= _SHORTEST_COMPOUND
        for at in range(_SHORTEST_HALF, len(one.word) - _SHORTEST_HALF + 1)
    ]
    halves = {half for split in possible for half in (split.left, split.right)}
    known = reader.counts(halves, scope) if halves else {}
    return [split for split in possible if known.get(split.left) and known.get(split.right)]


def joined(
    asked: Sequence[Wanted], halved: Sequence[Split], postings: Postings
) -> tuple[list[Wanted], Postings]:
    """Let a word be satisfied by a document that has both its halves."""
    extra: dict[str, Mapping[int, float]] = {}
    for split in halved:
        left, right = postings.get(split.left, {}), postings.get(split.right, {})
        extra[split.term] = {n: min(left[n], right[n]) for n in left.keys() & right.keys()}
    terms = {
        one.word: {split.term: ONE_SLIP for split in halved if split.word == one.word}
        for one in asked
    }
    return [_with(one, terms[one.word]) for one in asked], {**postings, **extra}


def spelt_right(reader: Reader, asked: Sequence[Wanted], scope: Scope) -> str | None:
    """Return the query with unknown words replaced by the nearest known ones, if there are."""
    replaced = [_nearest(reader, one, scope) for one in asked if one.spaced]
    if not any(replaced) or len(replaced) != len(asked):
        return None
    folded = [new or one.word for new, one in zip(replaced, asked, strict=True)]
    shown = reader.shown(folded)
    return " ".join(shown.get(word, word) for word in folded)


def _nearest(reader: Reader, one: Wanted, scope: Scope) -> str | None:
    if not tolerance(one.word) or any(reader.counts(one.strong, scope).values()):
        return None
    if any(reader.counts(reader.starting(one.word)[:MOST], scope).values()):
        return None
    close = {word: slips for slips, word in reader.near(one.word, tolerance(one.word))}
    known = {word: count for word, count in reader.counts(list(close), scope).items() if count}
    return min(known, key=lambda word: (close[word], -known[word], word), default=None)
