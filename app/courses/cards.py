"""Courses in lists, as rows: what a card shows is also the name under which it is kept."""

from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.models import Actor, User
from app.courses import queries
from app.courses.models import Course, CourseAuthor, CourseRevision
from app.kernel import paging
from app.kernel.db import session
from app.kernel.paging import Page
from app.portals.models import Portal

PAGE_SIZE = 12


class CardRow(NamedTuple):
    """As much of a published course as its card shows."""

    id: int
    lock: int
    published_at: datetime
    portal_id: int
    portal_slug: str
    title: str
    summary: str
    language: str
    hours: int | None
    author: str | None
    modules: int
    subject: str | None


def offered(
    actor: Actor, portal: Portal, language: str, *, after: str | None, before: str | None
) -> Page[CardRow]:
    """Return a page of what a portal offers, newest first, in one language if it is named."""
    return _page(queries.of_portal(actor, portal), language, after=after, before=before)


def elsewhere(
    actor: Actor,
    portal: Portal,
    language: str,
    *,
    after: str | None = None,
    before: str | None = None,
) -> Page[CardRow]:
    """Return a page of what other portals publish, newest first."""
    return _page(queries.of_others(actor, portal), language, after=after, before=before)


def languages_of(actor: Actor, portal: Portal) -> list[tuple[str, int]]:
    """Return the languages of what a portal offers and how many courses each has, most first."""
    found = queries.of_portal(actor, portal).order_by(None).options()
    count = func.count()
    counted = found.with_only_columns(Course.language, count).group_by(Course.language)
    return [(row[0], row[1]) for row in session.execute(counted.order_by(count.desc()))]


def _page(
    courses: Select[Course], language: str, *, after: str | None, before: str | None
) -> Page[CardRow]:
    narrowed = courses.where(Course.language == language) if language else courses
    keys: tuple[InstrumentedAttribute[Any], ...] = (Course.published_at, Course.id)
    asked = _rows(narrowed)
    found = paging.rows(asked, *keys, size=PAGE_SIZE, after=after, before=before)
    return replace(found, items=[CardRow._make(row) for row in found.items])


def _rows(courses: Select[Course]) -> Select[Any]:
    """Select rows: what is not in a column is read out of the revision that everyone reads."""
    current = and_(
        CourseRevision.course_id == Course.id, CourseRevision.number == Course.revision_number
    )
    columns: list[Any] = [
        Course.id, Course.lock, Course.published_at, Course.portal_id, Portal.slug, Course.title,
        Course.summary, Course.language, Course.hours, _first_author(),
        func.json_array_length(CourseRevision.kept["modules"]),
        CourseRevision.kept[("subjects", 0)].as_string(),
    ]  # fmt: skip
    joined = courses.order_by(None).join(Portal, Portal.id == Course.portal_id)
    return joined.join(CourseRevision, current).with_only_columns(*columns)


def _first_author() -> Any:
    return (
        select(User.name)
        .join(CourseAuthor, CourseAuthor.user_id == User.id)
        .where(CourseAuthor.course_id == Course.id)
        .order_by(CourseAuthor.position, CourseAuthor.user_id)
        .limit(1)
        .correlate(Course)
        .scalar_subquery()
    )
