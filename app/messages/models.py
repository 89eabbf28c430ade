"""Conversations, who takes part in them, what they say, and from whom people take messages."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import User
from app.kernel.db import Model, related
from app.kernel.files import StoredFile
from app.kernel.markup import RichText, RichTextType

MOST_PEOPLE = 8
"""In one conversation."""


class Takes(StrEnum):
    """From whom a person takes messages."""

    EVERYONE = "everyone"
    PORTALS = "portals"
    NOBODY = "nobody"


class Conversation(Model):
    """What a few people write to one another; nobody else ever sees it."""

    __tablename__ = "conversations"
    is_shown = False
    __table_args__ = (Index("ix_conversations_begun", "begun_by_id", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    messages_count: Mapped[int] = mapped_column(default=0)
    """The number of the last message."""

    people: Mapped[list["Participant"]] = related(
        back_populates="conversation", order_by="Participant.user_id", passive_deletes=True
    )

    @property
    def is_between_two(self) -> bool:
        """Whether it was begun by one person with one other."""
        return len(self.people) == 2

    def part_of(self, user_id: int) -> "Participant | None":
        """Return the part that a person has in it, None for one who has left."""
        return next(
            (one for one in self.people if one.user_id == user_id and not one.left_at), None
        )

    def others(self, user_id: int) -> list[User]:
        """Return whom a person talks with in it, those who have left too."""
        return [one.user for one in self.people if one.user_id != user_id]

    def present_beside(self, user_id: int) -> list[User]:
        """Return the others who have not left."""
        return [one.user for one in self.people if one.user_id != user_id and not one.left_at]


class Participant(Model):
    """A person's part in a conversation: how far they have read."""

    __tablename__ = "conversation_people"
    is_shown = False
    __table_args__ = (
        Index(
            "ix_conversation_people_list", "user_id", "is_unread", "active_at", "conversation_id"
        ),
    )

    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    read_number: Mapped[int] = mapped_column(default=0)
    """Of the last message that they have seen."""
    is_unread: Mapped[bool] = mapped_column(default=False)
    active_at: Mapped[datetime]
    """When the last message came, while they took part."""
    left_at: Mapped[datetime | None]

    conversation: Mapped[Conversation] = related(back_populates="people")
    user: Mapped[User] = related()


class Message(Model):
    """What one person wrote."""

    __tablename__ = "messages"
    is_shown = False
    __table_args__ = (
        UniqueConstraint("conversation_id", "number"),
        UniqueConstraint("author_id", "key"),
        Index("ix_messages_author", "author_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    number: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    language: Mapped[str] = mapped_column(String(35))
    text: Mapped[RichText] = mapped_column(RichTextType)
    created_at: Mapped[datetime]
    key: Mapped[str | None] = mapped_column(String(40))
    """Sent with the form: the same form sent twice makes one message."""

    conversation: Mapped[Conversation] = related()
    author: Mapped[User | None] = related()
    attachments: Mapped[list["MessageAttachment"]] = related(order_by="MessageAttachment.position")


class MessageAttachment(Model):
    """A file that came with a message."""

    __tablename__ = "message_attachments"
    is_shown = False

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(
        ForeignKey("messages.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"), index=True)
    alt: Mapped[str] = mapped_column(default="")

    file: Mapped[StoredFile] = related()


class MessageDraft(Model):
    """What a person has begun to write, in a conversation or to somebody."""

    __tablename__ = "message_drafts"
    is_shown = False

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[str] = mapped_column(String(160), primary_key=True)
    """`conversation:12`, or `to:5-9` for what would begin one."""
    text: Mapped[str]
    at: Mapped[datetime]


class MessageChoice(Model):
    """From whom a person takes messages; no row: from everyone."""

    __tablename__ = "message_choices"
    is_shown = False

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    takes: Mapped[Takes] = mapped_column(default=Takes.EVERYONE)


class MessageBlock(Model):
    """One person takes no messages from another, who is not told."""

    __tablename__ = "message_blocks"
    is_shown = False

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    blocked_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    at: Mapped[datetime]

    blocked: Mapped[User] = related(foreign_keys=[blocked_id])


class MessageReport(Model):
    """A message that somebody lays before the moderators; its text is kept as it was."""

    __tablename__ = "message_reports"
    is_shown = False
    __table_args__ = (UniqueConstraint("reporter_id", "message_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    message_id: Mapped[int | None] = mapped_column(
        ForeignKey("messages.id", ondelete="SET NULL"), index=True
    )
    author_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    """Of the message."""
    language: Mapped[str] = mapped_column(String(35))
    text: Mapped[RichText] = mapped_column(RichTextType)
    reason: Mapped[str]
    at: Mapped[datetime]
