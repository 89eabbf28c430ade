"""A page of posts as rows, without texts and files: enough to know which piece of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, exists, select
from sqlalchemy.orm import aliased

from app.accounts.models import Actor, User
from app.accounts.standpoints import once_per_standpoint
from app.discussions.models import Post, PostStatus, Thanks, Thread
from app.discussions.policy import readable_by
from app.kernel.db import session

POSTS = 20
"""On one page of a thread."""


_answered, _replied_to = aliased(Post), aliased(User)


class PostRow(NamedTuple):
    """What a page shows of a post, and what changes whenever something of it does."""

    id: int
    number: int | None
    lock: int
    author_id: int | None
    author: str | None
    status: PostStatus
    created_at: datetime
    edited_at: datetime | None
    answered_number: int | None
    """Of the post that it replies to."""
    answered_thread: int | None
    answered_status: PostStatus | None
    answered_byline: str | None
    answered_name: str | None
    is_thanked: bool

    @property
    def state(self) -> tuple[int, int, datetime]:
        """What changes with every save, as `Post.state`."""
        return self.id, self.lock, self.edited_at or self.created_at


@dataclass(frozen=True, slots=True)
class PostPage:
    """A page of a thread's posts."""

    rows: Sequence[PostRow]
    following: PostRow | None
    """The first post of the next page."""

    @property
    def ids(self) -> list[int]:
        """The ids of its posts."""
        return [row.id for row in self.rows]

    @property
    def last(self) -> int:
        """The number of its last post; 0 when none has one."""
        return max((row.number for row in self.rows if row.number is not None), default=0)

    @property
    def later(self) -> int | None:
        """The number with which the next page begins."""
        if self.following is None:
            return None
        return self.following.number or (self.last + 1 if self.last else None)

    @property
    def thanked(self) -> frozenset[int]:
        """The ids of the posts for which whoever reads has said thanks."""
        return frozenset(row.id for row in self.rows if row.is_thanked)


def page(actor: Actor, thread: Thread, *, first: int, language: str = "") -> PostPage:
    """Return the posts from a number on, withdrawn ones too: their place in the thread stays.

    What is held comes last, for its author and the moderators alone.
    """
    rows = _found(_numbered(actor), thread, first, language)
    if len(rows) <= POSTS:
        rows += _found(_waiting(actor), thread, first, language)
    return PostPage(rows[:POSTS], rows[POSTS] if len(rows) > POSTS else None)


def _found(asked: Select[Any], thread: Thread, first: int, language: str) -> list[PostRow]:
    narrowed = asked.where(Post.language == language) if language else asked
    found = session.execute(narrowed, {"thread": thread.id, "first": first})
    return [PostRow._make(row) for row in found]


@once_per_standpoint
def _numbered(actor: Actor) -> Select[Any]:
    return _rows(actor).where(Post.number >= bindparam("first")).order_by(Post.number)


@once_per_standpoint
def _waiting(actor: Actor) -> Select[Any]:
    """Select what is held: few posts, and only for those whom they wait for."""
    return _rows(actor).where(Post.number.is_(None), readable_by(actor)).order_by(Post.id)


def _rows(actor: Actor) -> Select[Any]:
    columns: list[Any] = [
        Post.id, Post.number, Post.lock, Post.author_id, User.name, Post.status,
        Post.created_at, Post.edited_at,
        _answered.number, _answered.thread_id, _answered.status, _answered.byline, _replied_to.name,
        _is_thanked_by(actor),
    ]  # fmt: skip
    return (
        select(*columns)
        .outerjoin(User, User.id == Post.author_id)
        .outerjoin(_answered, _answered.id == Post.reply_to_id)
        .outerjoin(_replied_to, _replied_to.id == _answered.author_id)
        .where(Post.thread_id == bindparam("thread"))
        .limit(POSTS + 1)
    )


def _is_thanked_by(actor: Actor) -> ColumnElement[bool]:
    return exists().where(Thanks.post_id == Post.id, Thanks.user_id == actor.id)
