"""Lists of lessons: a portal's, a person's, the newest; their facets and counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, exists, func, literal, select, union_all

from app.accounts.models import Actor, User
from app.accounts.standpoints import once_per_standpoint
from app.kernel import paging
from app.kernel.db import session
from app.kernel.paging import Page
from app.lessons.cards import CardRow, select_cards
from app.lessons.models import Lesson, Status, Term, Vocabulary
from app.lessons.queries import CARD, visible
from app.portals.models import Portal

PAGE_SIZE = 20


FACETS = ("subject", "level", "language", "devices")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet and how many lessons it would leave."""

    value: str
    count: int
    is_chosen: bool


def of_portal(
    actor: Actor,
    portal_id: int,
    chosen: Mapping[str, str],
    *,
    after: str | None,
    before: str | None,
) -> Page[CardRow]:
    """Return a page of a portal's published lessons, newest first, narrowed by chosen facets."""
    asked, keys = _cards(actor, portal_id, *chosen.items()), (Lesson.published_at, Lesson.id)
    found = paging.rows(asked, *keys, size=PAGE_SIZE, after=after, before=before)
    return replace(found, items=[CardRow._make(row) for row in found.items])


@once_per_standpoint
def _cards(actor: Actor, portal_id: int, *chosen: tuple[str, str]) -> Select[Any]:
    return select_cards(_listed(actor, portal_id, *chosen))


@once_per_standpoint
def _listed(actor: Actor, portal_id: int, *chosen: tuple[str, str]) -> Select[Lesson]:
    return visible(actor).where(
        Lesson.portal_id == portal_id, Lesson.status == Status.PUBLISHED, *_narrowed(dict(chosen))
    )


def by_author(actor: Actor, author_id: int) -> Select[Lesson]:
    """Select a person's published lessons that exist for this reader."""
    own = visible(actor).where(Lesson.author_id == author_id, Lesson.status == Status.PUBLISHED)
    return own.options(*CARD)


def newest(query: Select[Lesson], *, after: str | None, before: str | None) -> Page[Lesson]:
    """Return a page of cards, newest first."""
    return paging.page(
        query,
        Lesson.published_at,
        Lesson.id,
        size=PAGE_SIZE,
        after=after,
        before=before,
    )


def unpublished_of(author: User) -> Sequence[Lesson]:
    """Return the person's own drafts and withdrawn lessons, last changed first."""
    own = visible(author).where(Lesson.author_id == author.id, Lesson.status != Status.PUBLISHED)
    return session.scalars(own.order_by(Lesson.revised_at.desc()).options(*CARD)).all()


def newest_cards(actor: Actor, portal_id: int | None = None, *, limit: int) -> Sequence[Lesson]:
    """Return the latest published lessons, of one portal or of the network."""
    found = _published(actor, portal_id).order_by(Lesson.published_at.desc(), Lesson.id.desc())
    return session.scalars(found.limit(limit).options(*CARD)).all()


def facets(actor: Actor, portal_id: int, chosen: Mapping[str, str]) -> dict[str, list[Choice]]:
    """Count what each further choice would leave, most first; one statement."""
    listed = _listed(actor, portal_id, *chosen.items())
    ids = listed.with_only_columns(Lesson.id).scalar_subquery()
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
