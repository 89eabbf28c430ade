"""What trainers do with courses."""

from collections.abc import Iterable
from typing import Any

from app.accounts.models import User
from app.courses import policy
from app.courses.content import CourseContent
from app.courses.events import CoursePublished, CourseWithdrawn
from app.courses.models import (
    Course,
    CourseAuthor,
    CourseChange,
    CourseFamily,
    CourseFile,
    CourseReach,
    CourseRevision,
)
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record
from app.portals.models import Portal


class EditConflictError(Exception):
    """Somebody saved since this course was opened; the page shows both."""


def draft(
    portal: Portal,
    content: CourseContent,
    *,
    actor: User,
    reach: CourseReach = CourseReach.NETWORK,
    edition_of: Course | None = None,
) -> Course:
    """Begin a course in the portal: a draft that its author and the portal's stewards see."""
    require(policy.can_write(actor, portal))
    if edition_of is not None:
        require(policy.can_read(actor, edition_of))
    at = clock.now()
    course = Course(
        portal=portal,
        family_id=edition_of.family_id if edition_of else _family(),
        reach=reach,
        bank=[],
        revision_number=0,
        created_at=at,
        published_at=None,
        authors=[CourseAuthor(user_id=actor.id)],
    )
    course.say(content, at)
    session.add(course)
    session.flush()  # who began it is led to its address
    _hold_files(course, content)
    return course


def revise(course: Course, content: CourseContent, *, opened: int, actor: User) -> None:
    """Save a new working copy over the one that was opened; `opened` is its `lock`."""
    require(policy.can_edit(actor, course))
    if opened != course.lock:
        raise EditConflictError
    if content != course.content:
        course.say(content, clock.now())
        _hold_files(course, content)


def ask(course: Course, bank: list[dict[str, Any]], *, opened: int, actor: User) -> None:
    """Save the questions of a course's quizzes."""
    require(policy.can_edit(actor, course))
    if opened != course.lock:
        raise EditConflictError
    course.bank, course.revised_at = bank, clock.now()


def publish(course: Course, *, actor: User, note: str = "") -> CourseRevision:
    """Show the working copy as a new revision: cohorts that run are offered it."""
    require(policy.can_edit(actor, course))
    if course.is_published and not course.has_changes:
        raise Refused(_("Nothing has changed since the last revision."))
    revision = course.publish(clock.now())
    revision.course_id, revision.author_id, revision.note = course.id, actor.id, note.strip()
    session.add(revision)
    _note_life(course, actor=actor, reason=note.strip())
    record(CoursePublished(course.id, actor.id))
    return revision


def withdraw(course: Course, *, actor: User, reason: str = "") -> None:
    """Take a course out of sight; who did not write it says why."""
    require(policy.can_edit(actor, course))
    if not policy.is_own(actor, course) and not reason.strip():
        raise Refused(_("Say why: its authors will read it."))
    course.withdraw()
    _note_life(course, actor=actor, reason=reason.strip())
    record(CourseWithdrawn(course.id, actor.id))


def show(course: Course, *, actor: User) -> None:
    """Let a withdrawn course be seen again."""
    require(policy.can_edit(actor, course))
    course.show()
    _note_life(course, actor=actor)
    record(CoursePublished(course.id, actor.id))


def set_reach(course: Course, reach: CourseReach, *, actor: User) -> None:
    """Say how far a course is seen; who cannot see it any more keeps the cohorts that run."""
    require(policy.can_edit(actor, course))
    if course.reach != reach:
        course.reach = reach
        if course.is_published:
            record(CoursePublished(course.id, actor.id))


def share_with(course: Course, colleague: User, *, actor: User) -> None:
    """Let a colleague who trains in the portal write the course too."""
    require(policy.can_edit(actor, course))
    if not colleague.trains(course.portal_id):
        raise Refused(
            _("%(name)s does not train in this portal: a steward can change that.")
            % {"name": colleague.name}
        )
    if colleague.id not in course.author_ids:
        last = max((author.position for author in course.authors), default=0)
        course.authors.append(CourseAuthor(user_id=colleague.id, position=last + 1))


def part_from(course: Course, author_id: int, *, actor: User) -> None:
    """Let somebody write the course no more; one author must stay."""
    require(policy.can_edit(actor, course))
    left = [author for author in course.authors if author.user_id != author_id]
    if not left:
        raise Refused(_("A course needs an author: let a colleague join first."))
    course.authors = left


def _family() -> int:
    family = CourseFamily()
    session.add(family)
    session.flush()  # the course needs its family's id
    return family.id


def _hold_files(course: Course, content: CourseContent) -> None:
    for file_id in _files_of(content):
        if session.get(CourseFile, (course.id, file_id)) is None:
            session.add(CourseFile(course_id=course.id, file_id=file_id))


def _files_of(content: CourseContent) -> Iterable[int]:
    return {item.file_id for item in content.items if item.file_id is not None}


def _note_life(course: Course, *, actor: User, reason: str = "") -> None:
    session.add(
        CourseChange(
            course_id=course.id,
            status=course.status,
            reason=reason,
            at=clock.now(),
            by_id=actor.id,
        )
    )
