"""A course, and the only place where its life is decided."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import User
from app.courses.content import CourseContent
from app.kernel.db import Model, related
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.portals.models import Portal


class CourseStatus(StrEnum):
    """Where a course is in its life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class CourseReach(StrEnum):
    """How far a published course is seen, and who may run it."""

    PORTAL = "portal"
    NETWORK = "network"


class CourseFamily(Model):
    """The editions of one course: the same course in several languages."""

    __tablename__ = "course_families"

    id: Mapped[int] = mapped_column(primary_key=True)


class CourseAuthor(Model):
    """Somebody who writes a course."""

    __tablename__ = "course_authors"

    course_id: Mapped[int] = mapped_column(
        ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int] = mapped_column(default=0)

    user: Mapped[User] = related()


class Course(Model):
    """A template that is written once and run many times.

    `draft` is what its authors work on; everyone else reads the newest revision.
    """

    __tablename__ = "courses"
    __table_args__ = (Index("ix_courses_portal", "portal_id", "status", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("course_families.id"), index=True)
    portal_id: Mapped[int] = mapped_column(ForeignKey("portals.id"))
    status: Mapped[CourseStatus] = mapped_column(default=CourseStatus.DRAFT)
    reach: Mapped[CourseReach] = mapped_column(default=CourseReach.NETWORK)
    language: Mapped[str] = mapped_column(String(35))
    title: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    hours: Mapped[int | None]
    is_open: Mapped[bool] = mapped_column(default=True)
    kept: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    """The working copy."""
    bank: Mapped[list[dict[str, Any]]] = mapped_column(deferred=True, default=list)
    """The questions of its quizzes, as the working copy has them."""
    revision_number: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    revised_at: Mapped[datetime]
    """When its working copy was changed."""
    published_at: Mapped[datetime | None]
    lock: Mapped[int] = mapped_column(default=0)

    portal: Mapped[Portal] = related()
    authors: Mapped[list[CourseAuthor]] = related(
        cascade="all, delete-orphan", order_by=CourseAuthor.position
    )

    __mapper_args__ = {"version_id_col": lock}

    @property
    def is_published(self) -> bool:
        """Whether it is seen as far as its reach."""
        return self.status == CourseStatus.PUBLISHED

    @property
    def has_changes(self) -> bool:
        """Whether the working copy is younger than what everyone reads."""
        return self.published_at is None or self.revised_at > self.published_at

    @property
    def author_ids(self) -> list[int]:
        """Who writes it, the first author first."""
        return [author.user_id for author in self.authors]

    @property
    def content(self) -> CourseContent:
        """The working copy."""
        return CourseContent.from_json(self.kept)

    def say(self, content: CourseContent, at: datetime) -> None:
        """Take over a working copy; before the first revision it also names the course."""
        self.kept, self.revised_at = content.as_json(), at
        if not self.revision_number:
            self._head(content)

    def publish(self, at: datetime) -> "CourseRevision":
        """Show the working copy to everyone in its reach, as a new revision."""
        content = self.content
        if not content.summary.strip():
            raise Refused(_("Write a summary first: it is what teachers see before they enrol."))
        if not any(content.items):
            raise Refused(_("Put something into a module first: this course is still empty."))
        self._head(content)
        self.status, self.published_at, self.revised_at = CourseStatus.PUBLISHED, at, at
        self.revision_number += 1
        return CourseRevision(number=self.revision_number, at=at, kept=self.kept, bank=self.bank)

    def withdraw(self) -> None:
        """Let nobody start a cohort of it any more; those that run go on."""
        if not self.is_published:
            raise Refused(_("Only a published course can be withdrawn."))
        self.status = CourseStatus.WITHDRAWN

    def show(self) -> None:
        """Let it be seen and run again."""
        if self.status != CourseStatus.WITHDRAWN:
            raise Refused(_("This course is not withdrawn."))
        self.status = CourseStatus.PUBLISHED

    def _head(self, content: CourseContent) -> None:
        self.title, self.summary, self.language = content.title, content.summary, content.language
        self.hours, self.is_open = content.hours, content.is_open


class CourseRevision(Model):
    """A course as it was published: never changed, and what a cohort runs."""

    __tablename__ = "course_revisions"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    note: Mapped[str] = mapped_column(default="")
    kept: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    bank: Mapped[list[dict[str, Any]]] = mapped_column(deferred=True, default=list)

    author: Mapped[User | None] = related()

    @property
    def content(self) -> CourseContent:
        """What the course said then."""
        return CourseContent.from_json(self.kept)


class CourseFile(Model):
    """A file that a course holds or held: cohorts may still run an older revision of it."""

    __tablename__ = "course_files"

    course_id: Mapped[int] = mapped_column(
        ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True
    )
    file_id: Mapped[int] = mapped_column(
        ForeignKey("stored_files.id"), primary_key=True, index=True
    )


class CourseChange(Model):
    """Who published or withdrew a course, when and why; only ever added to."""

    __tablename__ = "course_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"), index=True)
    status: Mapped[CourseStatus]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    by: Mapped[User | None] = related()
