"""A cohort: one dated run of a course."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import User
from app.courses.content import Item
from app.courses.models import Course
from app.kernel.db import Model, related
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.markup import RichText, RichTextType
from app.portals.models import Portal


class CohortStatus(StrEnum):
    """Where a cohort is in its life."""

    PLANNED = "planned"
    """Only its trainers see it."""
    OPEN = "open"
    CLOSED = "closed"
    """Nobody enrols any more; trainers still take late work."""


class Entry(StrEnum):
    """How a person comes into a cohort."""

    OPEN = "open"
    APPROVAL = "approval"
    INVITATION = "invitation"
    CODE = "code"


class CohortTrainer(Model):
    """Somebody who runs a cohort."""

    __tablename__ = "cohort_trainers"

    cohort_id: Mapped[int] = mapped_column(
        ForeignKey("cohorts.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int] = mapped_column(default=0)

    user: Mapped[User] = related()


class Cohort(Model):
    """One dated run of a published course by trainers."""

    __tablename__ = "cohorts"
    __table_args__ = (
        Index("ix_cohorts_portal", "portal_id", "status", "starts_on"),
        Index("ix_cohorts_course", "course_id", "status", "starts_on"),
        CheckConstraint("ends_on >= starts_on", name="dates"),
        CheckConstraint("capacity is null or capacity > 0", name="capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    portal_id: Mapped[int] = mapped_column(ForeignKey("portals.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    revision: Mapped[int]
    """The number of the course's revision that it runs."""
    status: Mapped[CohortStatus] = mapped_column(default=CohortStatus.PLANNED)
    title: Mapped[str]
    language: Mapped[str] = mapped_column(String(35))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    time_zone: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    meeting_url: Mapped[str] = mapped_column(default="")
    capacity: Mapped[int | None]
    entry: Mapped[Entry] = mapped_column(default=Entry.OPEN)
    code: Mapped[str | None] = mapped_column(String(12), unique=True)
    """What is shown in the room to come in by, in capitals."""
    due: Mapped[dict[str, str]] = mapped_column(default=dict)
    """Days by item key, as ISO 8601, where they are not the course's."""
    modules_behind: Mapped[int] = mapped_column(default=2)
    silent_days: Mapped[int] = mapped_column(default=14)
    """Who is so many modules behind, or away for so many days, is shown to the trainers."""
    board_id: Mapped[int | None] = mapped_column(
        ForeignKey("boards.id", ondelete="SET NULL"), index=True
    )
    """Where those who take part talk among themselves."""
    copied_from_id: Mapped[int | None] = mapped_column(
        ForeignKey("cohorts.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime]
    lock: Mapped[int] = mapped_column(default=0)

    portal: Mapped[Portal] = related()
    course: Mapped[Course] = related()
    trainers: Mapped[list[CohortTrainer]] = related(
        cascade="all, delete-orphan", order_by=CohortTrainer.position
    )

    __mapper_args__ = {"version_id_col": lock}

    @property
    def trainer_ids(self) -> list[int]:
        """Who runs it."""
        return [trainer.user_id for trainer in self.trainers]

    @property
    def zone(self) -> ZoneInfo:
        """Where its days begin."""
        return ZoneInfo(self.time_zone)

    @property
    def is_planned(self) -> bool:
        """Whether only its trainers see it."""
        return self.status == CohortStatus.PLANNED

    @property
    def is_closed(self) -> bool:
        """Whether nobody enrols any more."""
        return self.status == CohortStatus.CLOSED

    def due_of(self, item: Item) -> datetime | None:
        """Return until when an item is due: the end of that day where the cohort is."""
        day = self.due_day(item)
        return datetime.combine(day, time.max.replace(microsecond=0), self.zone) if day else None

    def due_day(self, item: Item) -> date | None:
        """Return on which day an item is due: the cohort's own, else the course's count of days."""
        if item.key in self.due:
            return date.fromisoformat(self.due[item.key])
        return None if item.due_days is None else self.starts_on + timedelta(days=item.due_days)

    def today(self, now: datetime) -> date:
        """Return which day it is there."""
        return now.astimezone(self.zone).date()

    def open(self) -> None:
        """Let it be seen and entered."""
        if self.status == CohortStatus.OPEN:
            raise Refused(_("This cohort is open already."))
        self.status = CohortStatus.OPEN

    def close(self) -> None:
        """Let nobody enrol any more; nothing that was done is lost."""
        if self.status != CohortStatus.OPEN:
            raise Refused(_("Only an open cohort can be closed."))
        self.status = CohortStatus.CLOSED


class Announcement(Model):
    """What trainers tell everyone in a cohort, or some of them."""

    __tablename__ = "cohort_announcements"
    __table_args__ = (Index("ix_cohort_announcements_cohort", "cohort_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    title: Mapped[str]
    text: Mapped[RichText] = mapped_column(RichTextType)
    at: Mapped[datetime]
    to_some: Mapped[bool] = mapped_column(default=False)
    """Whether only those read it to whom it was written, and the trainers."""

    cohort: Mapped[Cohort] = related()
    author: Mapped[User] = related()


class AnnouncementReader(Model):
    """Somebody to whom an announcement was written that is not for everyone."""

    __tablename__ = "announcement_readers"

    announcement_id: Mapped[int] = mapped_column(
        ForeignKey("cohort_announcements.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
