"""Threads as rows of a list: what a row shows is also the name under which its piece is kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, select

from app.accounts.models import Actor, User
from app.discussions.models import Board, ReadMark, Thread, ThreadKind, ThreadTag
from app.kernel.i18n import ago, current


class Row(NamedTuple):
    """A thread in a list, and how far this person has read in it."""

    id: int
    lock: int
    board_id: int
    author_id: int | None
    byline: str
    author: str | None
    kind: ThreadKind
    title: str
    language: str
    is_held: bool
    withdrawn_at: datetime | None
    closed_at: datetime | None
    pinned_at: datetime | None
    active_at: datetime
    posts_count: int
    accepted_number: int | None
    words: str | None
    """Its tags, a line each."""
    read: int | None
    """The number of the last post they saw; None when they never looked."""
    when: str = ""
    """How long ago it was written in last."""
    slug: str = ""
    """Of the portal whose board it stands on."""
    board_name: str = ""
    """The name of the board."""

    @property
    def unread(self) -> int:
        """How many posts came since they looked last; a thread never opened has no count."""
        return 0 if self.read is None else max(self.posts_count - self.read, 0)

    @property
    def author_name(self) -> str:
        """The name of whoever began it."""
        return self.author or self.byline

    @property
    def tags(self) -> list[str]:
        """The words that it is filed under."""
        return sorted(self.words.split("\n")) if self.words else []

    @property
    def replies_count(self) -> int:
        """How many posts followed the first."""
        return max(self.posts_count - 1, 0)

    @property
    def is_answered(self) -> bool:
        """Whether one of its posts is the answer."""
        return Thread.answers(self.kind) and self.accepted_number is not None


def select_rows(threads: Select[Any], actor: Actor) -> Select[Any]:
    """Select the rows of threads, with the reader's own marks."""
    tags = (
        select(func.aggregate_strings(ThreadTag.tag, "\n"))
        .where(ThreadTag.thread_id == Thread.id)
        .scalar_subquery()
    )
    mine = and_(ReadMark.thread_id == Thread.id, ReadMark.user_id == actor.id)
    columns: list[Any] = [
        Thread.id, Thread.lock, Thread.board_id, Thread.author_id, Thread.byline, User.name,
        Thread.kind, Thread.title, Thread.language, Thread.is_held, Thread.withdrawn_at,
        Thread.closed_at, Thread.pinned_at, Thread.active_at, Thread.posts_count,
        Thread.accepted_number, tags, ReadMark.number,
    ]  # fmt: skip
    joined = threads.outerjoin(User, User.id == Thread.author_id).outerjoin(ReadMark, mine)
    return joined.with_only_columns(*columns)


def dressed(
    found: Sequence[Any], boards: Mapping[int, Board], read: Mapping[int, int]
) -> list[Row]:
    """Return rows with what is not in the database, or not yet: words, and what was just read."""
    locale = current().tag
    rows = [Row._make((*one, ago(one.active_at), "", "")) for one in found]
    return [
        row._replace(
            read=read.get(row.id, row.read),
            slug=boards[row.board_id].portal.slug,
            board_name=boards[row.board_id].name_in(locale),
        )
        for row in rows
    ]
