"""Threads: what is talked about, and what became of it."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import User
from app.discussions.models.boards import Board
from app.kernel.db import Model, related
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.lessons.models import Lesson
from app.portals.models import Portal

if TYPE_CHECKING:
    from app.discussions.models.posts import Post


class ThreadKind(StrEnum):
    """What a thread is for."""

    DISCUSSION = "discussion"
    QUESTION = "question"
    ANNOUNCEMENT = "announcement"
    POLL = "poll"
    REQUEST = "request"
    """Somebody looks for a lesson that is not there yet."""


class Thread(Model):
    """A conversation on a board, or below a lesson; its first post has number 1."""

    __tablename__ = "threads"
    __table_args__ = (
        CheckConstraint("(board_id is null) <> (lesson_id is null)", name="place"),
        Index("ix_threads_board_active", "board_id", "active_at", "id"),
        Index("ix_threads_portal_active", "portal_id", "active_at", "id"),
        Index("ix_threads_author", "author_id", "active_at"),
        Index(
            "ix_threads_pinned",
            "board_id",
            sqlite_where=text("pinned_at is not null"),
            postgresql_where=text("pinned_at is not null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    portal_id: Mapped[int] = mapped_column(ForeignKey("portals.id", ondelete="CASCADE"))
    board_id: Mapped[int | None] = mapped_column(ForeignKey("boards.id", ondelete="CASCADE"))
    lesson_id: Mapped[int | None] = mapped_column(
        ForeignKey("lessons.id", ondelete="CASCADE"), unique=True
    )
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    byline: Mapped[str] = mapped_column(default="")
    """The name of an author without an account, in an imported thread."""
    kind: Mapped[ThreadKind] = mapped_column(default=ThreadKind.DISCUSSION)
    title: Mapped[str]
    language: Mapped[str] = mapped_column(String(35))
    subject: Mapped[str | None] = mapped_column(String(60), index=True)
    """A slug of the taxonomy, of a lesson that is looked for."""
    is_held: Mapped[bool] = mapped_column(default=False)
    """It waits for a moderator, and only its author sees it too."""
    withdrawn_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    pinned_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    active_at: Mapped[datetime]
    """When it was written in last."""
    posts_count: Mapped[int] = mapped_column(default=0)
    """The number of the last post: what is held has no number and does not count."""
    accepted_number: Mapped[int | None]
    """Of the reply that answers it."""
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("threads.id", ondelete="SET NULL")
    )
    lock: Mapped[int] = mapped_column(default=0)

    portal: Mapped[Portal] = related()
    board: Mapped[Board | None] = related()
    lesson: Mapped[Lesson | None] = related()
    author: Mapped[User | None] = related()
    origin: Mapped["ThreadOrigin | None"] = related()
    tags: Mapped[list["ThreadTag"]] = related(
        cascade="all, delete-orphan", order_by="ThreadTag.tag"
    )

    __mapper_args__ = {"version_id_col": lock}

    @property
    def state(self) -> tuple[int, int, datetime]:
        """What changes whenever anything about it does."""
        return self.id, self.lock, self.active_at

    @property
    def author_name(self) -> str:
        """The name of whoever began it."""
        return self.author.name if self.author else self.byline

    @property
    def is_closed(self) -> bool:
        """Whether nobody replies any more."""
        return self.closed_at is not None

    @property
    def is_pinned(self) -> bool:
        """Whether it stands above the others."""
        return self.pinned_at is not None

    @property
    def replies_count(self) -> int:
        """How many posts followed the first."""
        return max(self.posts_count - 1, 0)

    @property
    def takes_answers(self) -> bool:
        """Whether one of its posts can be the answer."""
        return self.answers(self.kind)

    @staticmethod
    def answers(kind: ThreadKind) -> bool:
        """Return whether a thread of this kind can have an answer."""
        return kind in (ThreadKind.QUESTION, ThreadKind.REQUEST)

    def next_number(self, at: datetime) -> int:
        """Count one more post, and return its number."""
        self.posts_count += 1
        self.active_at = at
        return self.posts_count

    def accept(self, post: "Post") -> None:
        """Mark a reply as the answer."""
        if not self.takes_answers:
            raise Refused(_("Only a question has an answer."))
        if post.thread_id != self.id or post.number == 1 or not post.is_visible:
            raise Refused(_("Choose one of the replies as the answer."))
        self.accepted_number = post.number

    def reopen_question(self) -> None:
        """Take the mark of the answer away."""
        self.accepted_number = None

    def close(self, at: datetime) -> None:
        """Let nobody reply any more."""
        if self.is_closed:
            raise Refused(_("This thread is closed already."))
        self.closed_at = at

    def open(self) -> None:
        """Let people reply again."""
        self.closed_at = None

    def pin(self, at: datetime) -> None:
        """Put it above the others of its board."""
        self.pinned_at = at

    def unpin(self) -> None:
        """Let it take its turn again."""
        self.pinned_at = None


class ThreadTag(Model):
    """A word that a thread is filed under."""

    __tablename__ = "thread_tags"
    __table_args__ = (Index("ix_thread_tags_tag", "tag", "thread_id"),)

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("threads.id", ondelete="CASCADE"), primary_key=True
    )
    tag: Mapped[str] = mapped_column(String(40), primary_key=True)


class ThreadDeed(StrEnum):
    """What was done to a thread."""

    CLOSED = "closed"
    OPENED = "opened"
    PINNED = "pinned"
    UNPINNED = "unpinned"
    MOVED = "moved"
    MERGED = "merged"
    SPLIT = "split"
    RENAMED = "renamed"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"


class ThreadChange(Model):
    """Who did what to a thread or one of its posts, when and why; only ever added to."""

    __tablename__ = "thread_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"))
    """The post that it was done to; null for the whole thread."""
    deed: Mapped[ThreadDeed]
    reason: Mapped[str] = mapped_column(default="")
    detail: Mapped[str] = mapped_column(default="")
    """The board that a thread left, the thread that posts came from, or the earlier title."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[datetime]

    by: Mapped[User | None] = related()


