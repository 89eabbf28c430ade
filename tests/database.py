"""An empty database for each process that runs tests, and the statements it is sent."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url, text
from sqlalchemy.pool import NullPool

BOOKKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


@contextmanager
def empty(folder: Path) -> Iterator[str]:
    """Give the address of an SQLite file, or of a database on the server TEST_DATABASE_URL."""
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        yield f"sqlite:///{folder / 'test.sqlite'}"
        return
    url, name = make_url(server), f"staffroom_test_{os.getpid()}"
    _say(url, f'CREATE DATABASE "{name}"')
    try:
        yield url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    finally:
        _say(url, f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def at_most(allowed: int) -> Iterator[list[str]]:
    """Count the statements of a block, without what only begins and ends transactions."""
    sent: list[str] = []

    def note(conn: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith(BOOKKEEPING):
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(sent) <= allowed, "\n\n".join([f"{len(sent)} statements", *sent])


def _say(server: URL, statement: str) -> None:
    address = server.set(drivername="postgresql+psycopg", database="postgres")
    engine = create_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(statement))
