"""Taught reports, what authors make of them, and private feedback."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import User
from app.kernel.db import Model, related
from app.kernel.errors import Refused
from app.kernel.files import StoredFile
from app.kernel.i18n import gettext as _
from app.kernel.markup import RichText, RichTextType
from app.lessons.models import Devices, Lesson
from app.teaching.content import ReportContent


class TaughtReport(Model):
    """What happened when somebody taught a lesson."""

    __tablename__ = "taught_reports"
    __table_args__ = (
        UniqueConstraint("reporter_id", "key"),
        Index("ix_taught_reports_lesson", "lesson_id", "id"),
        CheckConstraint("minutes is null or minutes > 0", name="minutes"),
        CheckConstraint("pupils is null or pupils > 0", name="pupils"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id", ondelete="CASCADE"))
    reporter_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    taught_on: Mapped[date]
    language: Mapped[str] = mapped_column(String(35))
    level: Mapped[str | None] = mapped_column(String(60))
    pupils: Mapped[int | None]
    country: Mapped[str | None] = mapped_column(String(2))
    devices: Mapped[Devices | None]
    minutes: Mapped[int | None]
    worked: Mapped[RichText | None] = mapped_column(RichTextType)
    failed: Mapped[RichText | None] = mapped_column(RichTextType)
    changed: Mapped[RichText | None] = mapped_column(RichTextType)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"), index=True)
    alt: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    key: Mapped[str | None] = mapped_column(String(40))
    """Sent with the form: the same form sent twice makes one report."""
    lock: Mapped[int] = mapped_column(default=0)

    lesson: Mapped[Lesson] = related()
    reporter: Mapped[User] = related()
    file: Mapped[StoredFile | None] = related()
    answer: Mapped["Answer | None"] = related(cascade="all, delete-orphan")
    taken: Mapped["TakenSuggestion | None"] = related(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": lock}

    @property
    def state(self) -> tuple[object, ...]:
        """What changes with all that is said here: the key of its piece of a page."""
        answered, taken = self.answer and self.answer.at, self.taken and self.taken.revision
        return self.id, self.lock, self.created_at, self.reporter.name, answered, taken

    @property
    def is_withdrawn(self) -> bool:
        """Whether it is out of the sight of others."""
        return self.withdrawn_at is not None

    @property
    def has_words(self) -> bool:
        """Whether its teacher said more than numbers."""
        return any((self.worked, self.failed, self.changed))

    def say(self, content: ReportContent) -> None:
        """Take over all that was typed."""
        if self.is_withdrawn:
            raise Refused(_("This report is withdrawn. Show it again before you change it."))
        self.taught_on, self.language = content.taught_on, content.language
        self.level, self.pupils = content.level, content.pupils
        self.country, self.minutes = content.country, content.minutes
        self.devices = Devices(content.devices) if content.devices else None
        self.worked, self.failed = _text(content.worked), _text(content.failed)
        self.changed = _text(content.changed)
        self.file_id, self.alt = content.file_id, content.alt if content.file_id else ""

    def content(self) -> ReportContent:
        """Return all that was said, as one value."""
        return ReportContent(
            taught_on=self.taught_on,
            language=self.language,
            level=self.level,
            pupils=self.pupils,
            country=self.country,
            devices=self.devices,
            minutes=self.minutes,
            worked=self.worked.source if self.worked else "",
            failed=self.failed.source if self.failed else "",
            changed=self.changed.source if self.changed else "",
            file_id=self.file_id,
            alt=self.alt,
        )

    def withdraw(self, at: datetime) -> None:
        """Take it out of the sight of others."""
        if self.is_withdrawn:
            raise Refused(_("This report is withdrawn already."))
        self.withdrawn_at = at

    def show(self) -> None:
        """Let everyone who sees the lesson read it again."""
        if not self.is_withdrawn:
            raise Refused(_("Everyone who sees the lesson can read this report already."))
        self.withdrawn_at = None


class Answer(Model):
    """What the author of a lesson says to a report."""

    __tablename__ = "taught_answers"

    report_id: Mapped[int] = mapped_column(
        ForeignKey("taught_reports.id", ondelete="CASCADE"), primary_key=True
    )
    text: Mapped[RichText] = mapped_column(RichTextType)
    language: Mapped[str] = mapped_column(String(35))
    at: Mapped[datetime]
    """When it was last changed."""


class TakenSuggestion(Model):
    """The revision of a lesson in which its author took up what a report suggests."""

    __tablename__ = "taken_suggestions"

    report_id: Mapped[int] = mapped_column(
        ForeignKey("taught_reports.id", ondelete="CASCADE"), primary_key=True
    )
    revision: Mapped[int]
    at: Mapped[datetime]


class Deed(StrEnum):
    """What was done to a report."""

    WITHDRAWN = "withdrawn"
    SHOWN = "shown"


class ReportChange(Model):
    """Who withdrew a report or showed it again, when and why; only ever added to."""

    __tablename__ = "taught_report_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(
        ForeignKey("taught_reports.id", ondelete="CASCADE"), index=True
    )
    deed: Mapped[Deed]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))


class FeedbackNote(Model):
    """What somebody tells the author of a lesson and nobody else."""

    __tablename__ = "feedback_notes"
    __table_args__ = (
        UniqueConstraint("sender_id", "key"),
        Index("ix_feedback_notes_lesson", "lesson_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id", ondelete="CASCADE"))
    sender_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    text: Mapped[RichText] = mapped_column(RichTextType)
    sent_at: Mapped[datetime]
    key: Mapped[str | None] = mapped_column(String(40))

    lesson: Mapped[Lesson] = related()
    sender: Mapped[User] = related()


def _text(source: str) -> RichText | None:
    """Return a text rendered; None where nothing was said."""
    text = RichText.from_markdown(source)
    return None if text.is_empty else text
