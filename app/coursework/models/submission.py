"""What somebody hands in for an assignment, and what became of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import User
from app.cohorts.models import Enrolment
from app.coursework.content import MarkContent, WorkContent
from app.kernel.db import Model, related
from app.kernel.errors import Refused
from app.kernel.files import StoredFile
from app.kernel.i18n import gettext as _
from app.kernel.markup import RichText, RichTextType
from app.lessons.models import Lesson


class Status(StrEnum):
    """Where a submission is in its life."""

    DRAFT = "draft"
    """Only its author sees it."""
    HANDED_IN = "handed-in"
    RETURNED = "returned"
    """To be handed in again, as the next number."""
    PASSED = "passed"
    FAILED = "failed"


class Part(StrEnum):
    """What a file of a submission is."""

    WORK = "work"
    LESSON = "lesson"
    """A material of the lesson that was handed in."""
    FEEDBACK = "feedback"


class SubmissionFile(Model):
    """A file that was handed in, or came back with the mark."""

    __tablename__ = "submission_files"

    submission_id: Mapped[int] = mapped_column(
        ForeignKey("submissions.id", ondelete="CASCADE"), primary_key=True
    )
    file_id: Mapped[int] = mapped_column(
        ForeignKey("stored_files.id"), primary_key=True, index=True
    )
    part: Mapped[Part] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    plain_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"), index=True)
    """The same content under a name that tells nothing: for peers who are not told whose it is."""

    file: Mapped[StoredFile] = related(foreign_keys=[file_id])
    plain: Mapped[StoredFile | None] = related(foreign_keys=[plain_id])


class Submission(Model):
    """What somebody hands in for an assignment; handed in again, it is the next number."""

    __tablename__ = "submissions"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "item_key", "number"),
        Index("ix_submissions_status", "status", "handed_in_at", "id"),
        CheckConstraint("status = 'draft' or handed_in_at is not null", name="handed_in"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"))
    item_key: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    status: Mapped[Status] = mapped_column(default=Status.DRAFT)
    language: Mapped[str] = mapped_column(String(35))
    text: Mapped[RichText | None] = mapped_column(RichTextType)
    lesson_id: Mapped[int | None] = mapped_column(
        ForeignKey("lessons.id", ondelete="SET NULL"), index=True
    )
    lesson_revision: Mapped[int | None]
    """The lesson as it stood when it was handed in; later revisions change nothing here."""
    offered_id: Mapped[int | None] = mapped_column(
        ForeignKey("lessons.id", ondelete="SET NULL"), index=True
    )
    """The lesson that its author has made of it since."""
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    saves: Mapped[int] = mapped_column(default=0)
    """Counts what its author saved, not what was kept while they typed: a form names it."""
    handed_in_at: Mapped[datetime | None]
    is_late: Mapped[bool] = mapped_column(default=False)
    has_peers: Mapped[bool] = mapped_column(default=False)
    """Whether colleagues are to look at it."""
    marked_at: Mapped[datetime | None]
    marker_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    points: Mapped[float | None]
    of: Mapped[float | None]
    scores: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """The levels that were reached, as `scores.Score` writes them."""
    feedback: Mapped[RichText | None] = mapped_column(RichTextType)
    feedback_language: Mapped[str | None] = mapped_column(String(35))
    lock: Mapped[int] = mapped_column(default=0)

    enrolment: Mapped[Enrolment] = related()
    lesson: Mapped[Lesson | None] = related(foreign_keys=[lesson_id])
    marker: Mapped[User | None] = related()
    files: Mapped[list[SubmissionFile]] = related(
        cascade="all, delete-orphan", order_by=SubmissionFile.position
    )

    __mapper_args__ = {"version_id_col": lock}

    @property
    def is_draft(self) -> bool:
        """Whether only its author sees it."""
        return self.status == Status.DRAFT

    @property
    def is_waiting(self) -> bool:
        """Whether it waits to be marked."""
        return self.status == Status.HANDED_IN

    @property
    def is_passed(self) -> bool:
        """Whether nothing is left to do."""
        return self.status == Status.PASSED

    @property
    def is_marked(self) -> bool:
        """Whether a trainer has said what it is worth."""
        return self.status in (Status.PASSED, Status.FAILED)

    @property
    def is_answered(self) -> bool:
        """Whether a trainer has said anything."""
        return self.status in (Status.PASSED, Status.FAILED, Status.RETURNED)

    def files_of(self, part: Part) -> list[SubmissionFile]:
        """Return its files of one kind."""
        return [one for one in self.files if one.part == part]

    def content(self) -> WorkContent:
        """Return what its author wrote and chose."""
        return WorkContent(
            language=self.language,
            text=self.text.source if self.text else "",
            lesson_id=self.lesson_id,
            file_ids=tuple(one.file_id for one in self.files_of(Part.WORK)),
        )

    def say(self, content: WorkContent, at: datetime) -> None:
        """Take over what its author wrote and chose."""
        if not self.is_draft:
            raise Refused(_("You have handed this in already. Take it back to change it."))
        self.write(content.text, content.language, at)
        self.lesson_id = content.lesson_id
        self.put_files(Part.WORK, content.file_ids)

    def write(self, text: str, language: str, at: datetime) -> None:
        """Take over its text alone."""
        self.text, self.language, self.saved_at = written(text), language, at

    def put_files(self, part: Part, file_ids: tuple[int, ...]) -> None:
        """Let these be its files of one kind, in this order."""
        kept = {one.file_id: one for one in self.files_of(part)}
        wanted = [
            kept.get(one) or SubmissionFile(file_id=one, part=part)
            for one in dict.fromkeys(file_ids)
        ]
        for position, one in enumerate(wanted):
            one.position = position
        self.files = [*(one for one in self.files if one.part != part), *wanted]

    def hand_in(self, at: datetime, *, is_late: bool, revision: int | None) -> None:
        """Let it wait to be marked, as it stands; `revision` is that of its lesson."""
        if not self.is_draft:
            raise Refused(_("You have handed this in already."))
        self.status, self.handed_in_at = Status.HANDED_IN, at
        self.is_late, self.lesson_revision = is_late, revision

    def take_back(self) -> None:
        """Let its author go on with it."""
        if not self.is_waiting:
            raise Refused(_("It is marked already: a trainer can return it to you."))
        self.status, self.handed_in_at, self.is_late = Status.DRAFT, None, False
        self.lesson_revision = None
        self.put_files(Part.LESSON, ())

    def judge(self, status: Status, mark: MarkContent, at: datetime, by: User) -> None:
        """Say what it is worth, and what its author may learn from it."""
        self.status, self.marked_at, self.marker_id = status, at, by.id
        self.points, self.of = mark.points, mark.of
        self.scores = [score.as_json() for score in mark.scores]
        self.feedback = written(mark.feedback)
        self.feedback_language = mark.language if self.feedback else None
        self.put_files(Part.FEEDBACK, mark.file_ids)


def written(source: str) -> RichText | None:
    """Return a text rendered; None where nothing was written."""
    text = RichText.from_markdown(source)
    return None if text.is_empty else text
