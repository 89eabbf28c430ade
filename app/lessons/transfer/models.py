"""A steward's import, as its page tells of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import User
from app.kernel.db import Model, related

MAX_FAILURES = 1_000
"""Told with their reasons; a file with more is wrong as a whole."""


class LessonImport(Model):
    """A file that a steward sent: how far it is and what became of its records."""

    __tablename__ = "lesson_imports"
    __table_args__ = (Index("ix_lesson_imports_portal", "portal_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    portal_id: Mapped[int] = mapped_column(ForeignKey("portals.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    name: Mapped[str]
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    report: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """What was not imported: place and reason of each."""
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    by: Mapped[User | None] = related()

    @property
    def is_finished(self) -> bool:
        """Whether all of it was looked at."""
        return self.finished_at is not None
