"""How far people have read, and what they have begun to write."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Model


class ReadMark(Model):
    """How far a person has read in a thread."""

    __tablename__ = "read_marks"
    is_shown = False

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    thread_id: Mapped[int] = mapped_column(
        ForeignKey("threads.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    number: Mapped[int]
    """Of the last post that they have seen."""
    at: Mapped[datetime]


class ThreadViews(Model):
    """How often a thread was looked at; apart from it, because it changes all the time."""

    __tablename__ = "thread_views"
    is_shown = False

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("threads.id", ondelete="CASCADE"), primary_key=True
    )
    count: Mapped[int] = mapped_column(default=0)


class Draft(Model):
    """What a person has begun to write at a place: a closed tab loses nothing."""

    __tablename__ = "post_drafts"
    is_shown = False

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[str] = mapped_column(String(40), primary_key=True)
    """`board:3`, `thread:12`, `lesson:7`."""
    kept: Mapped[dict[str, Any]]
    at: Mapped[datetime]
