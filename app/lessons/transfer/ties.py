"""What ties imported lessons together: editions of a family, adaptations of a lesson.

Records come in any order, so each looks for those that came before it, and for those that have
waited for it.
"""

from sqlalchemy import or_, select, update

from app.kernel.db import session
from app.lessons.models import Family, Lesson, Origin


def known(portal_id: int, identifier: str) -> tuple[Origin, int] | None:
    """Return an imported lesson's origin, and the number of its newest revision."""
    found = (
        select(Origin, Lesson.revision_number)
        .join(Lesson, Lesson.id == Origin.lesson_id)
        .where(Origin.portal_id == portal_id, Origin.identifier == identifier)
    )
    return session.execute(found).one_or_none()


def new_family() -> int:
    """Begin a family and return its id."""
    family = Family()
    session.add(family)
    session.flush()  # its lesson needs its id
    return family.id


def family_for(portal_id: int, identifier: str, family_key: str) -> int | None:
    """Return the family of the editions that are here; several become one."""
    shared = {family_key, identifier} - {""}
    is_edition = or_(Origin.family_key.in_(shared), Origin.identifier == family_key)
    found = (
        select(Lesson.family_id)
        .join(Origin, Origin.lesson_id == Lesson.id)
        .where(Origin.portal_id == portal_id, Origin.identifier != identifier, is_edition)
        .distinct()
        .order_by(Lesson.family_id)
    )
    ids = session.scalars(found).all()
    if len(ids) > 1:
        session.execute(
            update(Lesson).where(Lesson.family_id.in_(ids[1:])).values(family_id=ids[0])
        )
    return ids[0] if ids else None


def tie_adaptations(lesson: Lesson, origin: Origin) -> None:
    """Name the lesson that this one was made from, and this one at those made from it."""
    here = Origin.portal_id == origin.portal_id
    if origin.adapted_from and origin.adapted_from != origin.identifier:
        parent = select(Origin.lesson_id).where(here, Origin.identifier == origin.adapted_from)
        lesson.adapted_from_id = session.scalar(parent)
    waiting = select(Origin.lesson_id).where(
        here, Origin.adapted_from == origin.identifier, Origin.lesson_id != lesson.id
    )
    session.execute(
        update(Lesson)
        .where(Lesson.id.in_(waiting), Lesson.adapted_from_id.is_(None))
        .values(adapted_from_id=lesson.id)
    )
