"""A lesson, and the only place where its life is decided."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, column_property, mapped_column

from app.accounts.models import User
from app.kernel.db import Model, related
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.lessons.content import LessonContent, StepContent, Text
from app.lessons.models.choices import Devices, Reach, Size, Status
from app.lessons.models.parts import (
    Material,
    Section,
    SectionKind,
    Step,
    Term,
    Vocabulary,
    material_of,
    sections_of,
    step_of,
    terms_of,
)
from app.portals.models import Portal


class Family(Model):
    """The editions of one lesson: the same lesson in several languages."""

    __tablename__ = "lesson_families"

    id: Mapped[int] = mapped_column(primary_key=True)


class LessonPortal(Model):
    """A portal, beside its own, that a lesson of chosen reach is seen in."""

    __tablename__ = "lesson_portals"

    lesson_id: Mapped[int] = mapped_column(
        ForeignKey("lessons.id", ondelete="CASCADE"), primary_key=True
    )
    portal_id: Mapped[int] = mapped_column(
        ForeignKey("portals.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Lesson(Model):
    """A lesson plan."""

    __tablename__ = "lessons"
    __table_args__ = (
        Index("ix_lessons_portal_newest", "portal_id", "status", "published_at", "id"),
        Index("ix_lessons_newest", "status", "published_at", "id"),
        Index("ix_lessons_author", "author_id", "status", "published_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("lesson_families.id"), index=True)
    portal_id: Mapped[int] = mapped_column(ForeignKey("portals.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    status: Mapped[Status] = mapped_column(default=Status.DRAFT)
    reach: Mapped[Reach] = mapped_column(default=Reach.NETWORK)
    size: Mapped[Size] = mapped_column(default=Size.STANDARD)
    language: Mapped[str] = mapped_column(String(35))
    title: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    licence: Mapped[str] = mapped_column(String(40))
    age_min: Mapped[int | None]
    age_max: Mapped[int | None]
    minutes: Mapped[int | None]
    devices: Mapped[Devices | None]
    supplies: Mapped[list[str]] = mapped_column(default=list)
    outcomes: Mapped[list[str]] = mapped_column(default=list)
    keywords: Mapped[list[str]] = mapped_column(default=list)
    resource_type: Mapped[str] = mapped_column(String(40), default="lesson-plan")
    adapted_from_id: Mapped[int | None] = mapped_column(
        ForeignKey("lessons.id", ondelete="SET NULL"), index=True
    )
    adapted_from_revision: Mapped[int | None]
    revision_number: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    revised_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    lock: Mapped[int] = mapped_column(default=0)
    """Guards against two saves at the same moment."""

    author: Mapped[User] = related()
    portal: Mapped[Portal] = related()
    origin: Mapped["Origin | None"] = related(back_populates="lesson")
    adapted_from: Mapped["Lesson | None"] = related(remote_side="Lesson.id")
    terms: Mapped[list[Term]] = related(cascade="all, delete-orphan", order_by=Term.position)
    sections: Mapped[list[Section]] = related(cascade="all, delete-orphan", order_by=Section.id)
    steps: Mapped[list[Step]] = related(cascade="all, delete-orphan", order_by=Step.position)
    materials: Mapped[list[Material]] = related(
        cascade="all, delete-orphan", order_by=Material.position
    )
    chosen_portals: Mapped[list[LessonPortal]] = related(
        cascade="all, delete-orphan", order_by=LessonPortal.portal_id
    )

    main_subject: Mapped[str | None] = column_property(
        select(Term.term)
        .where(Term.lesson_id == id, Term.vocabulary == Vocabulary.SUBJECT)  # noqa: A003  # the column
        .where(Term.position == 0)
        .correlate_except(Term)
        .scalar_subquery(),
        deferred=True,
        raiseload=True,
    )
    """The slug of its first subject, for cards: they load no other."""

    __mapper_args__ = {"version_id_col": lock}

    @property
    def author_name(self) -> str:
        """The name of whoever wrote it."""
        return self.author.name

    @property
    def portal_slug(self) -> str:
        """The address of its portal."""
        return self.portal.slug

    @property
    def subjects(self) -> list[str]:
        """Slugs of the taxonomy's subjects."""
        return [term.term for term in self.terms if term.vocabulary == Vocabulary.SUBJECT]

    @property
    def levels(self) -> list[str]:
        """Slugs of the taxonomy's levels."""
        return [term.term for term in self.terms if term.vocabulary == Vocabulary.LEVEL]

    @property
    def state(self) -> tuple[int, int, datetime]:
        """What changes with every save: the key under which pieces of its page are kept."""
        return self.id, self.lock, self.revised_at

    @property
    def is_published(self) -> bool:
        """Whether it is seen as far as its reach."""
        return self.status == Status.PUBLISHED

    def section(self, kind: SectionKind) -> Section | None:
        """Return a section, None where the author left it empty."""
        return next((section for section in self.sections if section.kind == kind), None)

    @property
    def body(self) -> Section | None:
        """The free text before the steps."""
        return self.section(SectionKind.BODY)

    @property
    def assessment(self) -> Section | None:
        """How one sees that it worked."""
        return self.section(SectionKind.ASSESSMENT)

    def materials_of(self, step: Step | None) -> list[Material]:
        """Return what a step uses; None is the whole lesson."""
        place = step.position if step else None
        return [material for material in self.materials if material.step == place]

    @property
    def takes_html(self) -> bool:
        """Whether its Markdown came from elsewhere with HTML in it, which stays HTML."""
        return self.origin is not None and self.origin.record.get("raw_html") is not False

    def shows(self, material: Material) -> bool:
        """Return whether a text shows the material's file, so that no list needs to."""
        address = f'src="/files/{material.file_id}/'
        texts = [section.text for section in self.sections] + [step.text for step in self.steps]
        return material.file_id is not None and any(address in text.html for text in texts)

    def say(self, content: LessonContent, at: datetime, *, raw_html: bool = False) -> None:
        """Take over a whole content; the caller keeps it as a revision."""
        self.title, self.summary, self.language = content.title, content.summary, content.language
        self.licence, self.reach = content.licence, Reach(content.reach)
        self.age_min, self.age_max = content.age_min, content.age_max
        self.minutes = content.total_minutes
        self.devices = Devices(content.devices) if content.devices else None
        self.supplies, self.outcomes = list(content.supplies), list(content.outcomes)
        self.keywords, self.resource_type = list(content.keywords), content.resource_type
        self.terms = terms_of(content)
        self.sections = sections_of(content, raw_html=raw_html)
        self.steps = [
            step_of(position, step, raw_html=raw_html)
            for position, step in enumerate(content.steps)
        ]
        places = range(len(content.steps))
        self.materials = [material_of(n, one, places) for n, one in enumerate(content.materials)]
        self.chosen_portals = [LessonPortal(portal_id=portal_id) for portal_id in content.portals]
        self.revision_number += 1
        self.revised_at = at

    def publish(self, at: datetime) -> None:
        """Show it to everyone in its reach; the day of its first publication stays."""
        if self.is_published:
            raise Refused(_("This lesson is published already."))
        if not self.summary.strip():
            raise Refused(_("Write a summary first: it is what teachers see before they open it."))
        if not (self.sections or self.steps):
            raise Refused(_("Write at least one step or a text first: this lesson is still empty."))
        self.status = Status.PUBLISHED
        self.published_at = self.published_at or at

    def withdraw(self) -> None:
        """Take it out of everyone's sight but the author's and the moderators'."""
        if not self.is_published:
            raise Refused(_("Only a published lesson can be withdrawn."))
        self.status = Status.WITHDRAWN

    def content(self) -> LessonContent:
        """Return all that was said, as one value."""
        return LessonContent(
            title=self.title,
            language=self.language,
            summary=self.summary,
            subjects=tuple(self.subjects),
            levels=tuple(self.levels),
            age_min=self.age_min,
            age_max=self.age_max,
            minutes=self.minutes,
            licence=self.licence,
            devices=self.devices,
            supplies=tuple(self.supplies),
            outcomes=tuple(self.outcomes),
            keywords=tuple(self.keywords),
            resource_type=self.resource_type,
            reach=self.reach,
            portals=tuple(chosen.portal_id for chosen in self.chosen_portals),
            sections={section.kind: _as_typed(section.text) for section in self.sections},
            steps=tuple(
                StepContent(step.title, step.minutes, step.grouping, _as_typed(step.text))
                for step in self.steps
            ),
            materials=tuple(material.content() for material in self.materials),
        )


