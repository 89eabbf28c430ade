"""Reading lessons: how they are selected, loaded and counted."""

from collections.abc import Iterable, Sequence

from sqlalchemy import (
    Select,
    bindparam,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import joinedload, load_only, selectinload
from sqlalchemy.sql.base import ExecutableOption

from app.accounts.models import Actor, User
from app.accounts.standpoints import once_per_standpoint
from app.kernel import files
from app.kernel.db import session
from app.kernel.files import StoredFile
from app.lessons.models import (
    Lesson,
    Material,
    Origin,
    Status,
)
from app.lessons.policy import visible_to
from app.portals.models import Portal

CARD = (
    load_only(
        Lesson.adapted_from_id,
        Lesson.age_max,
        Lesson.age_min,
        Lesson.author_id,
        Lesson.devices,
        Lesson.family_id,
        Lesson.language,
        Lesson.lock,
        Lesson.main_subject,
        Lesson.minutes,
        Lesson.portal_id,
        Lesson.published_at,
        Lesson.reach,
        Lesson.revised_at,
        Lesson.status,
        Lesson.summary,
        Lesson.title,
        raiseload=True,
    ),
    joinedload(Lesson.author).load_only(User.name),
    joinedload(Lesson.portal).load_only(Portal.slug, Portal.names, Portal.locale, Portal.languages),
)
"""What a card shows and no more."""

_JOINED = (
    joinedload(Lesson.author).load_only(User.name, User.headline),
    joinedload(Lesson.portal),
    joinedload(Lesson.terms),
    joinedload(Lesson.chosen_portals),
)
"""What is short and few comes joined; the texts would be sent once for each of those."""

HEAD = (*_JOINED, joinedload(Lesson.origin).defer(Origin.record))

TEXTS = (
    selectinload(Lesson.sections),
    selectinload(Lesson.steps),
    selectinload(Lesson.materials).joinedload(Material.file),
)

WHOLE = (*_JOINED, joinedload(Lesson.origin), *TEXTS)


def visible(actor: Actor) -> Select[Lesson]:
    """Select the lessons that exist for this person."""
    return select(Lesson).where(visible_to(actor))


def get(actor: Actor, portal_id: int, lesson_id: int) -> Lesson | None:
    """Return a lesson of the portal, whole: the one door through which a view reaches it."""
    return _one(_at(actor, portal_id, lesson_id), WHOLE)


def head(actor: Actor, portal_id: int, lesson_id: int) -> Lesson | None:
    """Return a lesson of the portal without its texts, which its page keeps as a piece."""
    asked = {"lesson_id": lesson_id, "portal_id": portal_id}
    return session.scalars(_head(actor), asked).unique().one_or_none()


def with_texts(lesson: Lesson) -> Lesson:
    """Load the texts of a lesson that came without them."""
    session.scalars(select(Lesson).where(Lesson.id == lesson.id).options(*TEXTS)).one()
    return lesson


def find(actor: Actor, lesson_id: int) -> Lesson | None:
    """Return a lesson by its id alone, whole: the door of the API."""
    return _one(visible(actor).where(Lesson.id == lesson_id), WHOLE)


def cards(actor: Actor, ids: Iterable[int]) -> dict[int, Lesson]:
    """Return those of the lessons that exist for this person and are published, by id."""
    found = visible(actor).where(Lesson.id.in_(list(ids)), Lesson.status == Status.PUBLISHED)
    named = joinedload(Lesson.origin).load_only(Origin.identifier)
    loaded = session.scalars(found.options(*CARD, named))
    return {lesson.id: lesson for lesson in loaded}


def places(actor: Actor, ids: Iterable[int]) -> Sequence[tuple[int, str]]:
    """Return id and portal of those of the lessons that exist for this person, if published."""
    found = visible(actor).join(Lesson.portal).with_only_columns(Lesson.id, Portal.slug)
    published = found.where(Lesson.id.in_(list(ids)), Lesson.status == Status.PUBLISHED)
    return session.execute(published).all()


def bodies(ids: Iterable[int]) -> Sequence[Lesson]:
    """Return lessons with their texts, for who has been shown them already."""
    found = select(Lesson).where(Lesson.id.in_(list(ids)))
    return session.scalars(
        found.options(selectinload(Lesson.sections), selectinload(Lesson.steps))
    ).all()


def wholes(ids: Iterable[int]) -> Sequence[Lesson]:
    """Return the published ones of these lessons, whole, for the index."""
    found = select(Lesson).where(Lesson.id.in_(list(ids)), Lesson.status == Status.PUBLISHED)
    return session.scalars(found.options(*WHOLE)).unique().all()


def ids_of_portal(portal_id: int) -> Sequence[int]:
    """Return the ids of all published lessons of a portal."""
    return session.scalars(
        select(Lesson.id).where(Lesson.portal_id == portal_id, Lesson.status == Status.PUBLISHED)
    ).all()


def published_ids() -> Sequence[int]:
    """Return the ids of all published lessons."""
    return session.scalars(
        select(Lesson.id).where(Lesson.status == Status.PUBLISHED).order_by(Lesson.id)
    ).all()


def editions(actor: Actor, lesson: Lesson) -> Sequence[Lesson]:
    """Return the same lesson in other languages, as far as this person may see them."""
    others = cards_of_family(actor, lesson.family_id)
    return [other for other in others if other.id != lesson.id]


def cards_of_family(actor: Actor, family_id: int) -> Sequence[Lesson]:
    """Return the published editions of a family that exist for this person."""
    found = visible(actor).where(Lesson.family_id == family_id, Lesson.status == Status.PUBLISHED)
    return session.scalars(found.options(joinedload(Lesson.portal)).order_by(Lesson.id)).all()


def imported(portal_id: int, identifier: str) -> Lesson | None:
    """Return the lesson that was imported under this identifier, whole."""
    found = (
        select(Lesson)
        .join(Origin)
        .where(Origin.portal_id == portal_id, Origin.identifier == identifier)
    )
    return _one(found, WHOLE)


@once_per_standpoint
def _head(actor: Actor) -> Select[Lesson]:
    at = (Lesson.id == bindparam("lesson_id"), Lesson.portal_id == bindparam("portal_id"))
    return visible(actor).where(*at).options(*HEAD)


def _at(actor: Actor, portal_id: int, lesson_id: int) -> Select[Lesson]:
    return visible(actor).where(Lesson.id == lesson_id, Lesson.portal_id == portal_id)


def _one(found: Select[Lesson], plan: Sequence[ExecutableOption]) -> Lesson | None:
    return session.scalars(found.options(*plan)).unique().one_or_none()


@files.reader
def readable_file(actor: Actor, file_id: int) -> StoredFile | None:
    """Return a file that this person sent or that a lesson holds which they may see."""
    held = exists().where(
        Material.file_id == StoredFile.id, Material.lesson_id == Lesson.id, visible_to(actor)
    )
    mine = StoredFile.uploader_id == actor.id
    found = select(StoredFile).where(StoredFile.id == file_id, or_(held, mine))
    return session.scalar(found)
