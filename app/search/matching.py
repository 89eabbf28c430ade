"""Reading PostgreSQL's tables: which documents match, which words there are."""

import logging
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any
from zlib import crc32

from cachetools import LRUCache
from sqlalchemy import Select, Text, cast, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.search.engine import Card, Found, Scope, facet_pairs
from app.search.models import IndexedDocument as Row
from app.search.scoring import has_phrase
from app.search.vocabulary import Vocabulary, shortest

log = logging.getLogger(__name__)

MOST = 1_000
"""Documents that are scored for one query."""

MOST_LISTED = 5_000
MOST_REMEMBERED = 5_000_000
"""Terms of documents that are kept in memory, at 8 bytes each."""

_MOST_WORDS = 500
_CARD = (Row.id, Row.type, Row.record_id, Row.language, Row.family, Row.published, Row.facets)


@dataclass(frozen=True, slots=True)
class Known:
    """A row, read: the card, and the check sums of the terms with their weights."""

    card: Card
    sums: "array[int]"
    weights: "array[float]"


class Memory:
    """Rows that were read before; none ever changes, because a changed document is a new row."""

    def __init__(self) -> None:
        self._rows: LRUCache[int, Known] = LRUCache(MOST_REMEMBERED, lambda row: len(row.sums))
        self._mutex = Lock()

    def recall(
        self, numbers: Collection[int], read: Callable[[list[int]], dict[int, Known]]
    ) -> dict[int, Known]:
        """Return the rows, those that are not remembered as `read` gives them."""
        with self._mutex:
            known = {n: row for n in numbers if (row := self._rows.get(n)) is not None}
        if missing := [number for number in numbers if number not in known]:
            fresh = read(missing)
            with self._mutex:
                for number, row in fresh.items():
                    if len(row.sums) < MOST_REMEMBERED:
                        self._rows[number] = row
            known |= fresh
        return known


class PostgresReader:
    """The index as one transaction sees it."""

    def __init__(
        self,
        session: Session,
        sizes: Mapping[str, int],
        words: Callable[[], Vocabulary],
        memory: Memory,
    ) -> None:
        self._session = session
        self._words = words
        self._memory = memory
        self.sizes = sizes

    def match(self, terms: Collection[str], scope: Scope, words: Sequence[str]) -> Found:
        """Return the likeliest documents of the scope that have any of the terms."""
        matching = _within(select(Row.id), scope).where(Row.terms.bool_op("@@")(_any_of(terms)))
        likeliest = matching.order_by(func.ts_rank(Row.heads, _any_of(words)).desc(), Row.id)
        numbers = self._numbers(likeliest.limit(MOST))
        capped = len(numbers) == MOST
        if capped and scope.filters:
            # What passes the filters may be among the less likely ones.
            more = self._numbers(_filtered(likeliest, scope).limit(MOST))
            numbers = list(dict.fromkeys([*numbers, *more]))
        if scope.phrases:
            texts = self.texts(numbers)
            numbers = [number for number in texts if _has_all(texts[number], scope.phrases)]
        known = self._known(numbers)
        return Found(_postings(known, terms), {n: row.card for n, row in known.items()}, capped)

    def all(self, scope: Scope) -> Found:
        """Return the documents of the scope, the newest."""
        newest = _within(select(*_CARD), scope).order_by(Row.published.desc(), Row.id.desc())
        rows = self._rows(newest.limit(MOST_LISTED))
        return Found({}, {row.id: _card(row) for row in rows}, len(rows) == MOST_LISTED)

    def texts(self, numbers: Iterable[int]) -> dict[int, Sequence[str]]:
        """Return the plain title, summary and body of documents."""
        wanted = select(Row.id, Row.texts).where(Row.id.in_(list(numbers)))
        return {number: texts.split("\n") for number, texts in self._rows(wanted)}

    def editions(self, families: Collection[int], scope: Scope) -> dict[int, Card]:
        """Return the documents of these families."""
        wanted = _within(select(Row.id), scope).where(Row.family.in_(list(families)))
        return {n: row.card for n, row in self._known(self._numbers(wanted)).items()}

    def number_of(self, type: str, id: int) -> int | None:  # noqa: A002
        """Return the number of a document."""
        wanted = select(Row.id).where(Row.type == type, Row.record_id == id)
        return self._session.scalar(wanted)

    def starting(self, prefix: str) -> list[str]:
        """Return words that begin so, the shortest in front."""
        return sorted(self._words().starting(prefix, _MOST_WORDS), key=shortest)

    def containing(self, part: str) -> list[str]:
        """Return words that have this in them, the shortest in front."""
        return sorted(self._words().containing(part, _MOST_WORDS), key=shortest)

    def near(self, word: str, distance: int) -> list[tuple[int, str]]:
        """Return words within an edit distance."""
        return self._words().near(word, distance)

    def shown(self, words: Iterable[str]) -> dict[str, str]:
        """Return folded words as texts spell them."""
        spelt = self._words().shown
        return {word: spelt.get(word, word) for word in words}

    def counts(self, terms: Collection[str], scope: Scope) -> dict[str, int]:
        """Return how many documents of the scope have each term."""
        if not terms:
            return {}
        asked = func.unnest(cast(list(terms), ARRAY(Text))).column_valued("term")
        query = cast(func.concat("'", func.replace(asked, "'", "''"), "'"), TSQUERY)
        having = _within(select(func.count()), scope).where(Row.terms.bool_op("@@")(query))
        counted = select(asked, having.select_from(Row).scalar_subquery())
        return dict(self._rows(counted))

    def _numbers(self, statement: Select[int]) -> list[int]:
        return [number for (number,) in self._rows(statement)]

    def _known(self, numbers: Collection[int]) -> dict[int, Known]:
        return self._memory.recall(numbers, self._read)

    def _read(self, numbers: list[int]) -> dict[int, Known]:
        rows = self._rows(select(*_CARD, Row.impacts).where(Row.id.in_(numbers)))
        return {row.id: _known(row) for row in rows}

    def _rows(self, statement: Select[*tuple[Any, ...]]) -> list[Any]:
        """Return the rows; none if the deadline has passed, which must not spoil the request."""
        try:
            with self._session.begin_nested():
                return list(self._session.execute(statement))
        except OperationalError:
            log.warning("a search ran out of time")
            return []


