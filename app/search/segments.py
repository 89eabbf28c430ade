"""Reading Whoosh's segments: postings, cards, texts and words of one state of the index."""

import json
from bisect import bisect_right
from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from time import monotonic
from typing import Any

from app.search.engine import DEADLINE, Card, Found, Scope
from app.search.scoring import has_phrase
from app.search.vocabulary import Vocabulary, shortest

_CACHED_TERMS = 4_000
_MOST_WORDS = 500


class Leaf:
    """One segment of the index, which never changes except that documents are marked deleted."""

    def __init__(self, reader: Any, name: str, before: "Leaf | None" = None) -> None:
        self._reader = reader
        self.name = name
        self._texts = reader.column_reader("texts")
        self.cards: list[Card] = before.cards if before else []
        self.audiences: list[frozenset[str]] = before.audiences if before else []
        if before is None:
            self.cards, self.audiences = _cards(reader.column_reader("card"))
        self.live = [at for at in range(len(self.cards)) if not reader.is_deleted(at)]
        self.postings = lru_cache(maxsize=_CACHED_TERMS)(self._postings)
        if before and "vocabulary" in before.__dict__:
            self.vocabulary = before.vocabulary

    def allowed(self, audiences: frozenset[str] | None, types: tuple[str, ...]) -> bytearray:
        """Return for each document whether it may be seen."""
        mask = bytearray(len(self.cards))
        for number in self.live:
            seen = audiences is None or not audiences.isdisjoint(self.audiences[number])
            mask[number] = seen and (not types or self.cards[number].type in types)
        return mask

    def texts(self, number: int) -> list[str]:
        """Return the plain title, summary and body."""
        return str(self._texts[number].decode()).split("\n")

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The segment's words, folded, with one way to spell them."""
        terms = self._reader.lexicon("words")
        return Vocabulary(dict(term.decode().split("\t") for term in terms))

    def _postings(self, term: str) -> list[tuple[int, float]]:
        if ("terms", term.encode()) not in self._reader:
            return []
        matcher = self._reader.postings("terms", term.encode())
        # Deleted documents are sorted out by `allowed`, so the filter around it is not needed.
        return list(getattr(matcher, "child", matcher).pairs())


