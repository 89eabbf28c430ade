"""Where a reader may go on to from a lesson: its editions, what it was made from, what is alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from cachetools import TTLCache, cached
from sqlalchemy import and_, or_
from sqlalchemy.orm import joinedload

from app import search
from app.accounts.models import Actor
from app.kernel.db import session
from app.lessons import policy, queries
from app.lessons.models import Lesson, Status
from app.lessons.search import TYPE

MOST_ALIKE = 5


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Lessons around another one that exist for whoever asks."""

    parent: Lesson | None
    editions: Sequence[Lesson]
    similar: Sequence[Lesson]


def around(actor: Actor, lesson: Lesson) -> Neighbours:
    """Return a lesson's neighbours, all in one statement."""
    alike = alike_ids(
        lesson.id, lesson.revision_number, policy.audiences_of(actor), tuple(actor.languages)
    )
    near = or_(Lesson.family_id == lesson.family_id, Lesson.id.in_(alike))
    wanted = or_(Lesson.id == lesson.adapted_from_id, and_(near, Lesson.status == Status.PUBLISHED))
    found = queries.visible(actor).where(wanted, Lesson.id != lesson.id).order_by(Lesson.id)
    by_id = {one.id: one for one in session.scalars(found.options(*_NAMED))}
    return Neighbours(
        parent=by_id.get(lesson.adapted_from_id or 0),
        editions=[one for one in by_id.values() if one.family_id == lesson.family_id],
        similar=[by_id[other] for other in alike if other in by_id],
    )


_NAMED = (joinedload(Lesson.author), joinedload(Lesson.portal))


@cached(TTLCache(maxsize=10_000, ttl=300), lock=Lock())
def alike_ids(
    lesson_id: int, revision: int, audiences: frozenset[str], languages: tuple[str, ...]
) -> tuple[int, ...]:
    """Ask the index once in a while: a search for each view of a page would be its dearest part."""
    hits = search.similar(
        TYPE, lesson_id, audiences=audiences, languages=languages, limit=MOST_ALIKE
    )
    return tuple(hit.id for hit in hits)
