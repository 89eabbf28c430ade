"""`make demo`: database, demo network, web server and worker with one command."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import click
from sqlalchemy import select

from app import create_app
from app.accounts.models import User
from app.demo import loader, people
from app.demo.cast import CAST, EVERYBODYS
from app.kernel import db, migrate
from config import Config, ConfigError

HOST = "127.0.0.1"
READY_WITHIN = 60.0
STOP_WITHIN = 15.0
LOOK_EVERY = 0.2

ROOT = Path(__file__).parents[2]


class ServingError(Exception):
    """What keeps the demo from being served, in words that say what to do."""


def main() -> int:
    """Serve until told to stop; return the exit status."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stopping.set())
    try:
        config = Config.from_env()
        require_free(config.port)
        prepare(config)
        with running(config) as children:
            wait_until_ready(config, children, stopping)
            click.echo(greeting(config))
            return watch(config, children, stopping)
    except (ConfigError, ServingError) as error:
        click.echo(f"The demo cannot be served: {error}", err=True)
        return 1


def require_free(port: int) -> None:
    """Raise ServingError if somebody listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise ServingError(
                f"port {port} is in use. Stop what listens there, or choose another: "
                f"make demo PORT={port + 1}"
            ) from None


def prepare(config: Config) -> None:
    """Bring the database up to date, and fill it if it is empty."""
    app = create_app(config)
    migrate.upgrade(app.extensions["engine"])
    with app.app_context():
        with db.transaction():
            if loader.is_empty():
                click.echo("Loading the demo network …")
                loader.load()
        app.extensions["engine"].dispose()


@contextmanager
def running(config: Config) -> Iterator[list["subprocess.Popen[bytes]"]]:
    """Run web server and worker, out of reach of the terminal's Ctrl-C; stop both at the end."""
    environ = {**os.environ, "PORT": str(config.port)}
    children: list[subprocess.Popen[bytes]] = []
    with log_of(config).open("wb") as log:
        try:
            for command in commands(config.port):
                child = subprocess.Popen(  # noqa: S603  # our own interpreter, our own modules
                    command, cwd=ROOT, env=environ, stdout=log, stderr=log, start_new_session=True
                )
                children.append(child)
            yield children
        finally:
            stop(children)


def log_of(config: Config) -> Path:
    """Return where web server and worker write what they do."""
    return config.data_dir / "demo.log"


def commands(port: int) -> list[list[str]]:
    """Return how the web server and the worker are started."""
    web = f"-m granian --interface wsgi --host {HOST} --port {port} --workers 1"
    threads = "--blocking-threads 8 --no-ws --log-level warning wsgi:app"
    return [
        [sys.executable, *web.split(), *threads.split()],
        [sys.executable, "-m", "flask", "--app", "wsgi", "work"],
    ]


def wait_until_ready(
    config: Config, children: Sequence["subprocess.Popen[bytes]"], stopping: threading.Event
) -> None:
    """Wait for the first good answer; raise ServingError when there will be none."""
    deadline = time.monotonic() + READY_WITHIN
    while not stopping.is_set() and not _is_ready(config):
        if any(child.poll() is not None for child in children):
            raise ServingError(f"it has stopped again; {log_of(config)} says why")
        if time.monotonic() > deadline:
            raise ServingError(f"no answer within {READY_WITHIN:.0f} seconds")
        stopping.wait(LOOK_EVERY)


def watch(
    config: Config, children: Sequence["subprocess.Popen[bytes]"], stopping: threading.Event
) -> int:
    """Wait for the signal to stop; return 1 if a child has stopped on its own."""
    while not stopping.wait(LOOK_EVERY):
        for child in children:
            if child.poll() is not None:
                name = "The worker" if child is children[-1] else "The web server"
                click.echo(f"{name} has stopped: {log_of(config)} says why.", err=True)
                return 1
    return 0


def stop(children: Sequence["subprocess.Popen[bytes]"]) -> None:
    """Ask all to end; end those by force that do not."""
    for child in children:
        child.terminate()
    deadline = time.monotonic() + STOP_WITHIN
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def greeting(config: Config) -> str:
    """Return the address and who one can be, as a table."""
    with db.transaction() as session:
        found = session.execute(select(User.email, User.name)).all()
    names = {email: name for email, name in found if email}
    emails = {key: email for key, email in people.emails().items() if email in names}
    rows = [
        (part.role, names[emails[part.key]], emails[part.key], part.tries)
        for part in CAST
        if part.key in emails
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)] if rows else []
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]])
        for row in rows
    ]
    return "\n".join(
        [
            "",
            f"  Staffroom is at {config.base_url}",
            "",
            *(f"  {line}" for line in lines),
            *([f"  everybody's password: {EVERYBODYS}"] if rows else []),
            "",
            "  Ctrl-C stops it.",
        ]
    )


def _is_ready(config: Config) -> bool:
    connection = http.client.HTTPConnection(HOST, config.port, timeout=2)
    try:
        connection.request("GET", "/readyz", headers={"Host": urlsplit(config.base_url).netloc})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
