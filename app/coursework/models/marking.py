"""Who marked what and when, and who has more time."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import User
from app.cohorts.models import Enrolment
from app.coursework.models.submission import Status, Submission
from app.kernel.db import Model, related


class Deed(StrEnum):
    """What a trainer did to a submission."""

    MARKED = "marked"
    CORRECTED = "corrected"
    RETURNED = "returned"


class Marking(Model):
    """Who marked a submission, returned it or corrected a mark, and to what; only ever added to."""

    __tablename__ = "submission_markings"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(
        ForeignKey("submissions.id", ondelete="CASCADE"), index=True
    )
    deed: Mapped[Deed]
    status: Mapped[Status]
    """What it became."""
    points: Mapped[float | None]
    of: Mapped[float | None]
    scores: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    feedback: Mapped[str] = mapped_column(default="")
    """As it was typed."""
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    submission: Mapped[Submission] = related()
    by: Mapped[User | None] = related()


class Extension(Model):
    """That somebody may hand in later than the others, also after the cohort is closed."""

    __tablename__ = "extensions"

    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolments.id", ondelete="CASCADE"), primary_key=True
    )
    item_key: Mapped[str] = mapped_column(String(20), primary_key=True)
    due_on: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    enrolment: Mapped[Enrolment] = related()
    by: Mapped[User | None] = related()
