"""Reading lessons: how they are selected, loaded and counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import joinedload, load_only, selectinload

from app.accounts.models import Actor, User
from app.kernel.db import session
from app.kernel.files import StoredFile
from app.kernel.paging import Page, page
from app.lessons.models import (
    Lesson,
    Material,
    Origin,
    Status,
    Term,
    Vocabulary,
)
from app.lessons.policy import visible_to
from app.portals.models import Portal

PAGE_SIZE = 20

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
    selectinload(Lesson.author).load_only(User.name, User.headline),
    selectinload(Lesson.portal),
    selectinload(Lesson.terms),
)
"""What a card shows and no more; the portal of the page is there already and costs nothing."""

WHOLE = (
    joinedload(Lesson.author),
    joinedload(Lesson.portal),
    joinedload(Lesson.origin),
    joinedload(Lesson.terms),
    joinedload(Lesson.chosen_portals),
    selectinload(Lesson.sections),
    selectinload(Lesson.steps),
    selectinload(Lesson.materials).joinedload(Material.file),
)
"""What is short and few comes joined; the texts would be sent once for each of those."""

FACETS = ("subject", "level", "language", "devices")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet and how many lessons it would leave."""

    value: str
    count: int
    is_chosen: bool


def visible(actor: Actor) -> Select[Lesson]:
    """Select the lessons that exist for this person."""
    return select(Lesson).where(visible_to(actor))


def get(actor: Actor, portal_id: int, lesson_id: int) -> Lesson | None:
    """Return a lesson of the portal, whole: the one door through which a view reaches it."""
    return _whole(visible(actor).where(Lesson.id == lesson_id, Lesson.portal_id == portal_id))


def find(actor: Actor, lesson_id: int) -> Lesson | None:
    """Return a lesson by its id alone, whole: the door of the API."""
    return _whole(visible(actor).where(Lesson.id == lesson_id))


def cards(actor: Actor, ids: Iterable[int]) -> dict[int, Lesson]:
    """Return those of the lessons that exist for this person and are published, by id."""
    found = visible(actor).where(Lesson.id.in_(list(ids)), Lesson.status == Status.PUBLISHED)
    loaded = session.scalars(found.options(*CARD, joinedload(Lesson.origin)))
    return {lesson.id: lesson for lesson in loaded}


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


def listed(actor: Actor, portal_id: int, chosen: Mapping[str, str]) -> Select[Lesson]:
    """Select a portal's published lessons, narrowed by the chosen facets."""
    return visible(actor).where(
        Lesson.portal_id == portal_id, Lesson.status == Status.PUBLISHED, *_narrowed(chosen)
    )


def newest(query: Select[Lesson], *, after: str | None, before: str | None) -> Page[Lesson]:
    """Return a page of cards, newest first."""
    return page(
        query.options(*CARD),
        Lesson.published_at,
        Lesson.id,
        size=PAGE_SIZE,
        after=after,
        before=before,
    )


def facets(actor: Actor, portal_id: int, chosen: Mapping[str, str]) -> dict[str, list[Choice]]:
    """Count what each further choice would leave, most first; one statement."""
    ids = listed(actor, portal_id, chosen).with_only_columns(Lesson.id).scalar_subquery()
    of_terms = (
        select(cast(Term.vocabulary, String), Term.term, func.count())
        .where(Term.lesson_id.in_(ids))
        .group_by(Term.vocabulary, Term.term)
    )
    of_columns = [
        select(literal(name), cast(column, String), func.count())
        .where(Lesson.id.in_(ids), column.is_not(None))
        .group_by(column)
        for name, column in (("language", Lesson.language), ("devices", Lesson.devices))
    ]
    found: dict[str, list[Choice]] = {name: [] for name in FACETS}
    counted: Sequence[tuple[str, str, int]]
    counted = session.execute(union_all(of_terms, *of_columns)).all()
    for name, value, count in counted:
        found[name].append(Choice(value, count, chosen.get(name) == value))
    for choices in found.values():
        choices.sort(key=lambda choice: (-choice.count, choice.value))
    return found


def by_author(actor: Actor, author_id: int) -> Select[Lesson]:
    """Select a person's published lessons that exist for this reader."""
    return visible(actor).where(Lesson.author_id == author_id, Lesson.status == Status.PUBLISHED)


def unpublished_of(author: User) -> Sequence[Lesson]:
    """Return the person's own drafts and withdrawn lessons, last changed first."""
    own = visible(author).where(Lesson.author_id == author.id, Lesson.status != Status.PUBLISHED)
    return session.scalars(own.order_by(Lesson.revised_at.desc()).options(*CARD)).all()


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
    return _whole(found)


def _whole(found: Select[Lesson]) -> Lesson | None:
    return session.scalars(found.options(*WHOLE)).unique().one_or_none()


def _narrowed(chosen: Mapping[str, str]) -> list[ColumnElement[bool]]:
    conditions = [
        _filed_under(name, chosen[name])
        for name in (Vocabulary.SUBJECT, Vocabulary.LEVEL)
        if chosen.get(name)
    ]
    if language := chosen.get("language"):
        conditions.append(Lesson.language == language)
    if devices := chosen.get("devices"):
        conditions.append(Lesson.devices == devices)
    return conditions


def _filed_under(vocabulary: Vocabulary, term: str) -> ColumnElement[bool]:
    return exists().where(
        Term.lesson_id == Lesson.id, Term.vocabulary == vocabulary, Term.term == term
    )


def readable_file(actor: Actor, file_id: int) -> StoredFile | None:
    """Return a file that this person sent or that a lesson holds which they may see."""
    held = exists().where(
        Material.file_id == StoredFile.id, Material.lesson_id == Lesson.id, visible_to(actor)
    )
    mine = StoredFile.uploader_id == actor.id
    found = select(StoredFile).where(StoredFile.id == file_id, or_(held, mine))
    return session.scalar(found)


def newest_cards(actor: Actor, portal_id: int | None = None, *, limit: int) -> Sequence[Lesson]:
    """Return the latest published lessons, of one portal or of the network."""
    found = _published(actor, portal_id).order_by(Lesson.published_at.desc(), Lesson.id.desc())
    return session.scalars(found.limit(limit).options(*CARD)).all()


def count_visible(actor: Actor, portal_id: int | None = None) -> int:
    """Count the published lessons that exist for this person."""
    counted = _published(actor, portal_id).with_only_columns(func.count())
    return session.scalar(counted) or 0


def languages_of(actor: Actor, portal_id: int) -> int:
    """Count in how many languages a portal's lessons can be read."""
    counted = _published(actor, portal_id).with_only_columns(
        func.count(func.distinct(Lesson.language))
    )
    return session.scalar(counted) or 0


def mapped(actor: Actor, *, limit: int) -> Sequence[tuple[int, str, str, datetime]]:
    """Return id, portal, locale and last change of what this person may see, newest first."""
    found = (
        _published(actor, None)
        .join(Portal, Portal.id == Lesson.portal_id)
        .with_only_columns(Lesson.id, Portal.slug, Portal.locale, Lesson.revised_at)
        .order_by(Lesson.id.desc())
    )
    return session.execute(found.limit(limit)).all()


def _published(actor: Actor, portal_id: int | None) -> Select[Lesson]:
    found = visible(actor).where(Lesson.status == Status.PUBLISHED)
    return found if portal_id is None else found.where(Lesson.portal_id == portal_id)
