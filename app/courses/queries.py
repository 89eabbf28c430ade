"""Reading courses: how they are selected, loaded and counted."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from app.accounts.models import Actor, User
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


@files.reader
def readable_file(actor: Actor, file_id: int) -> StoredFile | None:
    """Return a file of a course that this person may read, open or their own."""
    reads = or_(Course.is_open, Course.id.in_(_written_by(actor)))
    held = exists().where(
        CourseFile.file_id == StoredFile.id,
        CourseFile.course_id == Course.id,
        visible_to(actor),
        reads,
    )
    return session.scalar(select(StoredFile).where(StoredFile.id == file_id, held))


def _written_by(actor: Actor) -> Select[int]:
    return select(CourseAuthor.course_id).where(CourseAuthor.user_id == actor.id)
