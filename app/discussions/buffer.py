"""What reading leaves behind: who has read how far, and how often a thread was looked at.

A request that reads writes nothing. What it leaves is gathered in the process and written
together a little later, in one short transaction, by a thread of its own. A crash takes away a
few seconds of reading.
"""

import atexit
import logging
import threading
from collections import Counter
from collections.abc import Iterable

from sqlalchemy import case, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from app import notifications
from app.accounts import queries as accounts
from app.discussions.models import ReadMark, Thread, ThreadViews
from app.kernel import clock, db

log = logging.getLogger(__name__)

WRITE_EVERY = 5.0
"""Seconds."""

Marks = dict[tuple[int, int], int]
"""Numbers of posts, by person and thread."""


class Buffer:
    """What has been read in this process and is not written yet."""

    def __init__(self) -> None:
        self.marks: Marks = {}
        self.views: Counter[int] = Counter()
        self.lock = threading.Lock()

    def saw(self, user_id: int, thread_id: int, number: int) -> None:
        """Remember that somebody looked at a thread, and the last post they saw."""
        with self.lock:
            self.views[thread_id] += 1
            if user_id:
                before = self.marks.get((user_id, thread_id), 0)
                self.marks[user_id, thread_id] = max(before, number)

    def read_by(self, user_id: int, thread_ids: Iterable[int]) -> dict[int, int]:
        """Return how far the person has read, by thread, as far as it is not written yet."""
        with self.lock:
            found = {one: self.marks.get((user_id, one)) for one in thread_ids}
        return {thread_id: number for thread_id, number in found.items() if number is not None}

    def write(self) -> None:
        """Write down what was gathered; what cannot be written is gathered again."""
        with self.lock:
            marks, views = self.marks, self.views
            self.marks, self.views = {}, Counter()
        if not views:
            return
        try:
            with db.transaction():
                _write(marks, views)
                _read_notices(marks)
        except IntegrityError:
            log.warning("somebody or something that was read has just gone", exc_info=True)
        except SQLAlchemyError:
            log.warning("what was read could not be written", exc_info=True)
            for (user_id, thread_id), number in marks.items():
                self.saw(user_id, thread_id, number)


def cut_marks(thread_id: int, last: int) -> None:
    """Let nobody have read further than a thread goes, after posts left it."""
    further = (ReadMark.thread_id == thread_id, ReadMark.number > last)
    db.session.execute(update(ReadMark).where(*further).values(number=last))


gathered = Buffer()
"""Of this process."""


def _write_now_and_then() -> None:
    pause = threading.Event()
    while not pause.wait(WRITE_EVERY):
        gathered.write()


def begin() -> None:
    """Let a thread of its own write what is gathered, as long as the process lives."""
    atexit.register(gathered.write)
    threading.Thread(target=_write_now_and_then, daemon=True).start()


def _read_notices(marks: Marks) -> None:
    """Take note that people have seen what their notices tell of."""
    for user_id, thread_id in marks:
        if person := accounts.by_id(user_id):
            notifications.read_bundle(f"thread:{thread_id}", actor=person)


def _write(marks: Marks, views: Counter[int]) -> None:
    found = select(Thread.id, Thread.posts_count).where(Thread.id.in_(list(views)))
    there = dict(db.session.execute(found).all())
    at = clock.now()
    read = [
        {
            "user_id": user_id,
            "thread_id": thread_id,
            "number": min(number, there[thread_id]),
            "at": at,
        }
        for (user_id, thread_id), number in sorted(marks.items())  # or two processes wait
        if thread_id in there
    ]
    looked = [
        {"thread_id": one, "count": count} for one, count in sorted(views.items()) if one in there
    ]
    if read:
        upsert = db.insert(ReadMark).values(read)
        new = upsert.excluded
        further = case((new.number > ReadMark.number, new.number), else_=ReadMark.number)
        db.session.execute(
            upsert.on_conflict_do_update(
                index_elements=["user_id", "thread_id"], set_={"number": further, "at": new.at}
            )
        )
    if looked:
        count = db.insert(ThreadViews).values(looked)
        more = {"count": ThreadViews.count + count.excluded.count}
        db.session.execute(count.on_conflict_do_update(index_elements=["thread_id"], set_=more))
