"""A database that really commits, for tests of the machinery that settles transactions."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from app.kernel import db


@pytest.fixture
def house(app, rolled_back, tmp_path) -> Iterator[Engine]:
    """The sessions speak to a database of their own, of the suite's kind; it is empty again after.

    The suite's connection holds SQLite's one write lock, so SQLite gets a file of its own.
    """
    suite: Engine = app.extensions["engine"]
    sqlite = suite.dialect.name == "sqlite"
    name = suite.url.render_as_string(hide_password=False)
    engine = db.connect(f"sqlite:///{tmp_path / 'house.sqlite'}" if sqlite else plain(name))
    db.Model.metadata.create_all(engine)
    yield engine
    db.session.remove()
    with engine.begin() as connection:
        for table in reversed(db.Model.metadata.sorted_tables):
            connection.execute(table.delete())
    engine.dispose()
    db.bind(suite)


def plain(name: str) -> str:
    return name.replace("postgresql+psycopg:", "postgresql:", 1)
