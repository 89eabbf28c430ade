"""Reading conversations, messages, drafts and choices: how they are selected and loaded."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.accounts import queries as accounts
from app.accounts.models import Actor, Membership, Standing, User
from app.kernel import files, paging
from app.kernel.db import session
from app.kernel.files import StoredFile
from app.kernel.paging import Page
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
from app.messages.policy import Terms, visible_to

PAGE_SIZE = 20
MESSAGES = 20
"""On one page of a conversation."""

CANDIDATES = 12

MOST_DRAFTS = 50
"""Of one person: the oldest make room."""

PEOPLE = selectinload(Conversation.people).joinedload(Participant.user)
WITH_PLACES = PEOPLE.selectinload(User.memberships)
"""Of those who take part: `takes_from` looks at the portals that they share."""

SAID = (
    joinedload(Message.author).load_only(User.name),
    selectinload(Message.attachments).joinedload(MessageAttachment.file),
)


def get(actor: Actor, conversation_id: int) -> Conversation | None:
    """Return a conversation to one who takes part in it: the one door to it."""
    found = select(Conversation).where(visible_to(actor), Conversation.id == conversation_id)
    return session.scalar(found.options(WITH_PLACES))


def page(person: User, *, after: str | None, before: str | None) -> Page[Participant]:
    """Return a person's parts in conversations, the unread first, the latest of each first."""
    return paging.page(
        _parts(person).options(joinedload(Participant.conversation).options(PEOPLE)),
        Participant.is_unread,
        Participant.active_at,
        Participant.conversation_id,
        size=PAGE_SIZE,
        after=after,
        before=before,
    )


def lasts(conversations: Iterable[Conversation]) -> dict[int, Message]:
    """Return the last message of each conversation, by its id."""
    ids = [one.id for one in conversations]
    found = select(Message).join(Message.conversation).where(Conversation.id.in_(ids))
    last = found.where(Message.number == Conversation.messages_count)
    return {message.conversation_id: message for message in session.scalars(last)}


def count_unread(person: User) -> Select[int]:
    """Select how many conversations have something new for the person."""
    unread = select(func.count()).select_from(Participant)
    return unread.where(
        Participant.user_id == person.id, Participant.is_unread, Participant.left_at.is_(None)
    )


def messages(conversation: Conversation, *, first: int) -> Sequence[Message]:
    """Return a page of what was said, from a number on."""
    found = select(Message).where(
        Message.conversation_id == conversation.id, Message.number >= first
    )
    return session.scalars(found.order_by(Message.number).limit(MESSAGES).options(*SAID)).all()


def message(actor: Actor, conversation_id: int, number: int) -> Message | None:
    """Return one message to who takes part: the one door to it."""
    return session.scalar(
        _visible_messages(actor).where(
            Message.conversation_id == conversation_id, Message.number == number
        )
    )


def messages_by_ids(actor: Actor, ids: Iterable[int]) -> dict[int, Message]:
    """Return those of the messages that a person may read, by id."""
    found = session.scalars(_visible_messages(actor).where(Message.id.in_(list(ids))))
    return {one.id: one for one in found}


def conversations_by_ids(actor: Actor, ids: Iterable[int]) -> Sequence[Conversation]:
    """Return those of the conversations in which a person takes part."""
    found = select(Conversation).where(visible_to(actor), Conversation.id.in_(list(ids)))
    return session.scalars(found.options(PEOPLE)).all()


def sent(message_id: int) -> Message | None:
    """Return a message whoever asks: for the job that tells of it."""
    found = select(Message).where(Message.id == message_id)
    return session.scalar(found.options(joinedload(Message.conversation).options(PEOPLE)))


def sent_before(author_id: int, key: str | None) -> Message | None:
    """Return the message that the same form has made already."""
    found = select(Message).where(Message.author_id == author_id, Message.key == key)
    return session.scalar(found) if key else None


def reported(actor: User, message: Message) -> MessageReport | None:
    """Return what a person has laid before the moderators of a message."""
    found = select(MessageReport).where(
        MessageReport.reporter_id == actor.id, MessageReport.message_id == message.id
    )
    return session.scalar(found)


def between(actor: User, other: User) -> Conversation | None:
    """Return the conversation of just these two, as long as neither has left it."""
    both = (
        select(Participant.conversation_id)
        .group_by(Participant.conversation_id)
        .having(func.count() == 2)
        .where(Participant.conversation_id.in_(_parts_of(actor)))
    )
    found = (
        select(Conversation)
        .where(Conversation.id.in_(both), Conversation.id.in_(_parts_of(other)))
        .order_by(Conversation.id.desc())
        .limit(1)
    )
    return session.scalar(found.options(WITH_PLACES))


