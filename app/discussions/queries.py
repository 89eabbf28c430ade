"""Reading boards, threads and posts: how they are selected and loaded."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.accounts.models import Actor, User
from app.accounts.standpoints import once_per_standpoint
from app.discussions import pages
from app.discussions.models import (
    Attachment,
    Board,
    BoardReach,
    Post,
    PostRevision,
    PostStatus,
    Thread,
    ThreadChange,
    ThreadDeed,
)
from app.discussions.pages import PostPage
from app.discussions.policy import readable_by, visible_boards, visible_to
from app.kernel import files
from app.kernel.db import session
from app.kernel.files import StoredFile
from app.kernel.markup import RichText
from app.lessons.models import Lesson
from app.lessons.policy import visible_to as visible_lessons

PLACE = (
    joinedload(Thread.portal),
    joinedload(Thread.board),
    joinedload(Thread.lesson).joinedload(Lesson.chosen_portals),
)
"""Where a thread stands: what `can_view` looks at."""

HEAD = (*PLACE, joinedload(Thread.author).load_only(User.name), joinedload(Thread.tags))

SAID = (
    joinedload(Post.author).load_only(User.name, User.headline),
    joinedload(Post.reply_to).load_only(Post.thread_id, Post.number, Post.byline, Post.status),
    joinedload(Post.reply_to).joinedload(Post.author).load_only(User.name),
    selectinload(Post.attachments).joinedload(Attachment.file),
)
"""What a page shows of a post."""


def boards(actor: Actor, portal_id: int) -> Sequence[Board]:
    """Return a portal's boards, then those that the network shares, as far as one sees them."""
    return session.scalars(_boards(actor), {"portal_id": portal_id}).all()


@once_per_standpoint
def _boards(actor: Actor) -> Select[Board]:
    own = Board.portal_id == bindparam("portal_id")
    found = select(Board).where(visible_boards(actor), own | (Board.reach == BoardReach.NETWORK))
    return found.order_by(own.desc(), Board.position, Board.id).options(joinedload(Board.portal))


def own_boards(actor: Actor, portal_id: int) -> Sequence[Board]:
    """Return a portal's own boards that exist for this person; those of circles are not its."""
    found = boards(actor, portal_id)
    return [one for one in found if one.portal_id == portal_id and not one.is_circle]


def board(actor: Actor, portal_id: int, board_id: int) -> Board | None:
    """Return a board of the portal: the one door to it."""
    found = select(Board).where(
        visible_boards(actor), Board.portal_id == portal_id, Board.id == board_id
    )
    return session.scalar(found.options(joinedload(Board.portal)))


def visible(actor: Actor) -> Select[Thread]:
    """Select the threads that exist for this person."""
    return select(Thread).where(visible_to(actor))


def get(actor: Actor, portal_id: int, thread_id: int) -> Thread | None:
    """Return a thread of the portal: the one door through which a view reaches it."""
    at = {"thread_id": thread_id, "portal_id": portal_id}
    return session.scalars(_at(actor), at).unique().one_or_none()


def find(actor: Actor, thread_id: int) -> Thread | None:
    """Return a thread by its id alone: the door of the API."""
    return _one(visible(actor).where(Thread.id == thread_id))


def of_lesson(actor: Actor, lesson_id: int) -> Thread | None:
    """Return the thread below a lesson, None while nobody has said anything."""
    return _one(visible(actor).where(Thread.lesson_id == lesson_id))


def below(lesson: Lesson) -> Thread | None:
    """Return the thread below a lesson, be it hidden: there is one at most."""
    return _one(select(Thread).where(Thread.lesson_id == lesson.id))


def posts(actor: Actor, thread: Thread, *, first: int) -> Sequence[Post]:
    """Return a page of posts from a number on, as `pages.page` says of their rows."""
    return with_texts(pages.page(actor, thread, first=first))


def with_texts(page: PostPage) -> Sequence[Post]:
    """Return the posts of a page with all that it shows of them."""
    found = select(Post).where(Post.id.in_(page.ids)).options(*SAID)
    posts = {post.id: post for post in session.scalars(found)}
    return [posts[one] for one in page.ids]


def texts(ids: Iterable[int]) -> dict[int, RichText]:
    """Return what posts say, for who has been shown them already."""
    found = select(Post.id, Post.text).where(Post.id.in_(list(ids)))
    return dict(session.execute(found).all())


def post(actor: Actor, portal_id: int, post_id: int) -> Post | None:
    """Return a post of the portal that this person may read: the one door to it."""
    return find_post(actor, post_id, Thread.portal_id == portal_id)


def find_post(actor: Actor, post_id: int, *narrower: ColumnElement[bool]) -> Post | None:
    """Return a post by its id alone."""
    found = (
        select(Post)
        .join(Post.thread)
        .where(Post.id == post_id, visible_to(actor), readable_by(actor), *narrower)
        .options(contains_eager(Post.thread).options(*HEAD), *SAID)
    )
    return session.scalars(found).unique().one_or_none()


def sent_before(author_id: int, key: str) -> Post | None:
    """Return the post that the same form has made already."""
    found = select(Post).where(Post.author_id == author_id, Post.key == key)
    plan = joinedload(Post.thread).options(*HEAD)
    return session.scalars(found.options(plan)).unique().one_or_none()