class SegmentedReader:
    """All segments of one state of the index."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self.leaves = leaves
        self._offsets = [sum(len(one.cards) for one in leaves[:at]) for at in range(len(leaves))]
        self.sizes: dict[str, int] = {}
        self._numbers: dict[tuple[str, int], int] = {}
        self._families: dict[int, list[int]] = {}
        self._allowed = lru_cache(maxsize=64)(self._masks)
        for number, card in self._live_cards():
            self.sizes[card.language] = self.sizes.get(card.language, 0) + 1
            self._numbers[card.type, card.id] = number
            if card.family is not None:
                self._families.setdefault(card.family, []).append(number)

    def match(self, terms: Collection[str], scope: Scope, words: Sequence[str]) -> Found:
        """Return the documents of the scope that have any of the terms."""
        postings: dict[str, dict[int, float]] = {term: {} for term in terms}
        until = monotonic() + DEADLINE
        for leaf, offset, mask in self._scoped(scope):
            for term in terms:
                if monotonic() > until:
                    break
                seen = {at + offset: w for at, w in leaf.postings(term) if mask[at]}
                postings[term].update(seen)
        cards = {number: self._card(number) for number in set[int]().union(*postings.values())}
        return self._with_phrases(Found(postings, cards), scope.phrases, until)

    def all(self, scope: Scope) -> Found:
        """Return the documents of the scope."""
        cards = {
            number + offset: leaf.cards[number]
            for leaf, offset, mask in self._scoped(scope)
            for number, seen in enumerate(mask)
            if seen
        }
        return Found({}, cards)

    def texts(self, numbers: Iterable[int]) -> dict[int, Sequence[str]]:
        """Return the plain title, summary and body of documents."""
        return {
            number: self.leaves[leaf].texts(at) for number, leaf, at in map(self._place, numbers)
        }

    def editions(self, families: Collection[int], scope: Scope) -> dict[int, Card]:
        """Return the documents of these families."""
        masks = [mask for _leaf, _offset, mask in self._scoped(scope)]
        numbers = (number for family in families for number in self._families.get(family, ()))
        return {
            number: self.leaves[leaf].cards[at]
            for number, leaf, at in map(self._place, numbers)
            if masks[leaf][at]
        }

    def number_of(self, type: str, id: int) -> int | None:  # noqa: A002
        """Return the number of a document."""
        return self._numbers.get((type, id))

    def starting(self, prefix: str) -> list[str]:
        """Return words that begin so, the shortest in front."""
        found = (leaf.vocabulary.starting(prefix, _MOST_WORDS) for leaf in self.leaves)
        return sorted(set(chain.from_iterable(found)), key=shortest)

    def containing(self, part: str) -> list[str]:
        """Return words that have this in them."""
        found = (leaf.vocabulary.containing(part, _MOST_WORDS) for leaf in self.leaves)
        return sorted(set(chain.from_iterable(found)), key=shortest)

    def near(self, word: str, distance: int) -> list[tuple[int, str]]:
        """Return words within an edit distance."""
        return list({pair for leaf in self.leaves for pair in leaf.vocabulary.near(word, distance)})

    def shown(self, words: Iterable[str]) -> dict[str, str]:
        """Return folded words as texts spell them."""
        spelt = ChainMap(*(leaf.vocabulary.shown for leaf in self.leaves))
        return {word: spelt.get(word, word) for word in words}

    def counts(self, terms: Collection[str], scope: Scope) -> dict[str, int]:
        """Return how many documents of the scope have each term."""
        scoped = self._scoped(scope)
        return {
            term: sum(mask[number] for leaf, _, mask in scoped for number, _ in leaf.postings(term))
            for term in terms
        }

    def _placed(self) -> Iterator[tuple[Leaf, int]]:
        return zip(self.leaves, self._offsets, strict=True)

    def _card(self, number: int) -> Card:
        _number, leaf, at = self._place(number)
        return self.leaves[leaf].cards[at]

    def _place(self, number: int) -> tuple[int, int, int]:
        """Return a document's own number, its segment, and its number in that."""
        leaf = bisect_right(self._offsets, number) - 1
        return number, leaf, number - self._offsets[leaf]

    def _live_cards(self) -> Iterator[tuple[int, Card]]:
        for leaf, offset in self._placed():
            for number in leaf.live:
                yield number + offset, leaf.cards[number]

    def _masks(self, audiences: frozenset[str] | None, types: tuple[str, ...]) -> list[bytearray]:
        return [leaf.allowed(audiences, types) for leaf in self.leaves]

    def _scoped(self, scope: Scope) -> list[tuple[Leaf, int, bytearray]]:
        """Return each segment with its offset and what of it may be seen."""
        masks = self._allowed(scope.audiences, scope.types)
        scoped = [(leaf, at, mask) for (leaf, at), mask in zip(self._placed(), masks, strict=True)]
        if not scope.excluded:
            return scoped
        return [(leaf, at, _without(leaf, mask, scope.excluded)) for leaf, at, mask in scoped]

    def _with_phrases(self, found: Found, phrases: Sequence[str], until: float) -> Found:
        """Keep the documents that have all phrases, as far as there is time to look."""
        if not phrases:
            return found
        cards = {}
        for number, card in found.cards.items():
            texts = self.texts([number])[number]
            if all(any(has_phrase(text, phrase) for text in texts) for phrase in phrases):
                cards[number] = card
            if monotonic() > until:
                break
        postings = {
            term: {number: weight for number, weight in weights.items() if number in cards}
            for term, weights in found.postings.items()
        }
        return Found(postings, cards)


def _without(leaf: Leaf, mask: bytearray, excluded: Iterable[str]) -> bytearray:
    mask = bytearray(mask)
    for term in excluded:
        for number, _weight in leaf.postings(term):
            mask[number] = 0
    return mask


def _cards(rows: Iterable[bytes]) -> tuple[list[Card], list[frozenset[str]]]:
    """Read the cards; equal audiences are kept once."""
    cards, audiences = [], []
    known: dict[frozenset[str], frozenset[str]] = {}
    for row in map(json.loads, rows):
        type_, number, language, family, published, audience, facets = row
        cards.append(Card(type_, number, language, family, published, facets))
        audiences.append(known.setdefault(frozenset(audience), frozenset(audience)))
    return cards, audiences
