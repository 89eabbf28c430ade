"""What a person has to do with a thread: their subscription, their draft, their thanks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Integer, Select, bindparam, func, select

from app import notifications
from app.accounts.models import Actor
from app.accounts.standpoints import once_per_standpoint
from app.discussions import numbers
from app.discussions.models import Draft, Post, PostStatus, Thread, ThreadViews
from app.kernel.db import session


@dataclass(frozen=True, slots=True)
class Reader:
    """What a person has to do with a thread."""

    level: notifications.Level | None = None
    draft: Mapping[str, str] = field(default_factory=dict)
    views: int = 0
    """How often anybody has looked at it."""
    earlier: int | None = None
    """The number with which the page before begins."""


def of(actor: Actor, thread: Thread, *, first: int) -> Reader:
    """Return what stands around a page of a thread that begins with a number."""
    at = {"thread": thread.id, "place": f"thread:{thread.id}", "first": first}
    subscribed, kept, views, earlier = session.execute(_asked(actor), at).one()
    return Reader(subscribed, kept or {}, views or 0, earlier)


@once_per_standpoint
def _asked(actor: Actor) -> Select[Any]:
    thread = bindparam("thread", type_=Integer)
    level = notifications.level_select(actor.id, "thread", thread)
    begun = select(Draft.kept).where(Draft.user_id == actor.id, Draft.place == bindparam("place"))
    seen = select(ThreadViews.count).where(ThreadViews.thread_id == thread)
    before = numbers.before(thread, bindparam("first", type_=Integer))
    asked: list[Select[Any]] = [level, begun, seen, before]
    return select(*(one.scalar_subquery() for one in asked))


def languages_in(thread: Thread) -> Sequence[tuple[str, int]]:
    """Count the posts of a thread by language, most first."""
    found = select(Post.language, func.count()).where(
        Post.thread_id == thread.id, Post.status == PostStatus.SHOWN
    )
    return session.execute(found.group_by(Post.language).order_by(func.count().desc())).all()


def draft(user_id: int, place: str) -> Draft | None:
    """Return what somebody has begun to write at a place."""
    return session.get(Draft, (user_id, place))
