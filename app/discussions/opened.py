"""Reading threads whoever asks: for the index, for jobs, and for what stands beside a thread."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from app.accounts.models import Actor
from app.discussions.models import (
    Board,
    BoardReach,
    Post,
    PostStatus,
    Thread,
    ThreadKind,
    ThreadOrigin,
)
from app.discussions.policy import visible_boards, visible_to
from app.discussions.queries import HEAD
from app.kernel.db import session

MOST_UNANSWERED = 500


def open_ids() -> Sequence[int]:
    """Return the ids of all threads that somebody may find."""
    return session.scalars(_open().with_only_columns(Thread.id).order_by(Thread.id)).all()


def open_threads(ids: Iterable[int]) -> Sequence[Thread]:
    """Return those of the threads that somebody may find, whoever asks: for the index."""
    found = _open().where(Thread.id.in_(list(ids))).options(*HEAD)
    threads = session.scalars(found).unique()
    return [one for one in threads if one.lesson is None or one.lesson.is_published]


def found_threads(actor: Actor, ids: Iterable[int]) -> Sequence[Thread]:
    """Return those of the threads that exist for this person and are open."""
    found = _open().where(visible_to(actor), Thread.id.in_(list(ids)))
    return session.scalars(found.options(*HEAD)).unique().all()


def shown_posts(ids: Sequence[int], *, most: int) -> dict[int, list[Post]]:
    """Return the first posts of threads that everyone in them reads, by thread."""
    found = select(Post).where(
        Post.thread_id.in_(ids), Post.status == PostStatus.SHOWN, Post.number <= most
    )
    posts: dict[int, list[Post]] = {}
    for post in session.scalars(found.order_by(Post.thread_id, Post.number)):
        posts.setdefault(post.thread_id, []).append(post)
    return posts


def ids_of_board(board_id: int) -> Sequence[int]:
    """Return the ids of a board's threads."""
    return session.scalars(select(Thread.id).where(Thread.board_id == board_id)).all()


def ids_of_portal(portal_id: int) -> Sequence[int]:
    """Return the ids of a portal's threads."""
    return session.scalars(select(Thread.id).where(Thread.portal_id == portal_id)).all()


def below_lessons(lesson_ids: Iterable[int]) -> Sequence[Thread]:
    """Return the threads below these lessons."""
    found = select(Thread).where(Thread.lesson_id.in_(list(lesson_ids)))
    return session.scalars(found.options(joinedload(Thread.lesson))).all()


def by_id(thread_id: int) -> Thread | None:
    """Return a thread whoever asks: for jobs."""
    return session.get(Thread, thread_id)


def waiting(actor: Actor, portal_id: int, *, beside: int) -> Sequence[Thread]:
    """Return the questions of a portal that have waited longest for a reply."""
    found = _open().where(
        visible_to(actor),
        Thread.portal_id == portal_id,
        Thread.id != beside,
        Thread.kind.in_((ThreadKind.QUESTION, ThreadKind.REQUEST)),
        Thread.posts_count == 1,
        Thread.closed_at.is_(None),
    )
    return session.scalars(found.order_by(Thread.created_at).limit(4)).all()


def _open() -> Select[Thread]:
    return select(Thread).where(
        Thread.is_held.is_(False),
        Thread.withdrawn_at.is_(None),
        Thread.merged_into_id.is_(None),
    )


def by_ids(ids: Iterable[int]) -> Sequence[Post]:
    """Return posts whoever asks, with their threads: for jobs, which then ask the policy."""
    found = select(Post).where(Post.id.in_(list(ids)))
    plan = (joinedload(Post.thread).options(*HEAD), joinedload(Post.author))
    return session.scalars(found.options(*plan)).unique().all()


def imported(portal_id: int, identifier: str) -> Thread | None:
    """Return the thread that was imported under this identifier."""
    found = (
        select(Thread)
        .join(Thread.origin)
        .where(ThreadOrigin.portal_id == portal_id, ThreadOrigin.identifier == identifier)
        .options(contains_eager(Thread.origin), joinedload(Thread.tags))
    )
    return session.scalars(found).unique().one_or_none()


def imported_posts(thread_id: int) -> Sequence[Post]:
    """Return the posts of a thread that its origin had."""
    found = select(Post).where(Post.thread_id == thread_id, Post.key.startswith("origin:"))
    return session.scalars(found).all()


def author_of(post_id: int | None) -> int | None:
    """Return who wrote a post."""
    return session.scalar(select(Post.author_id).where(Post.id == post_id)) if post_id else None


def unanswered(since: datetime, *, before: datetime | None = None) -> Sequence[Thread]:
    """Return open questions of that time to which nobody has replied, the oldest first."""
    found = _open().where(
        Thread.kind.in_((ThreadKind.QUESTION, ThreadKind.REQUEST)),
        Thread.posts_count == 1,
        Thread.closed_at.is_(None),
        Thread.created_at >= since,
    )
    if before is not None:
        found = found.where(Thread.created_at < before)
    ordered = found.order_by(Thread.created_at).limit(MOST_UNANSWERED)
    return session.scalars(ordered.options(*HEAD)).unique().all()


def first_post(thread_id: int) -> Post | None:
    """Return the post that a thread begins with."""
    return session.scalar(select(Post).where(Post.thread_id == thread_id, Post.number == 1))


def found_boards(actor: Actor, ids: Sequence[int]) -> Sequence[Board]:
    """Return those of the boards that exist for this person."""
    found = select(Board).where(visible_boards(actor), Board.id.in_(ids))
    return session.scalars(found.options(joinedload(Board.portal))).all()


def first_replies(portal_id: int, since: datetime) -> Sequence[timedelta]:
    """Return how long questions waited for their first reply, the shortest first.

    On the boards of a portal that everyone who sees it reads: the answer is for all of them.
    """
    read_by_all = select(Board.id).where(
        Board.portal_id == portal_id,
        Board.reach.in_((BoardReach.OPEN, BoardReach.NETWORK)),
    )
    replied = (
        select(func.min(Post.created_at))
        .where(
            Post.thread_id == Thread.id,
            Post.number > 1,
            Post.status == PostStatus.SHOWN,
            or_(Post.author_id.is_(None), Post.author_id != Thread.author_id),
        )
        .correlate(Thread)
        .scalar_subquery()
    )
    found = _open().where(
        Thread.board_id.in_(read_by_all),
        Thread.kind.in_((ThreadKind.QUESTION, ThreadKind.REQUEST)),
        Thread.created_at >= since,
    )
    times = session.execute(found.with_only_columns(Thread.created_at, replied)).all()
    return sorted(reply - asked for asked, reply in times if reply is not None)
