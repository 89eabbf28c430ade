"""Participants look at each other's work."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.cohorts.models import Enrolment
from app.coursework.models.submission import Submission, written
from app.coursework.scores import Score
from app.kernel.db import Model, related
from app.kernel.markup import RichText, RichTextType


class PeerRound(Model):
    """That the peers of an assignment have been assigned; who hands in later joins them."""

    __tablename__ = "peer_rounds"

    cohort_id: Mapped[int] = mapped_column(
        ForeignKey("cohorts.id", ondelete="CASCADE"), primary_key=True
    )
    item_key: Mapped[str] = mapped_column(String(20), primary_key=True)
    at: Mapped[datetime]


class PeerTask(Model):
    """That a participant is to look at the work of another, and what they say of it."""

    __tablename__ = "peer_tasks"
    __table_args__ = (
        UniqueConstraint("submission_id", "reviewer_id"),
        Index("ix_peer_tasks_reviewer", "reviewer_id", "done_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id", ondelete="CASCADE"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"))
    is_anonymous: Mapped[bool] = mapped_column(default=True)
    assigned_at: Mapped[datetime]
    due_at: Mapped[datetime]
    scores: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    text: Mapped[RichText | None] = mapped_column(RichTextType)
    language: Mapped[str | None] = mapped_column(String(35))
    done_at: Mapped[datetime | None]
    """When it was said first."""
    lock: Mapped[int] = mapped_column(default=0)

    submission: Mapped[Submission] = related()
    reviewer: Mapped[Enrolment] = related()

    __mapper_args__ = {"version_id_col": lock}

    @property
    def is_done(self) -> bool:
        """Whether the colleague has said something."""
        return self.done_at is not None

    def say(self, scores: tuple[Score, ...], text: str, language: str, at: datetime) -> None:
        """Take over what the colleague says; the first time counts."""
        self.scores, self.text = [score.as_json() for score in scores], written(text)
        self.language = language if self.text else None
        self.done_at = self.done_at or at
