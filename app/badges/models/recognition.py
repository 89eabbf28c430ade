"""What a badge or a course counts for with an authority, as a portal states it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.badges.models.badge import Badge
from app.courses.models import Course
from app.kernel.db import Model, related
from app.portals.models import Portal


class Unit(StrEnum):
    """In what an authority counts."""

    HOURS = "hours"
    POINTS = "points"


class Recognition(Model):
    """A portal's statement for its members: this badge, or this course, counts so much there."""

    __tablename__ = "recognitions"
    __table_args__ = (
        CheckConstraint("(badge_id IS NULL) <> (course_id IS NULL)", name="either"),
        Index("ix_recognitions_portal", "portal_id", "authority", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    portal_id: Mapped[int] = mapped_column(ForeignKey("portals.id", ondelete="CASCADE"))
    badge_id: Mapped[int | None] = mapped_column(
        ForeignKey("badges.id", ondelete="CASCADE"), index=True
    )
    course_id: Mapped[int | None] = mapped_column(
        ForeignKey("courses.id", ondelete="CASCADE"), index=True
    )
    authority: Mapped[str] = mapped_column(String(200))
    unit: Mapped[Unit]
    amount: Mapped[float]
    reference: Mapped[str] = mapped_column(String(200), default="")
    """The number under which the authority lists it."""
    valid_until: Mapped[date | None]
    """What was earned later counts no more; null: it stands for ever."""
    created_at: Mapped[datetime]

    portal: Mapped[Portal] = related()
    badge: Mapped[Badge | None] = related()
    course: Mapped[Course | None] = related()

    def counts(self, earned_on: date) -> bool:
        """Return whether what was earned that day counts."""
        return self.valid_until is None or earned_on <= self.valid_until
