"""An empty database for each process that runs tests."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.pool import NullPool


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


def _say(server: URL, statement: str) -> None:
    address = server.set(drivername="postgresql+psycopg", database="postgres")
    engine = create_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(statement))
