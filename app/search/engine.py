"""What an engine must be able to do; the finding itself is the same for both (`finding`)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from app.search.documents import Document
from app.search.scoring import Postings

DEADLINE = 2.0
"""Seconds after which a search makes do with what it has."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the index knows of a document besides its words."""

    type: str
    id: int
    language: str
    family: int | None
    published: float
    facets: frozenset[tuple[str, str]]
    """Names of facets with values."""


def facet_pairs(facets: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """Yield the names of facets with each of their values."""
    return ((name, value) for name, values in facets.items() for value in values)


@dataclass(frozen=True, slots=True)
class Scope:
    """Among which documents to look; what lies outside must not show in any way."""

    audiences: frozenset[str] | None
    types: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    """Terms that a document may not have."""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Only used when there are more matches than the engine ranks."""


@dataclass(frozen=True, slots=True)
class Found:
    """The documents of a scope that have any of the terms."""

    postings: Postings
    cards: Mapping[int, Card]
    capped: bool = False
    """There were more; these are the likeliest."""


class Reader(Protocol):
    """One state of the index, read by one search; documents are numbered as the engine likes."""

    sizes: Mapping[str, int]
    """How many documents there are in each language."""

    def match(self, terms: Collection[str], scope: Scope, words: Sequence[str]) -> Found:
        """Return the documents of the scope that have any of the terms.

        If there are too many, those with the words in their heads are the likeliest.
        """

    def all(self, scope: Scope) -> Found:
        """Return the documents of the scope, the newest first if there are too many."""

    def texts(self, numbers: Iterable[int]) -> Mapping[int, Sequence[str]]:
        """Return the plain title, summary and body of documents."""

    def editions(self, families: Collection[int], scope: Scope) -> Mapping[int, Card]:
        """Return the documents of these families."""

    def number_of(self, type: str, id: int) -> int | None:  # noqa: A002
        """Return the engine's number of a document."""

    def starting(self, prefix: str) -> Sequence[str]:
        """Return the index's words that begin so, folded, the shortest first."""

    def containing(self, part: str) -> Sequence[str]:
        """Return the index's words that have this in them, the shortest first."""

    def near(self, word: str, distance: int) -> Sequence[tuple[int, str]]:
        """Return the index's words within an edit distance, with the distance."""

    def shown(self, words: Iterable[str]) -> Mapping[str, str]:
        """Return folded words as texts spell them."""

    def counts(self, terms: Collection[str], scope: Scope) -> Mapping[str, int]:
        """Return how many documents of the scope have each term."""


class Engine(Protocol):
    """A store of analysed documents."""

    def reader(self) -> AbstractContextManager[Reader]:
        """Open the present state of the index."""

    def put(self, documents: Iterable[Document], *, drop: Iterable[tuple[str, int]] = ()) -> None:
        """Index documents, replacing what was known of them, and forget the dropped ones."""

    def rebuild(self, documents: Iterable[Document], progress: Callable[[int], None]) -> int:
        """Build the index anew beside the old one, let it serve; return how many there are."""

    def count(self) -> int:
        """Return how many documents are indexed."""
