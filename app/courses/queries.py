"""Reading courses: how they are selected, loaded and counted."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from app.accounts.models import Actor, User
from app.courses import policy
from app.courses.content import CourseContent
from app.courses.models import (
    Course,
    CourseAuthor,
    CourseChange,
    CourseFile,
    CourseRevision,
    CourseStatus,
)
from app.courses.policy import visible_to
from app.kernel import files
from app.kernel.db import session
from app.kernel.files import StoredFile
from app.portals.models import Portal

PLAN = (
    joinedload(Course.portal),
    selectinload(Course.authors).joinedload(CourseAuthor.user).load_only(User.name),
)


def visible(actor: Actor) -> Select[Course]:
    """Select the courses that exist for this person."""
    return select(Course).where(visible_to(actor))


def get(actor: Actor, portal_id: int, course_id: int) -> Course | None:
    """Return a course of the portal: the one door through which a view reaches it."""
    found = visible(actor).where(Course.id == course_id, Course.portal_id == portal_id)
    return session.scalar(found.options(*PLAN))


def workshop(actor: Actor, portal_id: int, course_id: int) -> Course | None:
    """Return a course of the portal with its working copy, for who may change it."""
    found = visible(actor).where(Course.id == course_id, Course.portal_id == portal_id)
    return session.scalar(found.options(*PLAN, undefer(Course.kept), undefer(Course.bank)))


def find(actor: Actor, course_id: int) -> Course | None:
    """Return a course by its id alone: the door of the API, and of portals that run it."""
    return session.scalar(visible(actor).where(Course.id == course_id).options(*PLAN))


def of_portal(actor: Actor, portal: Portal) -> Select[Course]:
    """Select what a portal offers, newest first: its own courses, published ones only."""
    found = visible(actor).where(
        Course.portal_id == portal.id, Course.status == CourseStatus.PUBLISHED
    )
    return found.order_by(Course.published_at.desc(), Course.id.desc()).options(*PLAN)


def of_others(actor: Actor, portal: Portal) -> Select[Course]:
    """Select what other portals of the network publish, newest first."""
    found = visible(actor).where(
        Course.portal_id != portal.id, Course.status == CourseStatus.PUBLISHED
    )
    return found.order_by(Course.published_at.desc(), Course.id.desc()).options(*PLAN)


def published(actor: Actor, *, portal: str | None, language: str | None) -> Select[Course]:
    """Select the published courses that exist for this person, of a portal, in a language."""
    found = visible(actor).where(Course.status == CourseStatus.PUBLISHED).options(*PLAN)
    if portal is not None:
        found = found.where(Course.portal_id.in_(select(Portal.id).where(Portal.slug == portal)))
    return found if language is None else found.where(Course.language == language)


def mapped(actor: Actor, *, limit: int) -> Sequence[tuple[int, str, str, datetime | None]]:
    """Return id, portal, locale and last revision of published courses, newest first."""
    found = visible(actor).where(Course.status == CourseStatus.PUBLISHED).join(Course.portal)
    columns = (Course.id, Portal.slug, Portal.locale, Course.published_at)
    chosen = found.with_only_columns(*columns).order_by(Course.id.desc()).limit(limit)
    return session.execute(chosen).all()


def in_work(actor: User, portal: Portal) -> Sequence[Course]:
    """Return what this person writes here, and whatever of it is not published."""
    mine = exists().where(CourseAuthor.course_id == Course.id, CourseAuthor.user_id == actor.id)
    found = visible(actor).where(
        Course.portal_id == portal.id, or_(mine, Course.status != CourseStatus.PUBLISHED)
    )
    return session.scalars(found.order_by(Course.revised_at.desc()).options(*PLAN)).all()


def editions(actor: Actor, course: Course) -> Sequence[Course]:
    """Return the same course in other languages, as far as this person may see them."""
    found = visible(actor).where(
        Course.family_id == course.family_id,
        Course.id != course.id,
        Course.status == CourseStatus.PUBLISHED,
    )
    return session.scalars(found.order_by(Course.id).options(*PLAN)).all()


def revision(course_id: int, number: int) -> CourseRevision | None:
    """Return a revision with all it says; whoever asks has come through a door already."""
    found = select(CourseRevision).where(
        CourseRevision.course_id == course_id, CourseRevision.number == number
    )
    return session.scalar(found.options(undefer(CourseRevision.kept)))


def bank(course_id: int, number: int) -> list[dict[str, object]]:
    """Return the questions of a revision, as plain values."""
    found = select(CourseRevision.bank).where(
        CourseRevision.course_id == course_id, CourseRevision.number == number
    )
    return session.scalar(found) or []


def revisions(course: Course) -> Sequence[CourseRevision]:
    """Return what was published when and by whom, newest first."""
    found = select(CourseRevision).where(CourseRevision.course_id == course.id)
    plan = joinedload(CourseRevision.author).load_only(User.name)
    return session.scalars(found.order_by(CourseRevision.number.desc()).options(plan)).all()


def life(course: Course) -> Sequence[CourseChange]:
    """Return who published or withdrew it, newest first."""
    found = select(CourseChange).where(CourseChange.course_id == course.id)
    plan = joinedload(CourseChange.by).load_only(User.name)
    return session.scalars(found.order_by(CourseChange.id.desc()).options(plan)).all()


def by_ids(ids: Iterable[int]) -> Sequence[Course]:
    """Return courses whoever asks: for jobs, which then ask the policy."""
    return session.scalars(select(Course).where(Course.id.in_(list(ids))).options(*PLAN)).all()


def counted(actor: Actor, portal: Portal) -> int:
    """Count what a portal offers to this person."""
    found = of_portal(actor, portal).order_by(None).options()
    return session.scalar(found.with_only_columns(func.count())) or 0


def text(course: Course) -> CourseContent:
    """Return what everyone reads: the newest revision; of a draft its working copy."""
    found = revision(course.id, course.revision_number) if course.revision_number else None
    return found.content if found else course.content


def published_ids() -> Sequence[int]:
    """Return the ids of all published courses."""
    found = select(Course.id).where(Course.status == CourseStatus.PUBLISHED)
    return session.scalars(found.order_by(Course.id)).all()


def ids_of_portal(portal_id: int) -> Sequence[int]:
    """Return the ids of all published courses of a portal."""
    found = select(Course.id).where(
        Course.portal_id == portal_id, Course.status == CourseStatus.PUBLISHED
    )
    return session.scalars(found).all()


def found(actor: Actor, ids: Iterable[int]) -> Sequence[Course]:
    """Return those of the courses that exist for this person and are published."""
    published = visible(actor).where(
        Course.id.in_(list(ids)), Course.status == CourseStatus.PUBLISHED
    )
    return session.scalars(published.options(*PLAN)).all()


def holds_file(course: Course, file_id: int) -> bool:
    """Return whether a course holds or held a file."""
    return session.get(CourseFile, (course.id, file_id)) is not None


@files.reader
def readable_file(actor: Actor, file_id: int) -> StoredFile | None:
    """Return a file that a course of this person shows, in the text that they may read."""
    holding = exists().where(CourseFile.file_id == file_id, CourseFile.course_id == Course.id)
    courses = session.scalars(visible(actor).where(holding).options(*PLAN))
    if any(_shows(actor, course, file_id) for course in courses):
        return session.get(StoredFile, file_id)
    return None


def _shows(actor: Actor, course: Course, file_id: int) -> bool:
    if policy.can_edit(actor, course):
        return True
    return policy.can_read(actor, course) and file_id in {
        item.file_id for item in text(course).items
    }
