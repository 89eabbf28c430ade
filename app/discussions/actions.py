"""What people do in discussions: begin a thread, reply, edit, thank, mark the answer, vote."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select

from app.accounts.models import User
from app.discussions import policy, polls, queries
from app.discussions.events import AnswerAccepted, PostPublished, PostRevised, PostThanked
from app.discussions.models import (
    Attachment,
    Board,
    Draft,
    Poll,
    PollOption,
    PollVote,
    Post,
    PostRevision,
    PostStatus,
    Thanks,
    Thread,
    ThreadKind,
    ThreadTag,
)
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record
from app.kernel.markup import RichText
from app.lessons.models import Lesson

MOST_DRAFTS = 50
"""Of one person: the oldest make room."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wants to post."""

    text: RichText
    language: str
    files: Sequence[tuple[int, str]] = ()
    """Ids of stored files, each with the words for those who cannot see it."""
    key: str | None = None
    """The same for each sending of one form."""
    reply_to_id: int | None = None
    is_held: bool = False
    """It waits for a moderator first."""

    def held(self) -> "Said":
        """Return it as something that waits for a moderator."""
        return replace(self, is_held=True)


@dataclass(frozen=True, slots=True)
class Opening:
    """What somebody wants to talk about."""

    title: str
    kind: ThreadKind = ThreadKind.DISCUSSION
    tags: Sequence[str] = ()
    subject: str | None = None
    options: Sequence[str] = ()
    is_multiple: bool = False
    closes_at: datetime | None = field(default=None)


def start(board: Board, opening: Opening, said: Said, *, actor: User) -> Post:
    """Begin a thread on a board; return its first post, the earlier one of a form sent twice."""
    require(policy.can_start(actor, board))
    if opening.kind == ThreadKind.ANNOUNCEMENT:
        require(actor.moderates(board.portal_id))
    if before := _sent_before(said, actor):
        return before
    thread = _thread(board.portal_id, opening.title, said, actor)
    thread.board, thread.kind, thread.subject = board, opening.kind, opening.subject
    thread.tags = [ThreadTag(tag=tag) for tag in opening.tags]
    session.add(thread)
    session.flush()  # the poll and the post need the thread's id
    if opening.kind == ThreadKind.POLL:
        session.add(_poll(thread, opening))
    return _post(thread, said, actor)


def talk_about(lesson: Lesson, said: Said, *, actor: User) -> Post:
    """Say something below a lesson; the first to do so begins its thread."""
    require(policy.can_talk_about(actor, lesson))
    if before := _sent_before(said, actor):
        return before
    queries.hold_lesson(lesson)
    thread = queries.below(lesson) or _thread_below(lesson, said, actor)
    if thread.is_closed:
        raise Refused(_("This thread is closed: nobody replies any more."))
    if thread.is_held and not said.is_held:
        thread.is_held, thread.author_id = False, actor.id
    return _post(thread, said, actor)


def reply(thread: Thread, said: Said, *, actor: User) -> Post:
    """Answer in a thread; return the earlier post of a form sent twice."""
    if before := _sent_before(said, actor):
        return before
    queries.hold(thread)
    if thread.is_closed:
        raise Refused(_("This thread is closed: nobody replies any more."))
    require(policy.can_reply(actor, thread))
    return _post(thread, said, actor)


def edit(post: Post, text: RichText, language: str, *, actor: User) -> None:
    """Give a post another text; the earlier one stays readable."""
    require(policy.can_edit(actor, post))
    if text.source == post.text.source and language == post.language:
        return
    if post.status != PostStatus.HELD:  # nobody has read what a held one said before
        keep_revision(post)
    post.say(text, language, at=clock.now())
    if post.is_visible:
        record(PostRevised(post.id, post.thread_id, actor.id))


def keep_revision(post: Post) -> None:
    """Keep a post's text as it is now."""
    session.add(
        PostRevision(
            post_id=post.id,
            number=post.revision_number,
            language=post.language,
            text=post.text,
            at=post.edited_at or post.created_at,
        )
    )


def thank(post: Post, *, actor: User) -> None:
    """Say thanks for a post; a second time changes nothing."""
    require(policy.can_thank(actor, post))
    _hold(post)
    if session.get(Thanks, (post.id, actor.id)) is None:
        session.add(Thanks(post_id=post.id, user_id=actor.id, at=clock.now()))
        record(PostThanked(post.id, post.thread_id, actor.id))
        _count_thanks(post)


def take_thanks_back(post: Post, *, actor: User) -> None:
    """Take one's thanks back."""
    _hold(post)
    mine = delete(Thanks).where(Thanks.post_id == post.id, Thanks.user_id == actor.id)
    session.execute(mine)
    _count_thanks(post)


