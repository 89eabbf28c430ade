"""`make bench`: what pages cost on the corpus of real lessons, written to docs/performance.md.

STAFFROOM_CORPUS names the folder with lessons.jsonl and lessons-more.jsonl. STAFFROOM_BENCH_DATA
names a folder in which the imported corpus is kept for the next time.
"""

import contextlib
import gzip
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import event, func, select
from sqlalchemy.engine import Engine

from app import create_app
from app.accounts import secret
from app.accounts.models import Membership, Role, User, UserSession
from app.kernel import clock, db, migrate
from app.lessons.models import Lesson
from app.portals.models import Portal
from config import Config
from tests import bench_talk

ROOT = Path(__file__).parents[1]
CORPUS = Path(os.environ.get("STAFFROOM_CORPUS", ROOT.parent / "shared" / "corpus"))
PORT = 8799
TOKEN = "b" * 43
ROUNDS = 120
BARS = (
    "The bars: list and lesson signed in 4 ms and 8 statements; a kept page 0.2 ms; an unchanged "
    "one 1 ms; search p95 60 ms; 20 of 2,000 threads 4 ms and 8 statements, 20 of 2,000 posts 5 ms "
    "and 10."
)
SECONDS = 4.0
QUERIES = (
    "binary numbers", "numeros binarios", "parity magic", "قواعد السلوك", "二进制", "Sortiernetzwerk",
    "motivating learners", "product code chek digits", "icebreaker", "первый проект", "reseau de tri",
    "temperaturmåling micro:bit", "story king dog", "open source", "การติดตั้ง", "kode etik",
)  # fmt: skip


@dataclass(frozen=True)
class Cost:
    """What one page costs."""

    page: str
    who: str
    statements: int
    cpu_ms: float
    kilobytes: float
    per_second: float


def main() -> None:
    """Import, measure, print, write."""
    with contextlib.ExitStack() as stack:
        folder = os.environ.get("STAFFROOM_BENCH_DATA")
        folder = folder or stack.enter_context(tempfile.TemporaryDirectory())
        environ = {
            "DATA_DIR": folder, "BASE_URL": f"http://127.0.0.1:{PORT}", "SECRET_KEY": "b" * 40,
            "PORT": str(PORT),
        }  # fmt: skip
        app = create_app(Config.from_env(environ))
        if "--fill" in sys.argv:
            fill(app)
            return
        lessons = filled(environ)
        costs = list(measured(app, environ))
        fast = unchanged(app)
        p50, p95 = search_times(app)
    report = written(lessons, costs, fast, (p50, p95))
    print(report)
    keep(report)


def filled(environ: dict[str, str]) -> int:
    """Import in a process of its own, as an operator would; return how many lessons there are."""
    kept = os.environ | {"STAFFROOM_BENCH_DATA": environ["DATA_DIR"]}
    subprocess.run([sys.executable, "-m", "tests.bench", "--fill"], env=kept, cwd=ROOT, check=True)
    bench_talk.fill()
    return _count()


def keep(report: str) -> None:
    """Write the report, and leave what people have written below it."""
    path = ROOT / "docs" / "performance.md"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    _, heading, remarks = before.partition("\n## ")
    path.write_text(report + heading + remarks, encoding="utf-8")


def fill(app: Flask) -> int:
    """Bring in the corpus as one portal with one member; return how many lessons there are."""
    migrate.upgrade(app.extensions["engine"])
    if count := _count():
        return count
    now = clock.now()
    with db.transaction() as session:
        portal = Portal(
            slug="bench", names={"en": "Bench"}, descriptions={"en": "Measured"}, region="europe",
            languages=["en"], created_at=now,
        )  # fmt: skip
        user = User(
            email="bench@example.org", name="Bench Marker", languages=["en", "fr"],
            created_at=now, confirmed_at=now,
        )  # fmt: skip
        session.add_all([portal, user])
        session.flush()
        session.add(
            Membership(user_id=user.id, portal_id=portal.id, role=Role.STEWARD, created_at=now)
        )
        session.add(
            UserSession(
                user_id=user.id, token_hash=secret.fingerprint(TOKEN), created_at=now, seen_at=now
            )
        )
    runner = app.test_cli_runner()
    for name in ("lessons.jsonl", "lessons-more.jsonl"):
        started = time.monotonic()
        done = runner.invoke(args=["import", "lessons", str(CORPUS / name), "--portal", "bench"])
        print(f"{name}: exit {done.exit_code}, {time.monotonic() - started:.0f} s", file=sys.stderr)
    return _count()


def _count() -> int:
    with db.transaction() as session:
        return session.scalar(select(func.count()).select_from(Lesson)) or 0


def measured(app: Flask, environ: dict[str, str]) -> Iterator[Cost]:
    """Measure every page, signed out and signed in."""
    with db.transaction() as session:
        lesson = session.scalars(select(Lesson.id).order_by(Lesson.id).offset(50)).first()
    thread = bench_talk.fill()
    pages = {
        "home": "/en/",
        "front page": "/en/bench/",
        "list": "/en/bench/lessons/",
        "lesson": f"/en/bench/lessons/{lesson}",
        "search": "/en/search?q=binary+numbers",
        "threads": "/en/bench/discussions/",
        "thread": f"/en/bench/discussions/{thread}?from=1001",
    }
    with serving(environ):
        for name, path in pages.items():
            for who, cookie in (("visitor", ""), ("member", cookie_of(app))):
                yield cost(app, name, path, who, cookie)


