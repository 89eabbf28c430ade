"""The engine for more than one machine: PostgreSQL's inverted index over our own terms.

A document's terms are a `tsvector` that we make; PostgreSQL neither parses nor ranks words. It
finds the documents (`matching`), and the likeliest of them are scored by the weights in `impacts`.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from time import monotonic
from typing import Any
from zlib import crc32

from sqlalchemy import Text, cast, delete, func, insert, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from app.kernel import db
from app.search.documents import Document
from app.search.engine import DEADLINE
from app.search.indexing import analysed_row
from app.search.matching import Memory, PostgresReader
from app.search.models import IndexedDocument as Row
from app.search.models import IndexedWord
from app.search.vocabulary import Vocabulary

_LOCK = 0x57AFF
_BATCH = 100
_COUNT_AGAIN = 60
_READ_AGAIN = 600
_MOST_WORDS = 300_000


class Postgres:
    """The index in the app's own database."""

    def __init__(self) -> None:
        self._counted: tuple[float, Mapping[str, int]] = (0.0, {})
        self._read: tuple[float, Vocabulary | None] = (0.0, None)
        self._memory = Memory()

    @contextmanager
    def reader(self) -> Iterator["PostgresReader"]:
        """Read within the request's own transaction, under the search's own deadline.

        The planner does not know what it costs to fetch long `terms` to look through them: on
        the corpus its choice, to read the whole table, takes fifty times as long as the index.
        Compiling takes longer than any of these statements.
        """
        session = db.session()
        deadline = str(int(DEADLINE * 1000))
        _set(session, statement_timeout=deadline, enable_seqscan="off", jit="off")
        try:
            yield PostgresReader(
                session, self._sizes(session), lambda: self._words(session), self._memory
            )
        finally:
            after = str(db.STATEMENT_TIMEOUT_MS)
            _set(session, statement_timeout=after, enable_seqscan="on", jit="on")

    def _sizes(self, session: Session) -> Mapping[str, int]:
        """Count the documents of each language, once a minute: they only weigh words."""
        counted_at, sizes = self._counted
        if monotonic() - counted_at > _COUNT_AGAIN or not sizes:
            counted = select(Row.language, func.count()).group_by(Row.language)
            sizes = {row.language: row[1] for row in session.execute(counted)}
            self._counted = (monotonic(), sizes)
        return sizes

    def _words(self, session: Session) -> Vocabulary:
        """Read the commonest words once in a while: a newer one is only not suggested yet."""
        read_at, words = self._read
        if words is None or monotonic() - read_at > _READ_AGAIN:
            wanted = select(IndexedWord.word, IndexedWord.shown)
            commonest = wanted.order_by(IndexedWord.documents.desc()).limit(_MOST_WORDS)
            words = Vocabulary({row.word: row.shown for row in session.execute(commonest)})
            self._read = (monotonic(), words)
        return words

    def put(self, documents: Iterable[Document], *, drop: Iterable[tuple[str, int]] = ()) -> None:
        """Index documents in a transaction of their own, and forget the dropped ones."""
        rows = [_row(document) for document in documents]
        db.begin_anew()  # what was read is read: no snapshot is held while the index is written
        gone = [*drop, *((values["type"], values["record_id"]) for values, _shown in rows)]
        with db.aside() as session:
            session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            counted = Counter[str]()
            for type_, number in gone:
                counted.subtract(_forget(session, type_, number))
            shown: dict[str, str] = {}
            _insert(session, rows, counted, shown)
            _count_words(session, counted, shown)

    def rebuild(self, documents: Iterable[Document], progress: Callable[[int], None]) -> int:
        """Replace everything in one transaction: until it ends, searches see the old index."""
        with db.aside() as session:
            session.execute(select(func.set_config("statement_timeout", "0", literal(value=True))))
            session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            session.execute(delete(Row))
            session.execute(delete(IndexedWord))
            counted, shown, done = Counter[str](), dict[str, str](), 0
            remaining = iter(documents)
            while batch := [_row(document) for document in islice(remaining, _BATCH)]:
                _insert(session, batch, counted, shown)
                done += len(batch)
                progress(done)
            _count_words(session, counted, shown)
        return done

    def count(self) -> int:
        """Return how many documents are indexed."""
        return db.session.scalar(select(func.count()).select_from(Row)) or 0


def _set(session: Session, **settings: str) -> None:
    """Set what holds until the transaction ends."""
    settle = [func.set_config(name, value, literal(value=True)) for name, value in settings.items()]
    session.execute(select(*settle))


def _row(document: Document) -> tuple[dict[str, Any], Mapping[str, str]]:
    row = analysed_row(document)
    values = {
        "type": document.type,
        "record_id": document.id,
        "language": document.language,
        "family": document.family,
        "published": row.published,
        "audience": row.audience,
        "facets": row.facets,
        "terms": func.array_to_tsvector(cast(sorted(row.weights), ARRAY(Text))),
        "heads": func.array_to_tsvector(cast(sorted(row.heads), ARRAY(Text))),
        "impacts": _packed(row.weights),
        "texts": row.texts,
        "words": sorted(row.words),
    }
    return values, row.words


def _packed(weights: Mapping[str, float]) -> bytes:
    """Write the weights under their terms' check sums, in order, to be looked up."""
    ordered = sorted((crc32(term.encode()), weight) for term, weight in weights.items())
    return (
        array("I", [h for h, _ in ordered]).tobytes()
        + array("f", [weight for _, weight in ordered]).tobytes()
    )


def _insert(
    session: Session,
    rows: Iterable[tuple[dict[str, Any], Mapping[str, str]]],
    counted: Counter[str],
    shown: dict[str, str],
) -> None:
    for values, words in rows:
        session.execute(insert(Row).values(values))
        counted.update(words.keys())
        shown |= words


def _forget(session: Session, type_: str, number: int) -> list[str]:
    """Delete a document, and return the words that it leaves."""
    gone = delete(Row).where(Row.type == type_, Row.record_id == number).returning(Row.words)
    return session.scalar(gone) or []


def _count_words(session: Session, counted: Counter[str], shown: Mapping[str, str]) -> None:
    """Add to the words' numbers of documents, in one order so that nobody waits in a circle."""
    changed = [(word, count) for word, count in sorted(counted.items()) if count]
    for at in range(0, len(changed), 1000):
        rows = [
            {"word": word, "shown": shown.get(word, word), "documents": count}
            for word, count in changed[at : at + 1000]
        ]
        adding = upsert(IndexedWord).values(rows)
        total = IndexedWord.documents + adding.excluded.documents
        session.execute(
            adding.on_conflict_do_update(index_elements=["word"], set_={"documents": total})
        )
    session.execute(delete(IndexedWord).where(IndexedWord.documents <= 0))
