"""What moderators do with threads and posts, each time with a reason that stays on record."""

from collections.abc import Sequence

from app.accounts.models import User
from app.discussions import buffer, policy, queries
from app.discussions.events import PostPublished, PostWithdrawn, ThreadChanged
from app.discussions.models import (
    Board,
    Post,
    PostStatus,
    Thread,
    ThreadChange,
    ThreadDeed,
    ThreadTag,
)
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record


def close(thread: Thread, *, actor: User, reason: str = "") -> None:
    """Let nobody reply any more."""
    require(policy.can_moderate(actor, thread))
    thread.close(clock.now())
    _note(thread, ThreadDeed.CLOSED, actor, reason)


def open_again(thread: Thread, *, actor: User, reason: str = "") -> None:
    """Let people reply again."""
    require(policy.can_moderate(actor, thread))
    thread.open()
    _note(thread, ThreadDeed.OPENED, actor, reason)


def pin(thread: Thread, *, actor: User, reason: str = "") -> None:
    """Put it above the others of its board."""
    require(policy.can_moderate(actor, thread))
    thread.pin(clock.now())
    _note(thread, ThreadDeed.PINNED, actor, reason)


def unpin(thread: Thread, *, actor: User, reason: str = "") -> None:
    """Let it take its turn again."""
    require(policy.can_moderate(actor, thread))
    thread.unpin()
    _note(thread, ThreadDeed.UNPINNED, actor, reason)


def rename(thread: Thread, title: str, language: str, tags: Sequence[str], *, actor: User) -> None:
    """Say better what a thread is about."""
    require(policy.can_rename(actor, thread))
    if title != thread.title:
        _note(thread, ThreadDeed.RENAMED, actor, detail=thread.title)
    thread.title, thread.language = title, language
    kept = {tag.tag: tag for tag in thread.tags}
    thread.tags = [kept.get(tag) or ThreadTag(tag=tag) for tag in tags]


def move(thread: Thread, board: Board, *, actor: User, reason: str = "") -> None:
    """Put a thread on another board of the portal."""
    require(policy.can_moderate(actor, thread))
    if thread.board is None:
        raise Refused(_("What is said about a lesson stays with the lesson."))
    if board.portal_id != thread.portal_id or board.is_archived:
        raise Refused(_("Choose another board of this portal."))
    left = thread.board.name_in(thread.language)
    thread.board = board
    _note(thread, ThreadDeed.MOVED, actor, reason, detail=left)


def merge(thread: Thread, into: Thread, *, actor: User, reason: str = "") -> None:
    """Add a thread's posts to the end of another, which its address leads to from then on."""
    require(policy.can_moderate(actor, thread) and policy.can_moderate(actor, into))
    is_elsewhere = thread.id == into.id or thread.portal_id != into.portal_id
    if is_elsewhere or thread.lesson_id is not None or into.merged_into_id is not None:
        raise Refused(_("Choose another thread of this portal."))
    _carry_over(queries.all_posts(thread), into)
    thread.accepted_number = None
    thread.merged_into_id, thread.posts_count = into.id, 0
    _note(thread, ThreadDeed.MERGED, actor, reason, detail=into.title)
    _note(into, ThreadDeed.MERGED, actor, reason, detail=thread.title)


def split(
    thread: Thread, numbers: Sequence[int], title: str, board: Board, *, actor: User, reason: str
) -> Thread:
    """Make some posts of a thread a thread of their own."""
    require(policy.can_moderate(actor, thread))
    chosen = [post for post in queries.all_posts(thread) if post.number in set(numbers)]
    if not chosen or any(post.number == 1 for post in chosen):
        raise Refused(_("Choose posts to split off; the first stays."))
    if board.portal_id != thread.portal_id or board.is_archived:
        raise Refused(_("Choose another board of this portal."))
    first = chosen[0]
    new = Thread(
        portal_id=thread.portal_id,
        board=board,
        author_id=first.author_id,
        byline=first.byline,
        title=title,
        language=first.language,
        created_at=first.created_at,
        active_at=chosen[-1].created_at,
        posts_count=0,
    )
    session.add(new)
    session.flush()  # the posts need the new thread's id
    rest = [post for post in queries.all_posts(thread) if post not in chosen]
    _carry_over(chosen, new)
    _close_ranks(thread, rest)
    _note(thread, ThreadDeed.SPLIT, actor, reason, detail=title)
    _note(new, ThreadDeed.SPLIT, actor, reason, detail=thread.title)
    return new