def cost(app: Flask, name: str, path: str, who: str, cookie: str) -> Cost:
    """Measure one page; a visitor's is measured as it is made, not as it is kept."""
    generation = app.extensions["generation"]

    def once() -> bytes:
        if not cookie:
            generation.advance()
        return ask(app, path, cookie)

    body = once()
    return Cost(
        name, who, statements(once), cpu_ms(once), len(gzip.compress(body, 5)) / 1000,
        per_second(path, cookie),
    )  # fmt: skip


def unchanged(app: Flask) -> dict[str, float]:
    """Measure what need not be made again: CPU milliseconds."""
    path, headers = "/en/bench/lessons/", {}
    ask(app, path, "", headers)
    etag = {"HTTP_IF_NONE_MATCH": headers["ETag"]}
    return {
        "a visitor's kept page": cpu_ms(lambda: ask(app, path, ""), 2_000),
        "an unchanged page (304)": cpu_ms(lambda: ask(app, path, "", None, etag), 2_000),
    }


def search_times(app: Flask) -> tuple[float, float]:
    """Return median and 95th percentile of a signed-in search page, in milliseconds of wall time."""
    cookie, times = cookie_of(app), []
    for _ in range(6):
        for query in QUERIES:
            started = time.perf_counter()
            ask(app, f"/en/search?q={quote(query)}", cookie)
            times.append((time.perf_counter() - started) * 1000)
    times = sorted(times[len(QUERIES) :])
    return statistics.median(times), times[int(len(times) * 0.95)]


def ask(
    app: Flask, path: str, cookie: str, headers: dict[str, str] | None = None,
    more: dict[str, str] | None = None,
) -> bytes:  # fmt: skip
    """Call the app as a server would, without a client's own work."""
    path, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": str(PORT), "HTTP_HOST": f"127.0.0.1:{PORT}",
        "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr, "wsgi.version": (1, 0), "wsgi.multithread": True,
        "wsgi.multiprocess": False, "wsgi.run_once": False, **(more or {}),
    }  # fmt: skip
    if cookie:
        environ["HTTP_COOKIE"] = f"staffroom={cookie}"
    statuses = []

    def start(status: str, given: list[tuple[str, str]], exc: Any = None) -> None:
        statuses.append(status)
        if headers is not None:
            headers.update(given)

    answer = app.wsgi_app(environ, start)
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    if not statuses[0].startswith(("200", "304")):
        raise SystemExit(f"{path}: {statuses[0]}")
    return body


def cpu_ms(once: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median CPU time of a call, in milliseconds."""
    for _ in range(10):
        once()
    times = []
    for _ in range(rounds):
        started = time.process_time_ns()
        once()
        times.append(time.process_time_ns() - started)
    return statistics.median(times) / 1e6


def statements(once: Callable[[], object]) -> int:
    """Count the SQL statements of a call."""
    sent: list[str] = []

    def note(conn: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    once()
    event.remove(Engine, "before_cursor_execute", note)
    return len(sent)


def cookie_of(app: Flask) -> str:
    """Return the cookie of the signed-in member."""
    serializer: URLSafeTimedSerializer = app.session_interface.get_signing_serializer(app)
    return serializer.dumps({"_user_id": TOKEN, "_fresh": True})


@contextmanager
def serving(environ: dict[str, str]) -> Iterator[None]:
    """Run one worker of the real server meanwhile."""
    command = [
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--workers", "1",
        "--blocking-threads", "2", "--host", "127.0.0.1", "--port", str(PORT), "--log-level",
        "error", "wsgi:app",
    ]  # fmt: skip
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | environ)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", PORT)) == 0:
                    break
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait(10)


def per_second(path: str, cookie: str) -> float:
    """Return how many requests a second one worker answers to one keep-alive connection."""
    with socket.create_connection(("127.0.0.1", PORT)) as connection:
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nAccept-Encoding: gzip\r\n"
        head += f"Cookie: staffroom={cookie}\r\n" if cookie else ""
        stream = connection.makefile("rb")
        count, until = 0, time.monotonic() + SECONDS
        while time.monotonic() < until:
            connection.sendall(f"{head}\r\n".encode())
            length = 0
            while (line := stream.readline()) not in (b"\r\n", b""):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            stream.read(length)
            count += 1
    return count / SECONDS


def written(
    lessons: int, costs: list[Cost], fast: dict[str, float], search: tuple[float, float]
) -> str:
    """Return the report."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    rows = [
        f"| {c.page} | {c.who} | {c.statements} | {c.cpu_ms:.2f} | {c.kilobytes:.1f} "
        f"| {c.per_second:.0f} |"
        for c in costs
    ]
    return "\n".join(
        [
            "# Performance", "",
            f"Measured by `make bench` at {commit} with {lessons:,} lessons, SQLite and Whoosh, on "
            f"{os.cpu_count()} cores, Python {platform.python_version()}. CPU is the median of "
            f"{ROUNDS} requests in process; a visitor's page is measured as it is made (then it "
            "is kept). Requests a second: one granian worker, one connection, client on the "
            "same machine; a visitor's page is then served from memory.", "",
            "| page | who | SQL statements | CPU ms | kB gzipped | requests/s |",
            "|---|---|---|---|---|---|", *rows, "",
            *(f"- {name}: {ms:.3f} ms CPU" for name, ms in fast.items()),
            f"- search page, signed in, over {len(QUERIES)} queries in many scripts: median "
            f"{search[0]:.1f} ms, p95 {search[1]:.1f} ms wall time",
            "",
            BARS, "",
        ]
    )  # fmt: skip


if __name__ == "__main__":
    main()