class Poll(Model):
    """What a thread asks everybody to choose from."""

    __tablename__ = "polls"

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("threads.id", ondelete="CASCADE"), primary_key=True
    )
    is_multiple: Mapped[bool] = mapped_column(default=False)
    closes_at: Mapped[datetime | None]

    options: Mapped[list["PollOption"]] = related(
        cascade="all, delete-orphan", order_by="PollOption.position"
    )

    def is_over(self, at: datetime) -> bool:
        """Return whether nobody can choose any more."""
        return self.closes_at is not None and self.closes_at <= at

    @property
    def last_minute(self) -> datetime | None:
        """When one can still choose: on the last day, not at the midnight after it."""
        return self.closes_at - timedelta(minutes=1) if self.closes_at else None


class PollOption(Model):
    """One thing to choose."""

    __tablename__ = "poll_options"

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(
        ForeignKey("polls.thread_id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    text: Mapped[str]


class PollVote(Model):
    """Somebody's choice."""

    __tablename__ = "poll_votes"

    option_id: Mapped[int] = mapped_column(
        ForeignKey("poll_options.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    at: Mapped[datetime]


class ThreadOrigin(Model):
    """Where an imported thread came from."""

    __tablename__ = "thread_origins"
    __table_args__ = (UniqueConstraint("portal_id", "identifier"),)

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("threads.id", ondelete="CASCADE"), primary_key=True
    )
    portal_id: Mapped[int] = mapped_column(ForeignKey("portals.id", ondelete="CASCADE"))
    identifier: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    licence: Mapped[str] = mapped_column(String(40), default="")
    attribution: Mapped[str] = mapped_column(default="")
    digest: Mapped[str] = mapped_column(String(64), default="")
    """Of the record as it was read: an unchanged one is not written again."""
