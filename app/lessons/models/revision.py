"""One saved state of a lesson."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import User
from app.kernel.db import Model, related
from app.lessons.content import LessonContent


class Revision(Model):
    """A lesson as somebody saved it: never changed, never deleted before its lesson."""

    __tablename__ = "lesson_revisions"
    __table_args__ = (UniqueConstraint("lesson_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id", ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    note: Mapped[str] = mapped_column(default="")
    kept: Mapped[dict[str, Any]] = mapped_column(deferred=True)

    author: Mapped[User | None] = related()

    @property
    def content(self) -> LessonContent:
        """What the lesson said then."""
        return LessonContent.from_json(self.kept)
