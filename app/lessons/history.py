"""Reading a lesson's past: its revisions, and who published or withdrew it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.kernel.db import session
from app.lessons.models import Lesson, LifeChange, Revision


def revisions(lesson: Lesson) -> Sequence[Revision]:
    """Return what was saved when and by whom, newest first."""
    found = select(Revision).where(Revision.lesson_id == lesson.id)
    return session.scalars(
        found.order_by(Revision.number.desc()).options(joinedload(Revision.author))
    ).all()


def revision(lesson: Lesson, number: int) -> Revision | None:
    """Return one saved state."""
    return session.scalar(
        select(Revision)
        .where(Revision.lesson_id == lesson.id, Revision.number == number)
        .options(joinedload(Revision.author))
    )


def life(lesson: Lesson) -> Sequence[LifeChange]:
    """Return who published or withdrew it, newest first."""
    found = select(LifeChange).where(LifeChange.lesson_id == lesson.id)
    return session.scalars(
        found.order_by(LifeChange.id.desc()).options(joinedload(LifeChange.by))
    ).all()
