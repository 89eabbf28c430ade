"""Reading PostgreSQL's tables: which documents match, which words there are."""

import logging
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from zlib import crc32

from sqlalchemy import Select, Text, cast, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, BIT, TSQUERY
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.search.engine import Card, Found, Scope
from app.search.models import IndexedDocument as Row
from app.search.models import IndexedWord
from app.search.scoring import has_phrase
from app.search.spelling import distance, signature

log = logging.getLogger(__name__)

MOST = 1_000
"""Documents that are scored for one query."""

MOST_LISTED = 5_000
_MOST_WORDS = 500
_CARD = (Row.id, Row.type, Row.record_id, Row.language, Row.family, Row.published, Row.facets)


class PostgresReader:
    """The index as one transaction sees it."""

    def __init__(self, session: Session, sizes: Mapping[str, int]) -> None:
        self._session = session
        self.sizes = sizes

    def match(self, terms: Collection[str], scope: Scope, words: Sequence[str]) -> Found:
        """Return the likeliest documents of the scope that have any of the terms."""
        query = _any_of(terms)
        columns = (*_CARD, Row.impacts, *((Row.texts,) if scope.phrases else ()))
        matching = _within(select(*columns), scope).where(Row.terms.op("@@")(query))
        likeliest = matching.order_by(func.ts_rank(Row.heads, _any_of(words)).desc(), Row.id)
        rows = self._rows(likeliest.limit(MOST))
        capped = len(rows) == MOST
        if capped and scope.filters:
            # What passes the filters may be among the less likely ones.
            known = {row.id for row in rows}
            more = self._rows(_filtered(likeliest, scope).limit(MOST))
            rows += [row for row in more if row.id not in known]
        rows = [row for row in rows if _has_all(row, scope.phrases)]
        return Found(_postings(rows, terms), {row.id: _card(row) for row in rows}, capped)

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
        wanted = _within(select(*_CARD), scope).where(Row.family.in_(list(families)))
        return {row.id: _card(row) for row in self._rows(wanted)}

    def number_of(self, type: str, id: int) -> int | None:  # noqa: A002
        """Return the number of a document."""
        wanted = select(Row.id).where(Row.type == type, Row.record_id == id)
        return self._session.scalar(wanted)

    def starting(self, prefix: str) -> list[str]:
        """Return words that begin so, the shortest in front."""
        after = prefix + chr(0x10FFFF)
        return self._words(IndexedWord.word >= prefix, IndexedWord.word < after)

    def containing(self, part: str) -> list[str]:
        """Return words that have this in them, the shortest in front."""
        return self._words(func.strpos(IndexedWord.word, part) > 0)

    def near(self, word: str, limit: int) -> list[tuple[int, str]]:
        """Return words within an edit distance."""
        differing = IndexedWord.signature.op("#")(signature(word))
        bits = func.bit_count(cast(differing, BIT(64)))
        wanted = select(IndexedWord.word).where(
            IndexedWord.length.between(len(word) - limit, len(word) + limit), bits <= 2 * limit
        )
        slips = [(distance(word, other, limit), other) for (other,) in self._rows(wanted)]
        return [(count, other) for count, other in slips if 0 < count <= limit]

    def shown(self, words: Iterable[str]) -> dict[str, str]:
        """Return folded words as texts spell them."""
        wanted = select(IndexedWord.word, IndexedWord.shown)
        return dict(self._rows(wanted.where(IndexedWord.word.in_(list(words)))))

    def counts(self, terms: Collection[str], scope: Scope) -> dict[str, int]:
        """Return how many documents of the scope have each term."""
        asked = func.unnest(cast(list(terms), ARRAY(Text))).column_valued("term")
        query = cast(func.concat("'", func.replace(asked, "'", "''"), "'"), TSQUERY)
        having = _within(select(func.count()), scope).where(Row.terms.op("@@")(query))
        counted = select(asked, having.select_from(Row).scalar_subquery())
        return {term: count for term, count in self._rows(counted)}

    def _words(self, *conditions: Any) -> list[str]:
        wanted = select(IndexedWord.word).where(*conditions)
        ordered = wanted.order_by(IndexedWord.length, IndexedWord.word).limit(_MOST_WORDS)
        return [word for (word,) in self._rows(ordered)]

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
        statement = statement.where(Row.audience.op("&&")(audiences))
    if scope.types:
        statement = statement.where(Row.type.in_(scope.types))
    if scope.excluded:
        statement = statement.where(~Row.terms.op("@@")(_any_of(scope.excluded)))
    for phrase in scope.phrases:
        statement = statement.where(func.strpos(Row.texts, phrase) > 0)
    return statement


def _filtered(statement: Select[*tuple[Any, ...]], scope: Scope) -> Select[*tuple[Any, ...]]:
    for name, values in scope.filters.items():
        if values:
            chosen = cast(list(values), ARRAY(Text))
            statement = statement.where(Row.facets[name].op("?|")(chosen))
    return statement


def _any_of(terms: Iterable[str]) -> Any:
    quoted = (term.replace("\\", "\\\\").replace("'", "''") for term in sorted(terms))
    return cast(literal(" | ".join(f"'{term}'" for term in quoted)), TSQUERY)


def _has_all(row: Any, phrases: Sequence[str]) -> bool:
    return all(
        any(has_phrase(part, phrase) for part in row.texts.split("\n")) for phrase in phrases
    )


def _card(row: Any) -> Card:
    return Card(row.type, row.record_id, row.language, row.family, row.published, row.facets)


def _postings(rows: Sequence[Any], terms: Collection[str]) -> dict[str, dict[int, float]]:
    postings: dict[str, dict[int, float]] = {term: {} for term in terms}
    by_sum = {crc32(term.encode()): term for term in terms}
    for row in rows:
        half = len(row.impacts) // 2
        sums, weights = array("I", row.impacts[:half]), array("f", row.impacts[half:])
        for found in by_sum.keys() & set(sums):
            postings[by_sum[found]][row.id] = weights[bisect_left(sums, found)]
    return postings
