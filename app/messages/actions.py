"""What people do with messages: write, read, leave, block, choose, report."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, update

from app import notifications
from app.accounts.models import User
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Denied, Refused
from app.kernel.jobs import record
from app.kernel.markup import RichText
from app.messages import limits, policy, queries, taking
from app.messages.events import MessageSent
from app.messages.models import (
    Conversation,
    Message,
    MessageAttachment,
    MessageBlock,
    MessageChoice,
    MessageDraft,
    MessageReport,
    Participant,
    Takes,
)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wants to send."""

    text: RichText
    language: str
    files: Sequence[tuple[int, str]] = ()
    """Ids of stored files, each with the words for those who cannot see it."""
    key: str | None = None
    """The same for each sending of one form."""


def bundle(conversation_id: int) -> str:
    """Return what the notices of one conversation have in common: it can be muted."""
    return f"conversation:{conversation_id}"


def begin(others: Sequence[User], said: Said, *, actor: User) -> Message:
    """Write to people for the first time; two who have a conversation go on in it.

    Return the earlier message of a form sent twice.
    """
    require(policy.can_write(actor))
    queries.hold_people([actor.id, *(one.id for one in others)])
    if before := queries.sent_before(actor.id, said.key):
        return before
    _refuse(taking.obstacle_to_begin(actor, others))
    if len(others) == 1 and (found := queries.between(actor, others[0])):
        return reply(found, said, actor=actor)
    limits.check_beginning(actor)
    return _send(_conversation([actor, *others], actor), said, actor)


def reply(conversation: Conversation, said: Said, *, actor: User) -> Message:
    """Write in a conversation; return the earlier message of a form sent twice."""
    require(policy.can_view(actor, conversation))
    queries.hold(conversation)
    if before := queries.sent_before(actor.id, said.key):
        return before
    _refuse(taking.obstacle_to_reply(actor, conversation))
    limits.check_sending(actor)
    return _send(conversation, said, actor)


def read(conversation: Conversation, number: int, *, actor: User) -> None:
    """Take note that a person has seen the messages up to a number."""
    require(policy.can_view(actor, conversation))
    queries.hold(conversation)
    _read_up_to(min(number, conversation.messages_count), conversation, actor)


def leave(conversation: Conversation, *, actor: User) -> None:
    """Take part no longer; when the last person goes, what was said goes too.

    Two who leave at once wait for each other, so that one of them is the last.
    """
    queries.hold_with_people(conversation)
    part = conversation.part_of(actor.id)
    if part is None:
        raise Denied
    part.left_at, part.is_unread = clock.now(), False
    notifications.read_bundle(bundle(conversation.id), actor=actor)
    forget_draft(f"conversation:{conversation.id}", actor=actor)
    if not conversation.present_beside(actor.id):
        notifications.forget_target("conversation", conversation.id)
        session.flush()
        session.execute(delete(Conversation).where(Conversation.id == conversation.id))


def choose(takes: Takes, *, actor: User) -> None:
    """Let a person say from whom they take messages."""
    session.merge(MessageChoice(user_id=actor.id, takes=takes))


def block(person: User, *, actor: User) -> None:
    """Take no messages from a person any more, who is not told."""
    require(person.id != actor.id)
    if session.get(MessageBlock, (actor.id, person.id)) is None:
        session.add(MessageBlock(user_id=actor.id, blocked_id=person.id, at=clock.now()))


def unblock(person_id: int, *, actor: User) -> None:
    """Take messages from a person again."""
    session.execute(
        delete(MessageBlock).where(
            MessageBlock.user_id == actor.id, MessageBlock.blocked_id == person_id
        )
    )


def report(message: Message, reason: str, *, actor: User) -> MessageReport:
    """Lay a message before the moderators, its text as it is now; a second time changes nothing."""
    require(policy.can_report(actor, message))
    if before := queries.reported(actor, message):
        return before
    made = MessageReport(
        reporter_id=actor.id,
        message_id=message.id,
        author_id=message.author_id,
        language=message.language,
        text=message.text,
        reason=reason,
        at=clock.now(),
    )
    session.add(made)
    return made


def keep_draft(place: str, text: str, *, actor: User) -> None:
    """Keep what somebody has begun to write; an empty text is forgotten."""
    if text.strip():
        session.merge(MessageDraft(user_id=actor.id, place=place, text=text, at=clock.now()))
        session.flush()  # the new one is among those that are kept
        old = MessageDraft.place.not_in(queries.last_drafts(actor))
        session.execute(delete(MessageDraft).where(MessageDraft.user_id == actor.id, old))
    else:
        forget_draft(place, actor=actor)


def forget_draft(place: str, *, actor: User) -> None:
    """Forget a draft: it was sent, or given up."""
    session.execute(
        delete(MessageDraft).where(MessageDraft.user_id == actor.id, MessageDraft.place == place)
    )


def _refuse(obstacle: str | None) -> None:
    if obstacle:
        raise Refused(obstacle)


def _conversation(people: Sequence[User], actor: User) -> Conversation:
    at = clock.now()
    parts = [Participant(user_id=one.id, user=one, active_at=at) for one in people]
    made = Conversation(begun_by_id=actor.id, created_at=at, messages_count=0, people=parts)
    session.add(made)
    session.flush()  # the message needs its id
    return made


def _send(conversation: Conversation, said: Said, actor: User) -> Message:
    at = clock.now()
    conversation.messages_count += 1
    message = Message(
        conversation=conversation,
        number=conversation.messages_count,
        author=actor,
        language=said.language,
        text=said.text,
        created_at=at,
        key=said.key,
        attachments=[
            MessageAttachment(position=n, file_id=file_id, alt=alt)
            for n, (file_id, alt) in enumerate(said.files)
        ],
    )
    session.add(message)
    session.flush()  # the event needs the message's id
    session.execute(
        update(Participant)
        .where(Participant.conversation_id == conversation.id, Participant.left_at.is_(None))
        .values(active_at=at, is_unread=True)
    )
    _read_up_to(message.number, conversation, actor)
    record(MessageSent(message.id, conversation.id, actor.id))
    return message


def _read_up_to(number: int, conversation: Conversation, actor: User) -> None:
    """Note it in the database as it is now; what was loaded may be older than the last message."""
    is_unread = number < conversation.messages_count
    session.execute(
        update(Participant)
        .where(
            Participant.conversation_id == conversation.id,
            Participant.user_id == actor.id,
            Participant.read_number <= number,
        )
        .values(read_number=number, is_unread=is_unread)
    )
    if not is_unread:
        notifications.read_bundle(bundle(conversation.id), actor=actor)