def terms(ids: Iterable[int]) -> Terms:
    """Return on which terms these people take messages from one another."""
    all_ids = list(ids)
    chosen = select(MessageChoice.user_id, MessageChoice.takes)
    takes: dict[int, Takes] = dict(
        session.execute(chosen.where(MessageChoice.user_id.in_(all_ids))).all()
    )
    blocked = select(MessageBlock.user_id, MessageBlock.blocked_id).where(
        MessageBlock.user_id.in_(all_ids), MessageBlock.blocked_id.in_(all_ids)
    )
    return Terms(takes, frozenset((who, whom) for who, whom in session.execute(blocked)))


def takes(person: User) -> Takes:
    """Return from whom a person takes messages."""
    chosen = session.get(MessageChoice, person.id)
    return chosen.takes if chosen else Takes.EVERYONE


def blocked_by(person: User) -> Sequence[MessageBlock]:
    """Return whom a person has blocked, the latest first."""
    found = select(MessageBlock).where(MessageBlock.user_id == person.id)
    latest = found.order_by(MessageBlock.at.desc(), MessageBlock.blocked_id)
    return session.scalars(latest.options(joinedload(MessageBlock.blocked))).all()


def blocked_ids(person: User) -> frozenset[int]:
    """Return the ids of those whom a person has blocked."""
    found = select(MessageBlock.blocked_id).where(MessageBlock.user_id == person.id)
    return frozenset(session.scalars(found))


def people(actor: User, ids: Iterable[int]) -> list[User]:
    """Return those of the people who exist for the actor and are not the actor, in this order."""
    wanted = list(dict.fromkeys(ids))
    found = accounts.visible(actor).where(User.id.in_(wanted), User.id != actor.id)
    by_id = {one.id: one for one in session.scalars(found.options(*accounts.WHOLE))}
    return [by_id[one] for one in wanted if one in by_id]


def called(actor: User, words: str) -> Sequence[User]:
    """Return people of the actor's portals whose name, or a word of it, begins like this."""
    begins = " ".join(words.split())[:80]
    if not begins:
        return []
    near = select(Membership.user_id).where(
        Membership.portal_id.in_(actor.portal_ids), Membership.standing == Standing.ACTIVE
    )
    named = User.name.istartswith(begins, autoescape=True) | User.name.icontains(
        f" {begins}", autoescape=True
    )
    found = accounts.visible(actor).where(User.id.in_(near), User.id != actor.id, named)
    return session.scalars(found.order_by(User.name, User.id).limit(CANDIDATES)).all()


def draft(person: User, place: str) -> str:
    """Return what a person has begun to write at a place."""
    found = session.get(MessageDraft, (person.id, place))
    return found.text if found else ""


def last_drafts(person: User) -> Select[str]:
    """Select the places of what a person has begun to write last."""
    mine = select(MessageDraft.place).where(MessageDraft.user_id == person.id)
    last = mine.order_by(MessageDraft.at.desc(), MessageDraft.place).limit(MOST_DRAFTS).subquery()
    return select(last.c.place)


def hold(conversation: Conversation) -> None:
    """Look at a conversation again, and hold it: its messages get their numbers in turn."""
    session.refresh(conversation, ("messages_count",), with_for_update=True)


def hold_with_people(conversation: Conversation) -> None:
    """Hold a conversation, and look again who takes part in it."""
    hold(conversation)
    for part in conversation.people:
        session.refresh(part, ("left_at",))


def hold_people(ids: Iterable[int]) -> None:
    """Let whoever begins a conversation with one of these people wait for the others who do."""
    held = select(User.id).where(User.id.in_(list(ids))).order_by(User.id)
    session.execute(held.with_for_update(key_share=True)).all()


@files.reader
def readable_file(actor: Actor, file_id: int) -> StoredFile | None:
    """Return a file that came with a message which this person may read."""
    found = (
        select(StoredFile)
        .join(MessageAttachment, MessageAttachment.file_id == StoredFile.id)
        .join(Message, Message.id == MessageAttachment.message_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(StoredFile.id == file_id, visible_to(actor))
    )
    return session.scalars(found.limit(1)).first()


def _visible_messages(actor: Actor) -> Select[Message]:
    return (
        select(Message)
        .join(Message.conversation)
        .where(visible_to(actor))
        .options(contains_eager(Message.conversation).options(WITH_PLACES), *SAID)
    )


def _parts(person: User) -> Select[Participant]:
    return select(Participant).where(
        Participant.user_id == person.id, Participant.left_at.is_(None)
    )


def _parts_of(person: User) -> Select[int]:
    return _parts(person).with_only_columns(Participant.conversation_id)
