"""What people are told, how they want to hear of it, and where mail does not reach them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import User
from app.kernel.db import Model, related

LONGEST_BUNDLE = 80


class Pace(StrEnum):
    """How soon a mail says what the app says at once."""

    AT_ONCE = "at-once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


class Level(StrEnum):
    """How much a person wants to hear of something."""

    WATCH = "watch"
    """Of every post."""
    FOLLOW = "follow"
    """In digests only."""
    MUTE = "mute"
    """Nothing."""


class Target(StrEnum):
    """What people subscribe to."""

    THREAD = "thread"
    BOARD = "board"
    LESSON = "lesson"
    AUTHOR = "author"
    SUBJECT = "subject"
    PORTAL = "portal"
    CONVERSATION = "conversation"
    COHORT = "cohort"


class Notice(Model):
    """One thing a person is told; while it is unread, more of its bundle only count it up."""

    __tablename__ = "notices"
    is_shown = False
    __table_args__ = (
        Index(
            "uq_notices_unread",
            "user_id",
            "kind",
            "bundle",
            unique=True,
            sqlite_where=text("is_unread"),
            postgresql_where=text("is_unread"),
        ),
        Index("ix_notices_list", "user_id", "is_unread", "told_at", "id"),
        Index("ix_notices_bundle", "user_id", "bundle"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    bundle: Mapped[str] = mapped_column(String(LONGEST_BUNDLE))
    """What it is about, such as `thread:12`: a subscription's target, which can be muted."""
    subject_id: Mapped[int]
    """The newest record of the bundle, such as a post."""
    count: Mapped[int] = mapped_column(default=1)
    actor_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    told_at: Mapped[datetime]
    is_unread: Mapped[bool] = mapped_column(default=True)
    is_mail_due: Mapped[bool] = mapped_column(default=False)
    mailed_count: Mapped[int] = mapped_column(default=0)
    """How many of the bundle a mail has told of."""

    user: Mapped[User] = related(foreign_keys=[user_id])

    @property
    def is_mailed(self) -> bool:
        """Whether a mail has told all of it."""
        return self.mailed_count >= self.count

    def add(self, subject_id: int, *, actor_id: int, at: datetime) -> None:
        """Count one more of the bundle, which is the newest from now on."""
        self.count += 1
        self.subject_id, self.actor_id, self.told_at = subject_id, actor_id or None, at

    def mark_mailed(self) -> None:
        """Take note that a mail tells all of it."""
        self.mailed_count, self.is_mail_due = self.count, False


class NoticeSubject(Model):
    """A record that a notice has told of, so that nobody is told of it twice."""

    __tablename__ = "notice_subjects"
    is_shown = False

    notice_id: Mapped[int] = mapped_column(
        ForeignKey("notices.id", ondelete="CASCADE"), primary_key=True
    )
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Subscription(Model):
    """What a person watches, follows or has muted; targets have an id or, as subjects, a slug."""

    __tablename__ = "subscriptions"
    is_shown = False
    __table_args__ = (Index("ix_subscriptions_target", "kind", "target_id", "slug", "level"),)

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[Target] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=0)
    slug: Mapped[str] = mapped_column(String(60), primary_key=True, default="")
    level: Mapped[Level]
    created_at: Mapped[datetime]

    @property
    def key(self) -> tuple[int, str]:
        """What tells its target from others of its kind."""
        return self.target_id, self.slug


class NoticePace(Model):
    """How soon a person wants mail about one kind of notice, or a section of the digest."""

    __tablename__ = "notice_paces"
    is_shown = False

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    pace: Mapped[Pace]


class DigestTurn(Model):
    """When a person's next digest is due, and from when on it tells."""

    __tablename__ = "digest_turns"
    is_shown = False

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    weekday: Mapped[int] = mapped_column(default=0)
    """Of the weekly digest; Monday is 0."""
    due_at: Mapped[datetime] = mapped_column(index=True)
    daily_since: Mapped[datetime]
    weekly_since: Mapped[datetime]

    user: Mapped[User] = related()


class Undeliverable(Model):
    """An address from which mail came back for good, while it is still its person's."""

    __tablename__ = "undeliverables"
    is_shown = False

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    email: Mapped[str]
    reason: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime]


class ReceivedMail(Model):
    """A mail that was taken in, so that it acts once however often it is handed to us."""

    __tablename__ = "received_mails"
    is_shown = False

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
