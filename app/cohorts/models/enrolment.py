"""A person's place in a cohort, and how far they have come."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import User
from app.cohorts.models.cohort import Cohort
from app.kernel.db import Model, related
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _


class Standing(StrEnum):
    """Whether an enrolment holds."""

    INVITED = "invited"
    ASKED = "asked"
    WAITING = "waiting"
    """The cohort is full: the next in line when a place comes free."""
    ACTIVE = "active"
    LEFT = "left"
    REFUSED = "refused"
    REMOVED = "removed"
    MOVED = "moved"
    """Goes on in another cohort, with all that was done."""


class State(StrEnum):
    """How far a participant has come with an item."""

    SEEN = "seen"
    HANDED_IN = "handed-in"
    """Waits to be marked."""
    RETURNED = "returned"
    """To be handed in again."""
    FAILED = "failed"
    DONE = "done"


class Ruling(StrEnum):
    """What a trainer decides about a completion, whatever the rules say."""

    GRANTED = "granted"
    TAKEN_BACK = "taken-back"


class Enrolment(Model):
    """A person's place in a cohort."""

    __tablename__ = "enrolments"
    __table_args__ = (
        UniqueConstraint("cohort_id", "user_id"),
        Index("ix_enrolments_cohort_standing", "cohort_id", "standing", "id"),
        Index("ix_enrolments_person", "user_id", "standing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    standing: Mapped[Standing]
    created_at: Mapped[datetime]
    since: Mapped[datetime]
    """When it came to its present standing: who waits longest is the next in line."""
    seen_at: Mapped[datetime | None]
    """The last visit to the cohort, to the nearest minutes."""
    completed_at: Mapped[datetime | None]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    """The trainer who let it count as completed; null when the rules did."""
    granted_because: Mapped[str] = mapped_column(default="")
    moved_from_id: Mapped[int | None] = mapped_column(
        ForeignKey("enrolments.id", ondelete="SET NULL"), index=True
    )

    cohort: Mapped[Cohort] = related()
    user: Mapped[User] = related(foreign_keys=[user_id])
    progress: Mapped[list["Progress"]] = related(cascade="all, delete-orphan")

    @property
    def is_active(self) -> bool:
        """Whether the person takes part."""
        return self.standing == Standing.ACTIVE

    @property
    def is_completed(self) -> bool:
        """Whether the course counts as completed."""
        return self.completed_at is not None

    def become(self, standing: Standing, at: datetime) -> None:
        """Change its standing."""
        if self.standing == standing:
            raise Refused(_("That is how it stands already."))
        self.standing, self.since = standing, at

    @property
    def is_granted(self) -> bool:
        """Whether a trainer let it count, not the rules."""
        return self.is_completed and bool(self.granted_because)

    def complete(self, at: datetime) -> None:
        """Let the course count as completed; the first time counts."""
        self.completed_at = self.completed_at or at

    def grant(self, at: datetime, by: User, reason: str) -> None:
        """Let the course count as completed because a trainer says so."""
        if self.is_completed:
            raise Refused(_("The course counts as completed already."))
        self.completed_at, self.granted_by_id, self.granted_because = at, by.id, reason

    def take_grant_back(self) -> None:
        """Let the rules decide again."""
        if not self.is_granted:
            raise Refused(_("No trainer has decided this: the rules did."))
        self.completed_at, self.granted_by_id, self.granted_because = None, None, ""


class Progress(Model):
    """How far a participant has come with one item; what was marked says points."""

    __tablename__ = "cohort_progress"

    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolments.id", ondelete="CASCADE"), primary_key=True
    )
    item_key: Mapped[str] = mapped_column(String(20), primary_key=True)
    state: Mapped[State]
    points: Mapped[float | None]
    of: Mapped[float | None]
    at: Mapped[datetime]
    """When it came to its present state."""

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.state == State.DONE


class EnrolmentChange(Model):
    """Who did what to somebody's place in a cohort, when and why; only ever added to."""

    __tablename__ = "enrolment_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolments.id", ondelete="CASCADE"), index=True
    )
    deed: Mapped[str] = mapped_column(String(40))
    """A standing, or what a `Ruling` says."""
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    enrolment: Mapped[Enrolment] = related()
    by: Mapped[User | None] = related()
