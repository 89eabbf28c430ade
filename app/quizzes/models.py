"""An attempt at a quiz, and what one person is allowed beyond the others."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import User
from app.cohorts.models import Enrolment
from app.kernel.db import Model, related
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.quizzes.scoring import Score


class QuizAttempt(Model):
    """One go at a quiz: the questions that its seed draws, and what was answered."""

    __tablename__ = "quiz_attempts"
    __table_args__ = (UniqueConstraint("enrolment_id", "item_key", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"))
    item_key: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    revision: Mapped[int]
    """The revision of the course whose questions it asks, though the cohort may run a newer one."""
    seed: Mapped[str] = mapped_column(String(40))
    """Decides which questions are drawn and in which order; it is told to nobody."""
    started_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    saves: Mapped[int] = mapped_column(default=0)
    """Counts what was saved: a page names the state that it shows."""
    finished_at: Mapped[datetime | None]
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What was answered, by question key, as `answers` describes it."""
    marks: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What each question that was asked earned, by its key; empty until it is finished."""
    points: Mapped[float | None]
    of: Mapped[float | None]
    passed: Mapped[bool | None]

    enrolment: Mapped[Enrolment] = related()

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.finished_at is None

    @property
    def share(self) -> float:
        """How much of all points it earned, from 0 to 1."""
        return share(self.points, self.of)

    def answer(self, answers: Mapping[str, Any], at: datetime) -> None:
        """Keep what was answered."""
        self._must_be_open()
        self.answers, self.saved_at = dict(answers), at
        self.saves += 1

    def finish(self, score: Score, at: datetime, *, pass_percent: int) -> None:
        """Let it be marked: nothing in it changes any more."""
        self._must_be_open()
        self.finished_at = at
        self.marks = {key: mark.as_json() for key, mark in score.marks.items()}
        self.points, self.of = float(score.points), float(score.of)
        self.passed = score.points * 100 >= score.of * pass_percent

    def _must_be_open(self) -> None:
        if not self.is_open:
            raise Refused(_("This attempt is finished: its answers stay as they are."))


class QuizAllowance(Model):
    """How many attempts somebody has beyond those of the others."""

    __tablename__ = "quiz_allowances"

    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolments.id", ondelete="CASCADE"), primary_key=True
    )
    item_key: Mapped[str] = mapped_column(String(20), primary_key=True)
    more: Mapped[int]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    """When the last one was given."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    by: Mapped[User | None] = related()


def share(points: float | None, of: float | None) -> float:
    """Return how much of all points was earned; all, where nothing gives any."""
    return (points or 0.0) / of if of else 1.0
