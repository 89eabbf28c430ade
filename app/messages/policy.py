"""Who may read a conversation and write in it, and from whom people take messages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, select

from app.accounts.models import Actor, User
from app.messages.models import Conversation, Message, Participant, Takes


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms some people take messages from one another."""

    takes: Mapping[int, Takes] = field(default_factory=dict)
    blocks: frozenset[tuple[int, int]] = frozenset()
    """Who has blocked whom."""


def can_view(actor: Actor, conversation: Conversation) -> bool:
    """Those who take part see a conversation, and nobody else: no moderator, no steward."""
    return actor.is_signed_in and conversation.part_of(actor.id) is not None


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Say `can_view` in SQL; a visitor's id belongs to nobody."""
    return Conversation.id.in_(
        select(Participant.conversation_id).where(
            Participant.user_id == actor.id, Participant.left_at.is_(None)
        )
    )


def can_write(actor: Actor) -> bool:
    """Only people whose address is confirmed write messages."""
    return actor.is_confirmed


def can_report(actor: Actor, message: Message) -> bool:
    """Those who take part report what another wrote."""
    return can_view(actor, message.conversation) and message.author_id != actor.id


def takes_from(person: User, sender: User, terms: Terms) -> bool:
    """People choose from whom they take messages; nobody is told which of the choices it was."""
    if person.email is None or not person.is_confirmed:
        return False
    if (person.id, sender.id) in terms.blocks:
        return False
    takes = terms.takes.get(person.id, Takes.EVERYONE)
    if takes == Takes.PORTALS:
        return not set(person.portal_ids).isdisjoint(sender.portal_ids)
    return takes == Takes.EVERYONE
