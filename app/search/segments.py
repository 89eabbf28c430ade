"""Reading Whoosh's segments: postings, cards, texts and words of one state of the index."""

import json
from bisect import bisect_right
from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, compress
from operator import attrgetter
from time import monotonic
from typing import Any

from cachetools import LRUCache, cachedmethod

from app.search.engine import DEADLINE, Card, Found, Scope, facet_pairs
from app.search.scoring import has_phrase
from app.search.vocabulary import Vocabulary, shortest

_CACHED_TERMS = 4_000
_CACHED_MASKS = 64
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
        if before and "vocabulary" in before.__dict__:
            self.vocabulary = before.vocabulary

    def live(self) -> Iterator[bool]:
        """Tell of each document whether it is still there."""
        return (not self._reader.is_deleted(at) for at in range(len(self.cards)))

    def texts(self, number: int) -> list[str]:
        """Return the plain title, summary and body."""
        return str(self._texts[number].decode()).split("\n")

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The segment's words, folded, with one way to spell them."""
        terms = self._reader.lexicon("words")
        return Vocabulary(dict(term.decode().split("\t") for term in terms))

    def postings(self, term: str) -> Iterable[tuple[int, float]]:
        """Return the documents that have the term, deleted ones too, with its weight in them."""
        if ("terms", term.encode()) not in self._reader:
            return ()
        matcher = self._reader.postings("terms", term.encode())
        # Deleted documents are sorted out later, so the filter around it is not needed.
        pairs: Iterable[tuple[int, float]] = getattr(matcher, "child", matcher).pairs()
        return pairs


class SegmentedReader:
    """All segments of one state of the index, their documents numbered through."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self.leaves = leaves
        self._offsets = [sum(len(one.cards) for one in leaves[:at]) for at in range(len(leaves))]
        self._cards = [card for leaf in leaves for card in leaf.cards]
        self._live = bytearray(live for leaf in leaves for live in leaf.live())
        self._terms: LRUCache[Any, dict[int, float]] = LRUCache(_CACHED_TERMS)
        self._masks: LRUCache[Any, bytearray] = LRUCache(_CACHED_MASKS)
        self.sizes: dict[str, int] = {}
        self._numbers: dict[tuple[str, int], int] = {}
        self._families: dict[int, list[int]] = {}
        for number, card in self._seen(self._live):
            self.sizes[card.language] = self.sizes.get(card.language, 0) + 1
            self._numbers[card.type, card.id] = number
            if card.family is not None:
                self._families.setdefault(card.family, []).append(number)

    def match(self, terms: Collection[str], scope: Scope, words: Sequence[str]) -> Found:
        """Return the documents of the scope that have any of the terms."""
        postings: dict[str, Mapping[int, float]] = {}
        until, mask = monotonic() + DEADLINE, self._scoped(scope)
        for term in terms:
            if monotonic() > until:
                break
            postings[term] = _within(mask, self._postings(term))
        cards = {number: self._cards[number] for number in set[int]().union(*postings.values())}
        return self._with_phrases(Found(postings, cards), scope.phrases, until)

    def all(self, scope: Scope) -> Found:
        """Return the documents of the scope."""
        return Found({}, dict(self._seen(self._scoped(scope))))

    def texts(self, numbers: Iterable[int]) -> dict[int, Sequence[str]]:
        """Return the plain title, summary and body of documents."""
        return {number: self._texts(number) for number in numbers}

    def editions(self, families: Collection[int], scope: Scope) -> dict[int, Card]:
        """Return the documents of these families."""
        mask = self._scoped(scope)
        numbers = (number for family in families for number in self._families.get(family, ()))
        return {number: self._cards[number] for number in numbers if mask[number]}

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
        mask = self._scoped(scope)
        return {term: sum(map(mask.__getitem__, self._postings(term))) for term in terms}

    @cachedmethod(attrgetter("_terms"))
    def _postings(self, term: str) -> dict[int, float]:
        return {
            at + offset: weight
            for leaf, offset in zip(self.leaves, self._offsets, strict=True)
            for at, weight in leaf.postings(term)
            if self._live[at + offset]
        }

    def _texts(self, number: int) -> list[str]:
        leaf = bisect_right(self._offsets, number) - 1
        return self.leaves[leaf].texts(number - self._offsets[leaf])

    def _seen(self, mask: bytearray) -> Iterator[tuple[int, Card]]:
        return compress(enumerate(self._cards), mask)

    @cachedmethod(attrgetter("_masks"))
    def _allowed(self, audiences: frozenset[str] | None, types: tuple[str, ...]) -> bytearray:
        """Return for each document whether it may be seen."""
        mask = bytearray(self._live)
        audience = chain.from_iterable(leaf.audiences for leaf in self.leaves)
        for number, (card, own) in enumerate(zip(self._cards, audience, strict=True)):
            hidden = audiences is not None and audiences.isdisjoint(own)
            if hidden or (types and card.type not in types):
                mask[number] = 0
        return mask

    def _scoped(self, scope: Scope) -> bytearray:
        """Return for each document whether it is looked at."""
        mask = self._allowed(scope.audiences, scope.types)
        if not scope.excluded:
            return mask
        mask = bytearray(mask)
        for term in scope.excluded:
            for number in self._postings(term):
                mask[number] = 0
        return mask

    def _with_phrases(self, found: Found, phrases: Sequence[str], until: float) -> Found:
        """Keep the documents that have all phrases, as far as there is time to look."""
        if not phrases:
            return found
        cards = {}
        for number, card in found.cards.items():
            texts = self._texts(number)
            if all(any(has_phrase(text, phrase) for text in texts) for phrase in phrases):
                cards[number] = card
            if monotonic() > until:
                break
        postings = {
            term: {number: weight for number, weight in weights.items() if number in cards}
            for term, weights in found.postings.items()
        }
        return Found(postings, cards)


def _within(mask: bytearray, postings: dict[int, float]) -> Mapping[int, float]:
    """Keep what the mask shows; most often that is everything, and nothing need be copied."""
    if all(map(mask.__getitem__, postings)):
        return postings
    return {number: weight for number, weight in postings.items() if mask[number]}


def _cards(rows: Iterable[bytes]) -> tuple[list[Card], list[frozenset[str]]]:
    """Read the cards; what is equal is kept once."""
    cards, audiences = [], []
    known: dict[Any, Any] = {}
    for row in map(json.loads, rows):
        type_, number, language, family, published, audience, facets = row
        pairs = frozenset(known.setdefault(pair, pair) for pair in facet_pairs(facets))
        cards.append(Card(type_, number, language, family, published, pairs))
        audiences.append(known.setdefault(frozenset(audience), frozenset(audience)))
    return cards, audiences
