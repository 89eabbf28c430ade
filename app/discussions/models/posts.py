"""Posts: what people say in a thread, its earlier texts, and who said thanks."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import User
from app.discussions.models.threads import Thread
from app.kernel.db import Model, related
from app.kernel.errors import Refused
from app.kernel.files import StoredFile
from app.kernel.i18n import gettext as _
from app.kernel.markup import RichText, RichTextType


class PostStatus(StrEnum):
    """Where a post is in its life."""

    SHOWN = "shown"
    HELD = "held"
    """It waits for a moderator, and only its author sees it too."""
    WITHDRAWN = "withdrawn"


class Post(Model):
    """What one person said."""

    __tablename__ = "posts"
    __table_args__ = (
        UniqueConstraint("thread_id", "number"),
        UniqueConstraint("author_id", "key"),
        Index("ix_posts_author", "author_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"))
    number: Mapped[int | None]
    """Its place, from 1 without gaps; a held post has none until it is shown."""
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    byline: Mapped[str] = mapped_column(default="")
    """The name of an author without an account, in an imported thread."""
    reply_to_id: Mapped[int | None] = mapped_column(
        ForeignKey("posts.id", ondelete="SET NULL"), index=True
    )
    status: Mapped[PostStatus] = mapped_column(default=PostStatus.SHOWN)
    language: Mapped[str] = mapped_column(String(35))
    text: Mapped[RichText] = mapped_column(RichTextType)
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    revision_number: Mapped[int] = mapped_column(default=1)
    thanks_count: Mapped[int] = mapped_column(default=0)
    key: Mapped[str | None] = mapped_column(String(40))
    """Sent with the form: the same form sent twice makes one post."""
    lock: Mapped[int] = mapped_column(default=0)

    thread: Mapped[Thread] = related(foreign_keys=[thread_id])
    author: Mapped[User | None] = related()
    reply_to: Mapped["Post | None"] = related(remote_side="Post.id", foreign_keys=[reply_to_id])
    attachments: Mapped[list["Attachment"]] = related(
        cascade="all, delete-orphan", order_by="Attachment.position"
    )

    __mapper_args__ = {"version_id_col": lock}

    @property
    def state(self) -> tuple[int, int, datetime]:
        """What changes with every save: the key under which it is kept as a piece of a page."""
        return self.id, self.lock, self.edited_at or self.created_at

    @property
    def author_name(self) -> str:
        """The name of whoever wrote it."""
        return self.author.name if self.author else self.byline

    @property
    def is_visible(self) -> bool:
        """Whether everyone in the thread reads it."""
        return self.status == PostStatus.SHOWN

    @property
    def is_edited(self) -> bool:
        """Whether it says something else than at first."""
        return self.revision_number > 1

    def say(self, text: RichText, language: str, at: datetime) -> None:
        """Take over another text; the caller keeps the earlier one."""
        if self.status == PostStatus.WITHDRAWN:
            raise Refused(_("A withdrawn post cannot be edited."))
        self.text, self.language = text, language
        self.revision_number += self.status != PostStatus.HELD
        self.edited_at = at

    def withdraw(self) -> None:
        """Take it out of sight; its place in the thread stays."""
        if self.status == PostStatus.WITHDRAWN:
            raise Refused(_("This post is withdrawn already."))
        self.status = PostStatus.WITHDRAWN

    def show(self) -> None:
        """Let everyone read it: a withdrawn one again, a held one at last."""
        if self.is_visible:
            raise Refused(_("Everyone can read this post already."))
        self.status = PostStatus.SHOWN


class PostRevision(Model):
    """An earlier text of a post."""

    __tablename__ = "post_revisions"

    post_id: Mapped[int] = mapped_column(
        ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(35))
    text: Mapped[RichText] = mapped_column(RichTextType)
    at: Mapped[datetime]


class Attachment(Model):
    """A file that came with a post."""

    __tablename__ = "post_attachments"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"), index=True)
    alt: Mapped[str] = mapped_column(default="")

    file: Mapped[StoredFile] = related()


class Thanks(Model):
    """Somebody's thanks for a post."""

    __tablename__ = "post_thanks"

    post_id: Mapped[int] = mapped_column(
        ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    at: Mapped[datetime]
