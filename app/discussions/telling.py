"""Who hears of a post: those it answers, those it names, those who watch."""

from collections.abc import Iterable

from app import notifications
from app.accounts import queries as accounts
from app.discussions import notices, opened, policy
from app.discussions.events import (
    AnswerAccepted,
    PostPublished,
    PostThanked,
    PostWithdrawn,
    ThreadChanged,
)
from app.discussions.models import Post
from app.discussions.texts import people_named
from app.kernel.jobs import Turn, subscribe
from app.notifications import Level


@subscribe(PostPublished, turn=Turn.LATE)
def tell_of_post(event: PostPublished) -> None:
    """Tell each person once, for the nearest reason they have."""
    for post in opened.by_ids([event.post_id]):
        if not post.is_visible or post.author_id is None:
            continue
        told: set[int] = set()
        for kind, people in _concerned(post):
            seeing = [one for one in _seeing(post, set(people) - told) if one != post.author_id]
            _tell(seeing, kind, post, post.author_id)
            told.update(seeing)
        following = _seeing(post, _subscribed(post, Level.FOLLOW) - told - {post.author_id})
        _tell(following, notices.POST, post, post.author_id, at_once=False)


@subscribe(PostThanked, turn=Turn.LATE)
def tell_of_thanks(event: PostThanked) -> None:
    """Tell the author of a post that somebody said thanks."""
    _tell_author(event, notices.THANKS)


@subscribe(AnswerAccepted, turn=Turn.LATE)
def tell_of_acceptance(event: AnswerAccepted) -> None:
    """Tell the author of a reply that it was chosen as the answer."""
    _tell_author(event, notices.ACCEPTED)


@subscribe(PostWithdrawn)
def take_post_back(event: PostWithdrawn) -> None:
    """Count a post in no notice any more, unless it was shown again meanwhile."""
    for post in opened.by_ids([event.post_id]):
        if not post.is_visible:
            notifications.take_back(post.id, kinds=notices.NAMES)


@subscribe(ThreadChanged, turn=Turn.LATE)
def hush_withdrawn(event: ThreadChanged) -> None:
    """Let nobody be called to a thread that is withdrawn."""
    thread = opened.by_id(event.thread_id)
    if thread is not None and thread.withdrawn_at is not None:
        notifications.hush(notices.bundle(thread.id))


def _concerned(post: Post) -> list[tuple[str, Iterable[int]]]:
    """Return whom a post concerns, nearest first."""
    thread = post.thread
    begun_by = thread.lesson.author_id if thread.lesson is not None else thread.author_id
    answered = [opened.author_of(post.reply_to_id), begun_by]
    return [
        (notices.MENTION, people_named(post.text)),
        (notices.REPLY, [one for one in answered if one is not None]),
        (notices.POST, _subscribed(post, Level.WATCH)),
    ]


def _subscribed(post: Post, level: Level) -> set[int]:
    """Return who has subscribed to what the post belongs to, at this level."""
    thread = post.thread
    targets = [("thread", thread.id)]
    if thread.board_id is not None and post.number == 1:
        targets.append(("board", thread.board_id))
    if thread.lesson_id is not None:
        targets.append(("lesson", thread.lesson_id))
    return {one for target in targets for one in notifications.subscribers(*target, level)}


def _seeing(post: Post, ids: Iterable[int]) -> list[int]:
    found = accounts.many_with_places(ids)
    return [person.id for person in found if policy.can_read(person, post)]


def _tell_author(event: PostThanked | AnswerAccepted, kind: str) -> None:
    for post in opened.by_ids([event.post_id]):
        if post.author_id is not None:
            _tell(_seeing(post, [post.author_id]), kind, post, event.actor_id)


def _tell(
    people: Iterable[int], kind: str, post: Post, actor_id: int, *, at_once: bool = True
) -> None:
    notifications.tell(
        people,
        kind=kind,
        bundle=notices.bundle(post.thread_id),
        subject_id=post.id,
        actor_id=actor_id,
        at_once=at_once,
    )