def accept(post: Post, *, actor: User) -> None:
    """Mark a reply as the answer to its thread's question."""
    require(policy.can_accept(actor, post.thread))
    post.thread.accept(post)
    record(AnswerAccepted(post.id, post.thread_id, actor.id))


def take_acceptance_back(thread: Thread, *, actor: User) -> None:
    """Let a question be open again."""
    require(policy.can_accept(actor, thread))
    thread.reopen_question()


def vote(thread: Thread, option_ids: Sequence[int], *, actor: User) -> None:
    """Choose in a thread's poll; an earlier choice is replaced."""
    require(policy.can_reply(actor, thread))
    poll = polls.of(thread)
    if poll is None or poll.is_over(clock.now()):
        raise Refused(_("This poll is over."))
    queries.hold_author(actor)
    known = {option.id for option in poll.options}
    chosen = [one for one in dict.fromkeys(option_ids) if one in known]
    if not chosen or (len(chosen) > 1 and not poll.is_multiple):
        raise Refused(_("Choose one of the answers."))
    mine = delete(PollVote).where(PollVote.user_id == actor.id, PollVote.option_id.in_(known))
    session.execute(mine)
    at = clock.now()
    session.add_all(PollVote(option_id=one, user_id=actor.id, at=at) for one in chosen)


def keep_draft(place: str, kept: dict[str, str], *, actor: User) -> None:
    """Keep what somebody has begun to write; an empty text is forgotten."""
    if any(value.strip() for value in kept.values()):
        session.merge(Draft(user_id=actor.id, place=place, kept=kept, at=clock.now()))
        session.flush()  # the new one is among those that are kept
        session.execute(delete(Draft).where(Draft.user_id == actor.id, ~_is_lately(actor)))
    else:
        forget_draft(place, actor=actor)


def forget_draft(place: str, *, actor: User) -> None:
    """Forget a draft: it was posted, or given up."""
    session.execute(delete(Draft).where(Draft.user_id == actor.id, Draft.place == place))


def _is_lately(actor: User) -> ColumnElement[bool]:
    """Say whether a draft is one of the last that a person has begun."""
    mine = select(Draft.place).where(Draft.user_id == actor.id)
    last = mine.order_by(Draft.at.desc(), Draft.place).limit(MOST_DRAFTS).subquery()
    return Draft.place.in_(select(last.c.place))


def _sent_before(said: Said, actor: User) -> Post | None:
    """Return what the same form has made; two that come at once wait for each other."""
    if said.key is None:
        return None
    queries.hold_author(actor)
    return queries.sent_before(actor.id, said.key)


def _thread_below(lesson: Lesson, said: Said, actor: User) -> Thread:
    thread = _thread(lesson.portal_id, lesson.title, said, actor)
    thread.lesson, thread.language = lesson, lesson.language
    session.add(thread)
    session.flush()  # the post needs the thread's id
    return thread


def _thread(portal_id: int, title: str, said: Said, actor: User) -> Thread:
    at = clock.now()
    return Thread(
        portal_id=portal_id,
        author=actor,
        title=title,
        language=said.language,
        is_held=said.is_held,
        created_at=at,
        active_at=at,
        posts_count=0,
    )


def _post(thread: Thread, said: Said, actor: User) -> Post:
    at = clock.now()
    post = Post(
        thread=thread,
        number=None if said.is_held else thread.next_number(at),
        author=actor,
        reply_to_id=said.reply_to_id,
        status=PostStatus.HELD if said.is_held else PostStatus.SHOWN,
        language=said.language,
        text=said.text,
        created_at=at,
        key=said.key,
        attachments=[
            Attachment(position=n, file_id=file_id, alt=alt)
            for n, (file_id, alt) in enumerate(said.files)
        ],
    )
    session.add(post)
    session.flush()  # the event needs the post's id
    if not said.is_held:
        record(PostPublished(post.id, thread.id, actor.id))
    return post


def _poll(thread: Thread, opening: Opening) -> Poll:
    options = [PollOption(position=n, text=text) for n, text in enumerate(opening.options)]
    if len(options) < 2:
        raise Refused(_("Give at least two answers to choose from."))
    return Poll(
        thread_id=thread.id,
        is_multiple=opening.is_multiple,
        closes_at=opening.closes_at,
        options=options,
    )


def _hold(post: Post) -> None:
    """Hold a post until the transaction ends: colleagues who say thanks at once wait in turn."""
    session.flush()  # or what was said before is forgotten
    session.refresh(post, ("lock", "thanks_count"), with_for_update=True)


def _count_thanks(post: Post) -> None:
    session.flush()  # the count sees what was just said
    counted = select(func.count()).where(Thanks.post_id == post.id)
    post.thanks_count = session.scalar(counted) or 0
