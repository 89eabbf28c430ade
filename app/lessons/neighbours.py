"""Where a reader may go on to from a lesson: its editions, what it was made from, what is alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

from cachetools import TTLCache, cached
from sqlalchemy import Select, and_, bindparam, or_, select

from app import search
from app.accounts.models import Actor, User
from app.accounts.standpoints import once_per_standpoint
from app.kernel.db import session
from app.kernel.i18n import current
from app.lessons import policy
from app.lessons.models import Lesson, Status
from app.lessons.search import TYPE
from app.portals.models import Portal

MOST_ALIKE = 5
NEAR = 12
"""Of so many that have most in common, those that were taught lately may come first."""

Alike = tuple[tuple[int, tuple[str, ...]], ...]
"""Lessons' ids, each with what speaks for it beyond its words."""


class Neighbour(NamedTuple):
    """As much of a lesson as a link to it shows; `portal` is a slug."""

    id: int
    family_id: int
    language: str
    title: str
    portal: str
    author: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Lessons around another one that exist for whoever asks."""

    parent: Neighbour | None
    editions: Sequence[Neighbour]
    similar: Sequence[Neighbour]


def around(actor: Actor, lesson: Lesson) -> Neighbours:
    """Return a lesson's neighbours, all in one statement."""
    found = alike(actor, lesson)
    asked = {
        "me": lesson.id, "parent": lesson.adapted_from_id, "family": lesson.family_id,
        "alike": [other for other, _reasons in found],
    }  # fmt: skip
    by_id = {row.id: Neighbour(*row) for row in session.execute(_links(actor), asked)}
    return Neighbours(
        parent=by_id.get(lesson.adapted_from_id or 0),
        editions=[one for one in by_id.values() if one.family_id == lesson.family_id],
        similar=[by_id[id_]._replace(reasons=why) for id_, why in found if id_ in by_id],
    )


@once_per_standpoint
def _links(actor: Actor) -> Select[int, int, str, str, str, str]:
    near = or_(
        Lesson.family_id == bindparam("family"),
        Lesson.id.in_(bindparam("alike", expanding=True)),
    )
    wanted = or_(Lesson.id == bindparam("parent"), and_(near, Lesson.status == Status.PUBLISHED))
    return (
        select(Lesson.id, Lesson.family_id, Lesson.language, Lesson.title, Portal.slug, User.name)
        .join(Portal, Portal.id == Lesson.portal_id)
        .join(User, User.id == Lesson.author_id)
        .where(policy.visible_to(actor), wanted, Lesson.id != bindparam("me"))
        .order_by(Lesson.id)
    )


def _about(actor: Actor, lesson: Lesson) -> tuple[int, int, frozenset[str], tuple[str, ...]]:
    """Return what decides which lessons are alike: the same for many people."""
    who = policy.audiences_of(actor), tuple(actor.languages)
    return lesson.id, lesson.revision_number, *who


@cached(
    TTLCache(maxsize=10_000, ttl=300),
    key=lambda actor, lesson: (actor.id, current().tag, *_about(actor, lesson)),
    lock=Lock(),
)
def alike(actor: Actor, lesson: Lesson) -> Alike:
    """Ask once in a while what lifts which of them for this person, in words of their language."""
    lifted = search.lifted(actor, nearest(*_about(actor, lesson)))
    return tuple((hit.id, reasons) for hit, reasons in lifted[:MOST_ALIKE])


@cached(TTLCache(maxsize=10_000, ttl=300), lock=Lock())
def nearest(
    lesson_id: int, revision: int, audiences: frozenset[str], languages: tuple[str, ...]
) -> tuple[search.Hit, ...]:
    """Ask the index once in a while: a search for each view of a page would be its dearest part."""
    return search.similar(TYPE, lesson_id, audiences=audiences, languages=languages, limit=NEAR)
