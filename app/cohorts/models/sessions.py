"""The sessions of a cohort, who was there, and the calendar that tells of them."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import User
from app.cohorts.models.cohort import Cohort
from app.kernel.db import Model, related
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _


class Presence(StrEnum):
    """Whether a participant was at a session; who has neither was absent."""

    PRESENT = "present"
    EXCUSED = "excused"


class How(StrEnum):
    """How it is known that somebody was there."""

    TRAINER = "trainer"
    CODE = "code"
    """Typed what was shown in the room."""
    LIST = "list"
    """Written down later, from a printed list."""


class CohortSession(Model):
    """A dated meeting of a cohort, in person or online."""

    __tablename__ = "cohort_sessions"
    __table_args__ = (
        Index("ix_cohort_sessions_cohort", "cohort_id", "starts_at"),
        CheckConstraint("minutes > 0", name="minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id", ondelete="CASCADE"))
    item_key: Mapped[str | None] = mapped_column(String(20))
    """The item of the course that is done by being there."""
    title: Mapped[str]
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    place: Mapped[str] = mapped_column(default="")
    meeting_url: Mapped[str] = mapped_column(default="")
    code: Mapped[str | None] = mapped_column(String(12), unique=True)
    """What is shown in the room, in capitals; null while it is not taken."""
    cancelled_at: Mapped[datetime | None]
    cancelled_because: Mapped[str] = mapped_column(default="")
    lock: Mapped[int] = mapped_column(default=0)

    cohort: Mapped[Cohort] = related()

    __mapper_args__ = {"version_id_col": lock}

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.cancelled_at is not None

    def is_over(self, now: datetime) -> bool:
        """Return whether it has ended."""
        return self.ends_at <= now

    def cancel(self, reason: str, at: datetime) -> None:
        """Let it not take place."""
        if self.is_cancelled:
            raise Refused(_("This session is cancelled already."))
        self.cancelled_at, self.cancelled_because, self.code = at, reason, None


class Attendance(Model):
    """That a participant was at a session, or was excused."""

    __tablename__ = "attendances"

    session_id: Mapped[int] = mapped_column(
        ForeignKey("cohort_sessions.id", ondelete="CASCADE"), primary_key=True
    )
    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolments.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    presence: Mapped[Presence]
    how: Mapped[How]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    @property
    def is_present(self) -> bool:
        """Whether the person was there."""
        return self.presence == Presence.PRESENT


class CalendarFeed(Model):
    """The secret address under which a person's calendar program reads their dates."""

    __tablename__ = "calendar_feeds"
    is_shown = False

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]

    user: Mapped[User] = related()
