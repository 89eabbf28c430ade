"""What exported lessons call their files, their families and the lessons they were made from."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.kernel.db import session
from app.lessons.models import Lesson, LessonPortal, Origin, Reach, Status
from app.lessons.transfer.describing import Ties, own_name
from app.portals.models import Portal

LONGEST_STEM = 60

_AWKWARD = re.compile(r"[^\w-]+")


def stems(portal: Portal) -> dict[int, str]:
    """Return names for the files of a portal's published lessons, by id and oldest first."""
    found = (
        select(Lesson.id, Origin.identifier)
        .outerjoin(Origin, Origin.lesson_id == Lesson.id)
        .where(Lesson.portal_id == portal.id, Lesson.status == Status.PUBLISHED)
        .order_by(Lesson.id)
    )
    identifiers = {
        lesson_id: named or own_name(f"lessons/{lesson_id}")
        for lesson_id, named in session.execute(found)
    }
    plain = {lesson_id: _stem(named) for lesson_id, named in identifiers.items()}
    times = Counter(stem.casefold() for stem in plain.values())
    for lesson_id, stem in plain.items():
        if times[stem.casefold()] > 1:
            plain[lesson_id] = f"{stem}-{_mark(identifiers[lesson_id])}"
    return plain


def ties_of(lessons: Iterable[Lesson]) -> dict[int, Ties]:
    """Return the ties of lessons of one portal."""
    whole = list(lessons)
    families, parents, portals = _families(whole), _parents(whole), _portals(whole)
    return {
        lesson.id: Ties(
            family=_family(lesson, families[lesson.family_id]),
            adapted_from=_parent(lesson, parents),
            portals=tuple(portals[lesson.id]),
        )
        for lesson in whole
    }


def _stem(identifier: str) -> str:
    return _AWKWARD.sub("-", identifier).strip("-")[:LONGEST_STEM].rstrip("-") or "lesson"


def _mark(identifier: str) -> str:
    return hashlib.sha256(identifier.encode()).hexdigest()[:8]


Edition = tuple[int, str | None, str | None]
"""Family, identifier and name of the family at its origin; the last two of imported ones."""


def _families(lessons: list[Lesson]) -> dict[int, list[Edition]]:
    """Return the published editions of the lessons' families, in their portal."""
    found = (
        select(Lesson.family_id, Origin.identifier, Origin.family_key)
        .outerjoin(Origin, Origin.lesson_id == Lesson.id)
        .where(
            Lesson.family_id.in_({one.family_id for one in lessons}),
            Lesson.portal_id.in_({one.portal_id for one in lessons}),
            Lesson.status == Status.PUBLISHED,
        )
        .order_by(Lesson.id)
    )
    families: dict[int, list[Edition]] = defaultdict(list)
    for edition in session.execute(found):
        families[edition[0]].append(edition)
    return families


def _family(lesson: Lesson, editions: list[Edition]) -> str:
    """Return what an edition calls its family: as at its origin, else as the first imported one."""
    if lesson.origin is not None:
        return lesson.origin.family_key
    imported = (key or identifier for _id, identifier, key in editions if identifier)
    alone = len(editions) < 2
    return next(imported, "") or ("" if alone else own_name(f"families/{lesson.family_id}"))


def _parents(lessons: list[Lesson]) -> dict[int, str]:
    """Return the identifiers of the lessons that these were made from, where all may know them."""
    parent = aliased(Lesson)
    found = (
        select(Lesson.id, parent.id, Origin.identifier)
        .join(parent, parent.id == Lesson.adapted_from_id)
        .outerjoin(Origin, Origin.lesson_id == parent.id)
        .join(Portal, Portal.id == parent.portal_id)
        .where(
            Lesson.id.in_([one.id for one in lessons]),
            parent.status == Status.PUBLISHED,
            (parent.portal_id == Lesson.portal_id)
            | ((parent.reach == Reach.NETWORK) & Portal.is_closed.is_(False)),
        )
    )
    return {
        child: named or own_name(f"lessons/{parent_id}")
        for child, parent_id, named in session.execute(found)
    }


def _parent(lesson: Lesson, parents: dict[int, str]) -> str:
    said = lesson.origin.adapted_from if lesson.origin else ""
    return said or parents.get(lesson.id, "")


def _portals(lessons: list[Lesson]) -> dict[int, list[str]]:
    found = (
        select(LessonPortal.lesson_id, Portal.slug)
        .join(Portal, Portal.id == LessonPortal.portal_id)
        .where(LessonPortal.lesson_id.in_([one.id for one in lessons]))
        .order_by(Portal.slug)
    )
    slugs: dict[int, list[str]] = defaultdict(list)
    for lesson_id, slug in session.execute(found):
        slugs[lesson_id].append(slug)
    return slugs