class LifeChange(Model):
    """Who published or withdrew a lesson, when and why."""

    __tablename__ = "lesson_life_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id", ondelete="CASCADE"), index=True)
    status: Mapped[Status]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    by: Mapped[User | None] = related()


class Origin(Model):
    """Where an imported lesson came from, and its credits there."""

    __tablename__ = "lesson_origins"
    __table_args__ = (UniqueConstraint("portal_id", "identifier"),)

    lesson_id: Mapped[int] = mapped_column(
        ForeignKey("lessons.id", ondelete="CASCADE"), primary_key=True
    )
    portal_id: Mapped[int] = mapped_column(ForeignKey("portals.id", ondelete="CASCADE"))
    identifier: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    attribution: Mapped[str] = mapped_column(default="")
    family_key: Mapped[str] = mapped_column(default="", index=True)
    """What editions have in common there: the name of the family, or the first one's identifier."""
    adapted_from: Mapped[str] = mapped_column(default="", index=True)
    """The identifier of the lesson that it was made from, which may come later or never."""
    digest: Mapped[str] = mapped_column(String(64), default="")
    """Of the record as it was read: an unchanged one is not written again."""
    revision: Mapped[int] = mapped_column(default=0)
    """The revision that the record became: a higher one was written here."""
    record: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the origin said that a lesson has no field for; an export gives it back."""

    lesson: Mapped[Lesson] = related(back_populates="origin")


def _as_typed(text: Any) -> Text:
    return Text(text.source, text.format)
