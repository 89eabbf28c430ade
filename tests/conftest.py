"""What every test stands on: one app, one database per worker, one rolled back transaction each.

SQLite unless TEST_DATABASE_URL names a PostgreSQL server; the named cast is in
`factories/people.py`, the browser in `client.py`.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from app import create_app
from app.kernel import clock, db, i18n, worker
from app.kernel.jobs import Job
from config import Config
from tests import database
from tests.client import Client
from tests.mails import taken_from

pytest_plugins = ["tests.factories.people"]

Counted = Callable[[int], AbstractContextManager[list[str]]]


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Let nothing out of this machine."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test reached for the network: {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", only_here)
        yield


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Config]:
    folder = tmp_path_factory.mktemp("data")
    with database.empty(folder) as url:
        environ = {
            "DATABASE_URL": url,
            "DATA_DIR": str(folder),
            "BASE_URL": "http://localhost",
            "SECRET_KEY": "a secret that only the tests know, long enough",
        }
        yield Config.from_env(environ, testing=True)


@pytest.fixture(scope="session")
def app(config: Config) -> Iterator[Flask]:
    built = create_app(config)
    engine: Engine = built.extensions["engine"]
    db.Model.metadata.create_all(engine)
    yield built
    engine.dispose()


@pytest.fixture(autouse=True)
def rolled_back(app: Flask) -> Iterator[None]:
    """Undo what the test did, in the database and in the cache of visitors' pages."""
    engine: Engine = app.extensions["engine"]
    app.extensions["generation"].advance()
    i18n.speak(i18n.DEFAULT.tag)
    i18n.set_zone(None)
    with engine.connect() as connection:
        whole = connection.begin()
        db.bind(connection)
        yield
        db.session.remove()
        whole.rollback()
    db.bind(engine)


@pytest.fixture
def client(app: Flask) -> Client:
    return Client(app)


@pytest.fixture
def other_client(app: Flask) -> Client:
    """Another browser."""
    return Client(app)


@pytest.fixture
def run_jobs(app: Flask) -> Callable[[], int]:
    """Run what is due, as the worker does; a job that fails fails the test."""

    def run() -> int:
        db.session.commit()
        db.session.remove()
        with app.app_context():
            count = worker.run_all()
        failed = db.session.scalars(select(Job.last_error).where(Job.attempts > 0)).all()
        assert not failed, failed[0]
        return count

    return run


@pytest.fixture
def mails(config: Config, run_jobs: Callable[[], int]) -> Callable[[], list[EmailMessage]]:
    """Run the jobs and return the mails that were sent since the last time."""
    folder = config.data_dir / "mailbox"
    taken_from(folder)

    def sent() -> list[EmailMessage]:
        run_jobs()
        return taken_from(folder)

    return sent


@pytest.fixture
def query_count() -> Counted:
    """Fail when the block sends more statements than it may: `with query_count(4): …`."""
    return database.at_most


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], datetime]:
    """Set the clock of the house onwards: `later(timedelta(hours=2))`."""

    def pass_by(time: timedelta) -> datetime:
        moment = clock.now() + time
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    return pass_by