def _within(statement: Select[*tuple[Any, ...]], scope: Scope) -> Select[*tuple[Any, ...]]:
    if scope.audiences is not None:
        audiences = cast(sorted(scope.audiences), ARRAY(Text))
        statement = statement.where(Row.audience.bool_op("&&")(audiences))
    if scope.types:
        statement = statement.where(Row.type.in_(scope.types))
    if scope.excluded:
        statement = statement.where(~Row.terms.bool_op("@@")(_any_of(scope.excluded)))
    for phrase in scope.phrases:
        statement = statement.where(func.strpos(Row.texts, phrase) > 0)
    return statement


def _filtered(statement: Select[*tuple[Any, ...]], scope: Scope) -> Select[*tuple[Any, ...]]:
    for name, values in scope.filters.items():
        if values:
            chosen = cast(list(values), ARRAY(Text))
            statement = statement.where(Row.facets[name].bool_op("?|")(chosen))
    return statement


def _any_of(terms: Iterable[str]) -> Any:
    quoted = (term.replace("\\", "\\\\").replace("'", "''") for term in sorted(terms))
    return cast(literal(" | ".join(f"'{term}'" for term in quoted)), TSQUERY)


def _has_all(texts: Sequence[str], phrases: Sequence[str]) -> bool:
    return all(any(has_phrase(text, phrase) for text in texts) for phrase in phrases)


def _card(row: Any) -> Card:
    facets = frozenset(facet_pairs(row.facets))
    return Card(row.type, row.record_id, row.language, row.family, row.published, facets)


def _known(row: Any) -> Known:
    half = len(row.impacts) // 2
    return Known(_card(row), array("I", row.impacts[:half]), array("f", row.impacts[half:]))


def _postings(known: Mapping[int, Known], terms: Collection[str]) -> dict[str, dict[int, float]]:
    postings: dict[str, dict[int, float]] = {term: {} for term in terms}
    wanted = {crc32(term.encode()): postings[term] for term in terms}
    sums = frozenset(wanted)
    for number, row in known.items():
        for found in sums.intersection(row.sums):
            wanted[found][number] = row.weights[bisect_left(row.sums, found)]
    return postings
