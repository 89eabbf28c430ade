"""What rooms and views ask of the search; the engine is chosen at the start."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from flask import Flask, current_app

from app.kernel.db import session
from app.search import completing, finding
from app.search.documents import Document, Hit, Query, Results, Source, sources
from app.search.embedded import Embedded
from app.search.engine import Engine
from app.search.postgres import Postgres

_AT_ONCE = 50
"""Records of one load; a whole corpus does not fit into memory."""

_ENOUGH_TO_BE_LATE = 50


def init_engine(app: Flask, name: str, data_dir: Path) -> None:
    """Choose the engine by its name."""
    app.extensions["search"] = (
        Postgres() if name == "postgresql" else Embedded(Path(data_dir) / "search")
    )


def engine() -> Engine:
    """Return the engine of this app."""
    found: Engine = current_app.extensions["search"]
    return found


def find(query: Query) -> Results:
    """Return what the query finds; load the hits again through their rooms before showing them."""
    with engine().reader() as reader:
        return finding.find(reader, query)


def similar(
    type: str,  # noqa: A002
    id: int,  # noqa: A002
    *,
    audiences: frozenset[str],
    languages: tuple[str, ...] = (),
    limit: int = 5,
) -> tuple[Hit, ...]:
    """Return what has most in common with a record, of other families."""
    query = Query("", audiences=audiences, languages=languages, limit=limit, grouped=True)
    with engine().reader() as reader:
        return finding.similar(reader, replace(query, types=(type,)), to=(type, id))


def complete(text: str, audiences: frozenset[str], *, limit: int = 8) -> list[str]:
    """Return how the last word of a query may go on, from documents of these audiences."""
    with engine().reader() as reader:
        return completing.complete(reader, text, audiences, limit)


def changed(type: str, ids: Iterable[int]) -> None:  # noqa: A002
    """Bring the index up to date with these records; what has vanished is dropped."""
    wanted, source = sorted(set(ids)), sources()[type]
    documents = (document for part in _in_parts(wanted) for document in _documents(source, part))
    engine().put(documents, drop=[(type, id_) for id_ in wanted])


def rebuild(progress: Callable[[int], None] = lambda done: None) -> int:
    """Build the index anew beside the old one; return how many documents it has."""
    return engine().rebuild(all_documents(), progress)


def expected() -> int:
    """Return how many documents the index should have."""
    return sum(len(list(source.all_ids())) for source in sources().values())


def trouble() -> str | None:
    """Return what is wrong with the index and how to mend it, None when it is well."""
    there, wanted = engine().count(), expected()
    if abs(there - wanted) <= max(_ENOUGH_TO_BE_LATE, wanted // 50) and (there or not wanted):
        return None
    return f"it has {there} of {wanted} documents: run flask search rebuild"


def all_documents() -> Iterator[Document]:
    """Return what all rooms have to be found."""
    for source in sources().values():
        for part in _in_parts(source.all_ids()):
            yield from _documents(source, part)


def _documents(source: Source, part: list[int]) -> Iterator[Document]:
    """Forget the records of a part when its documents are made, or all would stay in memory."""
    yield from source.documents(part)
    session.expunge_all()


def _in_parts(ids: Iterable[int]) -> Iterator[list[int]]:
    remaining = iter(list(ids))
    while part := list(islice(remaining, _AT_ONCE)):
        yield part
