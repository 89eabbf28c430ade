"""`make digests`: what a digest run costs for people with 50 watched threads each, and how it grows.

On SQLite, or on the PostgreSQL server TEST_DATABASE_URL.
"""

import gc
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, event, func, insert, select
from sqlalchemy.engine import Engine

from app import create_app
from app.accounts.models import Role, User
from app.discussions.models import Post
from app.kernel import clock, db, worker
from app.kernel.db import session
from app.kernel.jobs import Job, record
from app.notifications import Level, Notice, subscribers, tell
from app.notifications.events import DigestsDue
from app.notifications.models import DigestTurn, Subscription
from config import Config
from tests import database
from tests.factories.discussions import board, thread
from tests.factories.people import person, place
from tests.factories.portals import portal

THREADS = 500
WATCHED = 50
SIZES = (250, 500, 1000)


@dataclass
class Cost:
    """What a piece of work cost."""

    seconds: float = 0
    statements: int = 0
    megabytes: float = 0


def main() -> None:
    """Measure each size, and print a table."""
    print("members  told s  stmts  notices  | digests s  stmts  stmts/member  mails  more MB")
    with tempfile.TemporaryDirectory() as folder, database.empty(Path(folder)) as url:
        environ = {"DATABASE_URL": url, "DATA_DIR": folder, "SECRET_KEY": "b" * 40}
        app = create_app(Config.from_env(environ))
        engine = app.extensions["engine"]
        for members in SIZES:
            db.Model.metadata.drop_all(engine)
            db.Model.metadata.create_all(engine)
            with app.app_context():
                print(_measured(members), flush=True)
        engine.dispose()


def _measured(members: int) -> str:
    with db.transaction():
        posts = _posts()
        _people(members)
        session.execute(delete(Job))
    with measured() as telling:
        for thread, post in posts:
            with db.transaction():
                people = subscribers("thread", thread, Level.WATCH)
                tell(people, kind="post", bundle=f"thread:{thread}", subject_id=post, actor_id=0)
    notices = _count(Notice)
    with db.transaction():
        record(DigestsDue())
    with measured() as writing:
        while worker.run_next() and not _is_only_mail():
            pass
    mails = _count(Job)  # what is left waits for the mail server
    return (
        f"{members:7}  {telling.seconds:6.2f}  {telling.statements:5}  {notices:7}  | "
        f"{writing.seconds:9.2f}  {writing.statements:5}  {writing.statements / members:12.2f}"
        f"  {mails:5}  {writing.megabytes:7.1f}"
    )


def _posts() -> list[tuple[int, int]]:
    """Return the ids of threads of an open portal, each with its first post."""
    north = portal("North")
    dana = person("Dana Levi")
    place(dana, north.id, Role.STEWARD)
    science = board(north, dana)
    for number in range(THREADS):
        thread(science, dana, f"Rain {number}", "Cut the bottle. " * 20)
    found = session.execute(select(Post.thread_id, Post.id).order_by(Post.thread_id))
    return [(thread_id, post_id) for thread_id, post_id in found]


def _people(members: int) -> None:
    """Let each member watch 50 threads, spread evenly, with a digest that is due."""
    now = clock.now()
    week = now - timedelta(days=7)
    people = [
        {
            "name": f"Member {n}", "email": f"m{n}@school.example", "languages": ["en"],
            "locale": ("en", "fr", "ar")[n % 3], "created_at": week, "confirmed_at": week,
        }
        for n in range(members)
    ]  # fmt: skip
    ids = list(session.scalars(insert(User).returning(User.id), people))
    session.execute(
        insert(DigestTurn),
        [
            {"user_id": i, "due_at": now - timedelta(minutes=1), "daily_since": week,
             "weekly_since": week}
            for i in ids
        ],
    )  # fmt: skip
    session.execute(
        insert(Subscription),
        [
            {"user_id": user_id, "kind": "thread", "level": Level.WATCH, "created_at": week,
             "target_id": (number * 7 + step * (THREADS // WATCHED)) % THREADS + 1}
            for number, user_id in enumerate(ids)
            for step in range(WATCHED)
        ],
    )  # fmt: skip


def _is_only_mail() -> bool:
    waiting = session.scalars(select(Job.handler).where(Job.dead_at.is_(None)).distinct()).all()
    session.remove()
    return set(waiting) <= {"kernel.mail.deliver"}


def _count(model: Any) -> int:
    found = session.scalar(select(func.count()).select_from(model)) or 0
    session.remove()
    return found


@contextmanager
def measured() -> Iterator[Cost]:
    """Measure time, statements, and what memory is needed beyond that of before."""
    cost = Cost()

    def note(*given: Any) -> None:
        cost.statements += 1

    gc.collect()
    event.listen(Engine, "before_cursor_execute", note)
    before = _megabytes()
    began = time.perf_counter()
    try:
        yield cost
    finally:
        cost.seconds = time.perf_counter() - began
        cost.megabytes = _megabytes() - before
        event.remove(Engine, "before_cursor_execute", note)


def _megabytes() -> float:
    """Return the most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