def revisions(post: Post) -> Sequence[PostRevision]:
    """Return a post's earlier texts, the latest first."""
    found = select(PostRevision).where(PostRevision.post_id == post.id)
    return session.scalars(found.order_by(PostRevision.number.desc())).all()


def changes(thread_id: int) -> Sequence[ThreadChange]:
    """Return what was done to a thread, the latest first."""
    found = select(ThreadChange).where(ThreadChange.thread_id == thread_id)
    return session.scalars(
        found.order_by(ThreadChange.id.desc()).options(joinedload(ThreadChange.by))
    ).all()


def withdrawn_by(post: Post) -> int | None:
    """Return who withdrew a post last."""
    found = select(ThreadChange.by_id).where(
        ThreadChange.post_id == post.id, ThreadChange.deed == ThreadDeed.WITHDRAWN
    )
    return session.scalar(found.order_by(ThreadChange.id.desc()).limit(1))


def lesson(actor: Actor, portal_id: int, lesson_id: int) -> Lesson | None:
    """Return a lesson that somebody wants to talk about."""
    found = select(Lesson).where(
        visible_lessons(actor), Lesson.id == lesson_id, Lesson.portal_id == portal_id
    )
    plan = (joinedload(Lesson.portal), selectinload(Lesson.chosen_portals))
    return session.scalar(found.options(*plan))


@files.reader
def readable_file(actor: Actor, file_id: int) -> StoredFile | None:
    """Return a file that came with a post which this person may read."""
    found = (
        select(StoredFile)
        .join(Attachment, Attachment.file_id == StoredFile.id)
        .join(Post, Post.id == Attachment.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .where(StoredFile.id == file_id, visible_to(actor), readable_by(actor))
    )
    return session.scalars(found.limit(1)).first()


@once_per_standpoint
def _at(actor: Actor) -> Select[Thread]:
    at = (Thread.id == bindparam("thread_id"), Thread.portal_id == bindparam("portal_id"))
    return visible(actor).where(*at).options(*HEAD)


def _one(found: Select[Thread]) -> Thread | None:
    return session.scalars(found.options(*HEAD)).unique().one_or_none()


def _posts_of(thread: Thread) -> Select[Post]:
    return select(Post).where(Post.thread_id == thread.id)


def hold(thread: Thread) -> None:
    """Look at a thread again, and hold it until the transaction ends: posts get numbers in turn.

    On SQLite whoever writes holds everything already.
    """
    session.refresh(thread, _CHANGING, with_for_update=True)


def hold_author(author: User) -> None:
    """Let nobody else write in this person's name until the transaction ends."""
    session.execute(select(User.id).where(User.id == author.id).with_for_update())


def hold_lesson(lesson: Lesson) -> None:
    """Let nobody else begin the thread below a lesson until the transaction ends."""
    session.execute(select(Lesson.id).where(Lesson.id == lesson.id).with_for_update())


_CHANGING = ("lock", "posts_count", "active_at", "closed_at", "withdrawn_at", "accepted_number")


def all_posts(thread: Thread) -> Sequence[Post]:
    """Return every post of a thread, for moderators."""
    ordered = _posts_of(thread).order_by(Post.number.is_(None), Post.number, Post.id)
    return session.scalars(ordered.options(*SAID)).all()


def last_posts(thread: Thread) -> Sequence[Post]:
    """Return the last posts of a thread that have a number, for moderators to choose from."""
    found = _posts_of(thread).where(Post.number.is_not(None)).order_by(Post.number.desc())
    author = joinedload(Post.author).load_only(User.name)
    return session.scalars(found.limit(MOST_CHOICES).options(author)).all()[::-1]


MOST_CHOICES = 200
"""Posts that a moderator chooses from at once."""


def tags(thread: Thread) -> Sequence[str]:
    """Return the words that a thread is filed under; its record has them loaded then."""
    found = select(Thread).where(Thread.id == thread.id).options(selectinload(Thread.tags))
    return [tag.tag for tag in session.scalars(found).one().tags]


def firsts(ids: Iterable[int]) -> dict[int, Post]:
    """Return the first posts of threads that everyone in them reads, by thread."""
    found = select(Post).where(
        Post.thread_id.in_(list(ids)), Post.number == 1, Post.status == PostStatus.SHOWN
    )
    return {post.thread_id: post for post in session.scalars(found)}


def shown(thread: Thread) -> Sequence[Post]:
    """Return the posts of a thread that everyone in it reads."""
    return session.scalars(_posts_of(thread).where(Post.status == PostStatus.SHOWN)).all()


def latest_about(actor: Actor, lesson_id: int, *, most: int) -> Sequence[Post]:
    """Return the last posts below a lesson, the oldest of them first."""
    found = (
        select(Post)
        .join(Post.thread)
        .where(Thread.lesson_id == lesson_id, visible_to(actor), Post.status == PostStatus.SHOWN)
        .options(contains_eager(Post.thread), joinedload(Post.author).load_only(User.name))
        .order_by(Post.number.desc())
    )
    return session.scalars(found.limit(most)).all()[::-1]
