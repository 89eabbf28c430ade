"""What rooms hand to the search, what is asked of it and what it answers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

EVERYONE = "*"
"""The audience of a document that any visitor may find."""

FACETS = ("portal", "language", "subject", "level", "licence", "type", "devices", "length")


@dataclass(frozen=True, slots=True)
class Document:
    """What can be found of one record; `audience` says by whom."""

    type: str
    id: int
    language: str
    title: str
    published: datetime
    family: int | None = None
    """Shared by the editions of one lesson in several languages."""
    summary: str = ""
    body: str = ""
    names: str = ""
    """Names and text of the materials."""
    author: str = ""
    subjects: str = ""
    """The subjects' names in all languages, so that each of them finds it."""
    keywords: str = ""
    audience: frozenset[str] = frozenset({EVERYONE})
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    identifier: str | None = None

    @property
    def texts(self) -> dict[str, str]:
        """The texts that are searched, by the names that `scoring` weighs them under."""
        return {
            "title": self.title,
            "names": self.names,
            "keywords": self.keywords,
            "subjects": self.subjects,
            "summary": self.summary,
            "author": self.author,
            "body": self.body,
        }


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for, who they are, and what they read."""

    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    audiences: frozenset[str] | None = frozenset({EVERYONE})
    """None sees all documents: for commands, never for a person."""
    languages: tuple[str, ...] = ()
    sort: Literal["relevance", "newest"] = "relevance"
    limit: int = 20
    after: str | None = None
    grouped: bool = False
    """Show one edition of a family, in the reader's language if there is one."""
    types: tuple[str, ...] = ()
    lift: Callable[[Iterable[tuple[str, int]]], Mapping[tuple[str, int], float]] | None = None
    """By which factors the best documents rise beyond their words, by type and id."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found; its record still has to pass the room's own `load`."""

    type: str
    id: int
    score: float
    language: str
    family: int | None = None
    editions: tuple[tuple[int, str], ...] = ()
    """Further editions that were found too, as id and language, when grouped."""
    has_words: bool = True
    """Whether it has any of the words itself, not only its edition in another language."""


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, list[tuple[str, int]]]
    suggestion: str | None = None
    """The query as the index would spell it, when as typed it finds little."""
    next: str | None = None
    """What to pass as `after` for the following hits."""
    relaxed: frozenset[str] = frozenset()
    """What was loosened to find anything: `some-words`, `spelling`, `beginnings`, `filters`."""


@dataclass(frozen=True, slots=True)
class Card:
    """A record as its room shows it among the hits of every type."""

    title: str
    url: str
    language: str
    portal: str
    portal_name: str
    summary: str
    author: str
    meta: tuple[str, ...] = ()
    identifier: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A room's records of one type, as the search gets at them."""

    type: str
    documents: Callable[[Iterable[int]], Iterable[Document]]
    all_ids: Callable[[], Iterable[int]]
    load: Callable[[Any, Iterable[int]], Mapping[int, Card]]
    links: Callable[[Any, Iterable[int]], Mapping[int, str]] = lambda actor, ids: {}
    texts: Callable[[Iterable[int]], Mapping[int, str]] = lambda ids: {}


_sources: dict[str, Source] = {}


def register(
    type: str,  # noqa: A002
    *,
    documents: Callable[[Iterable[int]], Iterable[Document]],
    all_ids: Callable[[], Iterable[int]],
    load: Callable[[Any, Iterable[int]], Mapping[int, Card]],
    links: Callable[[Any, Iterable[int]], Mapping[int, str]] = lambda actor, ids: {},
    texts: Callable[[Iterable[int]], Mapping[int, str]] = lambda ids: {},
) -> None:
    """Make a room's records findable.

    `documents` leaves out what has vanished; `load` returns only what the actor may see, and so
    does `links` with their addresses; `texts` gives the long texts in which an excerpt is looked
    for when the summary has none.
    """
    _sources[type] = Source(type, documents, all_ids, load, links, texts)


def sources() -> Mapping[str, Source]:
    """Return what the rooms have registered."""
    return _sources
