"""The parts of a lesson: what it is about, its sections, steps and materials."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Model, related
from app.kernel.files import StoredFile
from app.kernel.markup import RichText, RichTextType
from app.lessons.content import LessonContent, MaterialContent, StepContent


class Vocabulary(StrEnum):
    """From which list a term is."""

    SUBJECT = "subject"
    LEVEL = "level"


class Term(Model):
    """A word of a shared vocabulary that a lesson is filed under."""

    __tablename__ = "lesson_terms"
    __table_args__ = (Index("ix_lesson_terms_term", "vocabulary", "term", "lesson_id"),)

    lesson_id: Mapped[int] = mapped_column(
        ForeignKey("lessons.id", ondelete="CASCADE"), primary_key=True
    )
    vocabulary: Mapped[Vocabulary] = mapped_column(primary_key=True)
    term: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)


class SectionKind(StrEnum):
    """Which part of the template a text fills."""

    BODY = "body"
    ASSESSMENT = "assessment"


class Section(Model):
    """One longer text of a lesson."""

    __tablename__ = "lesson_sections"

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id", ondelete="CASCADE"), index=True)
    kind: Mapped[SectionKind]
    text: Mapped[RichText] = mapped_column(RichTextType)


class Grouping(StrEnum):
    """How pupils work in a step."""

    WHOLE_CLASS = "whole-class"
    GROUPS = "groups"
    PAIRS = "pairs"
    ALONE = "alone"


class Step(Model):
    """One stretch of the lesson."""

    __tablename__ = "lesson_steps"
    __table_args__ = (CheckConstraint("minutes is null or minutes > 0", name="minutes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    minutes: Mapped[int | None]
    grouping: Mapped[Grouping | None]
    text: Mapped[RichText] = mapped_column(RichTextType)


class Material(Model):
    """A file or a link that a lesson uses, with its own author and licence."""

    __tablename__ = "lesson_materials"
    __table_args__ = (CheckConstraint("file_id is not null or url is not null", name="target"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"), index=True)
    url: Mapped[str | None]
    author: Mapped[str] = mapped_column(default="")
    licence: Mapped[str] = mapped_column(String(40), default="")
    credit: Mapped[str] = mapped_column(default="")
    alt: Mapped[str] = mapped_column(default="")
    step: Mapped[int | None]
    """The position of the step that uses it; null for the whole lesson."""

    file: Mapped[StoredFile | None] = related()

    @property
    def is_picture(self) -> bool:
        """Whether the page can show it."""
        return self.file is not None and self.file.media_type.startswith("image/")

    def content(self) -> MaterialContent:
        """Return what was said of it."""
        return MaterialContent(
            title=self.title,
            file_id=self.file_id,
            url=self.url,
            author=self.author,
            licence=self.licence,
            credit=self.credit,
            alt=self.alt,
            step=self.step,
        )


def terms_of(content: LessonContent) -> list[Term]:
    """Return what a content is filed under."""
    said = [(Vocabulary.SUBJECT, slug) for slug in content.subjects]
    said += [(Vocabulary.LEVEL, slug) for slug in content.levels]
    return [Term(vocabulary=kind, term=slug, position=n) for n, (kind, slug) in enumerate(said)]


def sections_of(content: LessonContent, *, raw_html: bool) -> list[Section]:
    """Return the longer texts that say something, rendered."""
    rendered = {kind: text.render(raw_html=raw_html) for kind, text in content.sections.items()}
    return [
        Section(kind=SectionKind(kind), text=text)
        for kind, text in rendered.items()
        if not text.is_empty
    ]


def step_of(position: int, step: StepContent, *, raw_html: bool) -> Step:
    """Return one step, rendered."""
    return Step(
        position=position,
        title=step.title,
        minutes=step.minutes,
        grouping=Grouping(step.grouping) if step.grouping else None,
        text=step.text.render(raw_html=raw_html),
    )


def material_of(position: int, said: MaterialContent, steps: range) -> Material:
    """Return one material; one of a step that is not there is of the whole lesson."""
    return Material(
        position=position,
        title=said.title,
        file_id=said.file_id,
        url=said.url,
        author=said.author,
        licence=said.licence,
        credit=said.credit,
        alt=said.alt,
        step=said.step if said.step in steps else None,
    )