def withdraw_post(post: Post, *, actor: User, reason: str = "") -> None:
    """Take a post out of sight; a moderator says why, in words that its author will read."""
    require(policy.can_withdraw(actor, post))
    if post.author_id != actor.id and not reason.strip():
        raise Refused(_("Say why: the author will read it."))
    post.withdraw()
    if post.thread.accepted_number == post.number:
        post.thread.accepted_number = None
    _note(post.thread, ThreadDeed.WITHDRAWN, actor, reason, post=post)
    record(PostWithdrawn(post.id, post.thread_id, actor.id))


def restore_post(post: Post, *, actor: User, reason: str = "") -> None:
    """Let everyone read a withdrawn post again: its author, if they took it back themselves."""
    may_moderate = policy.can_moderate(actor, post.thread)
    require(may_moderate or actor.id == post.author_id)
    taken_back = post.number is not None and queries.withdrawn_by(post) == post.author_id
    if taken_back and actor.id != post.author_id:
        raise Refused(_("Its author took this post back: only they can show it again."))
    if not taken_back and not may_moderate:
        raise Refused(_("Only a moderator can show this post again."))
    _let_in(post)
    _note(post.thread, ThreadDeed.RESTORED, actor, reason, post=post)
    record(PostPublished(post.id, post.thread_id, post.author_id or 0))


def release(post: Post, *, actor: User) -> None:
    """Let everyone read a post that was held, and its thread if that was held with it."""
    require(policy.can_moderate(actor, post.thread))
    if post.status != PostStatus.HELD:
        raise Refused(_("This post does not wait for anybody."))
    _let_in(post)
    _note(post.thread, ThreadDeed.RELEASED, actor, post=post)
    record(PostPublished(post.id, post.thread_id, post.author_id or 0))


def withdraw_thread(thread: Thread, *, actor: User, reason: str = "") -> None:
    """Take a whole thread out of sight."""
    require(policy.can_moderate(actor, thread))
    if not reason.strip():
        raise Refused(_("Say why: the author will read it."))
    thread.withdrawn_at = clock.now()
    _note(thread, ThreadDeed.WITHDRAWN, actor, reason)


def restore_thread(thread: Thread, *, actor: User, reason: str = "") -> None:
    """Let everyone see a withdrawn thread again."""
    require(policy.can_moderate(actor, thread))
    if thread.merged_into_id is not None:
        raise Refused(_("Its posts are part of another thread now."))
    thread.withdrawn_at = None
    _note(thread, ThreadDeed.RESTORED, actor, reason)


def _let_in(post: Post) -> None:
    """Let everyone read a post; one that was held takes its place only now, its thread with it."""
    post.show()
    if post.number is None:
        post.number = post.thread.next_number(clock.now())
        post.thread.is_held = False


def _carry_over(posts: Sequence[Post], into: Thread) -> None:
    """Give posts the next numbers of another thread; what is held has none there either."""
    active = max([into.active_at, *(post.created_at for post in posts)])
    for post in posts:
        post.number = None if post.number is None else into.next_number(active)
        post.thread = into


def _close_ranks(thread: Thread, rest: Sequence[Post]) -> None:
    """Number what is left from 1 again, so that what is new can be counted."""
    numbered = [post for post in rest if post.number is not None]
    answer = next((post for post in numbered if post.number == thread.accepted_number), None)
    for number, post in enumerate(numbered, 1):
        post.number = number
        session.flush()  # one after the other: two posts never share a number
    thread.posts_count = len(numbered)
    thread.accepted_number = answer.number if answer else None
    buffer.cut_marks(thread.id, len(numbered))


def _note(
    thread: Thread,
    deed: ThreadDeed,
    actor: User,
    reason: str = "",
    *,
    detail: str = "",
    post: Post | None = None,
) -> None:
    session.add(
        ThreadChange(
            thread_id=thread.id,
            post_id=post.id if post else None,
            deed=deed,
            reason=reason.strip(),
            detail=detail,
            by_id=actor.id,
            at=clock.now(),
        )
    )
    record(ThreadChanged(thread.id, actor.id))
