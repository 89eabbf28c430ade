"""`make demo`: web server and worker start together, and end together."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.cli import serve
from app.demo import people
from app.kernel import clock
from app.kernel.db import session
from config import Config

ROOT = Path(__file__).parents[3]
SECONDS = 60


@pytest.fixture
def taken():
    """A port on which somebody listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


@pytest.fixture
def free(taken):
    """Another port, on which nobody does."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def settings(tmp_path, free):
    """Return the environment of an installation of its own."""
    environ = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    return environ | {"DATA_DIR": str(tmp_path), "PORT": str(free), "FLASK_APP": "wsgi"}


def python(*words, **more):
    return subprocess.Popen([sys.executable, *words], cwd=ROOT, **more)


@pytest.fixture
def sleepers():
    """Start processes that end when told to, or at once, or not at all."""
    started = []

    def start(*codes):
        started.extend(python("-c", code, stdout=subprocess.PIPE) for code in codes)
        for child in started:
            child.stdout.readline()
        return started

    yield start
    for child in started:
        child.kill()
        child.wait()
        child.stdout.close()


OBEDIENT = "print(flush=True); import time; time.sleep(60)"
ENDED = "print(flush=True)"
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {OBEDIENT}"


def config_of(settings):
    return Config.from_env(settings)


def test_a_busy_port_is_said_with_what_to_do(taken, free):
    with pytest.raises(serve.ServingError, match=rf"port {taken} is in use.*PORT={taken + 1}"):
        serve.require_free(taken)

    serve.require_free(free)


def test_when_a_child_ends_the_demo_ends_with_an_error(settings, sleepers, capsys):
    children = sleepers(OBEDIENT, ENDED)
    children[1].wait()

    assert serve.watch(config_of(settings), children, threading.Event()) == 1
    assert "The worker has stopped" in capsys.readouterr().err


def test_when_told_to_stop_the_demo_ends_well(settings, sleepers):
    stopping = threading.Event()
    stopping.set()

    assert serve.watch(config_of(settings), sleepers(OBEDIENT), stopping) == 0


def test_no_child_survives(sleepers, monkeypatch):
    monkeypatch.setattr(serve, "STOP_WITHIN", 0.1)
    children = sleepers(OBEDIENT, DEAF)

    serve.stop(children)

    assert [child.returncode for child in children] == [-signal.SIGTERM, -signal.SIGKILL]


def test_a_server_that_does_not_come_up_is_said(settings, sleepers):
    children = sleepers(ENDED)
    children[0].wait()

    with pytest.raises(serve.ServingError, match=r"stopped again; .*demo\.log"):
        serve.wait_until_ready(config_of(settings), children, threading.Event())


def test_the_greeting_names_somebody_for_each_role(app, settings):
    people.people(people.portals(clock.now()), clock.now())
    session.commit()

    said = serve.greeting(config_of(settings))

    assert f"http://127.0.0.1:{settings['PORT']}" in said
    for role in ("teacher", "trainer", "moderator", "steward", "network steward"):
        assert re.search(rf"^ +{role} +\S.*@demo\.staffroom\.example +\w", said, re.MULTILINE)


def test_the_whole_is_served_and_stopped(settings, free):
    founding = ["portal", "create", "west", "--name", "en=West", "--region", "europe"]
    for words in (["db", "upgrade"], [*founding, "--language", "en"]):
        python("-m", "flask", *words, env=settings).wait(SECONDS)

    with python("-m", "app.cli.serve", env=settings, stdout=subprocess.PIPE) as served:
        said = _read_until(served.stdout, b"Ctrl-C")
        connection = http.client.HTTPConnection("127.0.0.1", free, timeout=10)
        connection.request("GET", "/en/west/lessons/")
        status = connection.getresponse().status
        connection.close()
        served.send_signal(signal.SIGTERM)
        ended = served.wait(SECONDS)

    assert f"http://127.0.0.1:{free}".encode() in said
    assert (status, ended) == (200, 0)
    serve.require_free(free)


def _read_until(stream, word):
    said = b""
    for line in stream:
        said += line
        if word in line:
            break
    return said
