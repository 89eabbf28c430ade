"""Where posts stand in a thread: by number, a page at a time."""

from sqlalchemy import BindParameter, Select, func, or_, select

from app.accounts.models import Actor
from app.discussions.models import Post, PostStatus, Thread
from app.discussions.pages import POSTS
from app.discussions.policy import readable_by
from app.kernel.db import session


def place_of(post: Post) -> int:
    """Return the number with which the page of a post begins."""
    if post.number is None:
        return last_page(post.thread)
    before = select(func.count()).where(Post.thread_id == post.thread_id, Post.number < post.number)
    return _number_at(post.thread_id, (session.scalar(before) or 0) // POSTS * POSTS)


def numbered(actor: Actor, thread: Thread, number: int) -> Post | None:
    """Return the post of a thread that has this number."""
    return session.scalar(
        select(Post)
        .where(Post.thread_id == thread.id)
        .where(Post.number == number, readable_by(actor))
    )


def has_news(thread: Thread, *, after: int, for_whom: int) -> bool:
    """Return whether anybody else has posted since a number."""
    others = or_(Post.author_id.is_(None), Post.author_id != for_whom)
    news = (
        select(Post)
        .where(Post.thread_id == thread.id)
        .where(Post.number > after, Post.status == PostStatus.SHOWN, others)
    )
    return session.scalar(select(news.exists())) or False


def before(thread_id: int | BindParameter[int], number: int | BindParameter[int]) -> Select[int]:
    """Select the number with which the page before this number begins."""
    earlier = select(Post.number).where(Post.thread_id == thread_id, Post.number < number)
    page = earlier.order_by(Post.number.desc()).limit(POSTS).subquery()
    return select(func.min(page.c.number))


def last_page(thread: Thread) -> int:
    """Return the number with which the last page begins."""
    return session.scalar(before(thread.id, thread.posts_count + 1)) or 1


def _posts_of(thread: Thread) -> Select[Post]:
    return select(Post).where(Post.thread_id == thread.id)


def _number_at(thread_id: int, offset: int) -> int:
    found = select(Post.number).where(Post.thread_id == thread_id).order_by(Post.number)
    return session.scalar(found.offset(offset).limit(1)) or 1
