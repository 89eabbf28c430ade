"""Making courses from courses: the same one in another language, or a new one to change."""

from dataclasses import replace

from app.accounts.models import User
from app.courses import actions, policy, queries
from app.courses.content import CourseContent
from app.courses.models import Course, CourseReach
from app.courses.structured import address
from app.kernel.access import require
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.portals.models import Portal
from app.taxonomy import licences


def edition(course: Course, portal: Portal, language: str, title: str, *, actor: User) -> Course:
    """Begin the same course in another language: its outline is copied, to be translated."""
    if language == course.language:
        raise Refused(_("The course is in that language already: choose another one."))
    made = _copied(course, actor=actor, title=title)
    return _begin(course, portal, replace(made, language=language), actor=actor, is_edition=True)


def copy(course: Course, portal: Portal, title: str, *, actor: User) -> Course:
    """Begin a new course with everything that this one says; its credits go with it."""
    return _begin(course, portal, _copied(course, actor=actor, title=title), actor=actor)


def credit(course: Course, content: CourseContent) -> str:
    """Return the line that names a course wherever it goes."""
    authors = ", ".join(author.user.name for author in course.authors)
    licence = licences.short_name(content.licence)
    return f"“{content.title}” · {authors} · {licence} · {address(course)}"


def _copied(course: Course, *, actor: User, title: str) -> CourseContent:
    require(policy.can_copy(actor, course))
    content = queries.text(course)
    if not policy.is_own(actor, course) and not licences.may_adapt(content.licence):
        raise Refused(_("Its licence does not let anyone change it: ask its authors."))
    credits_ = dict.fromkeys([*content.credits, credit(course, content)])
    return replace(content, title=title, credits=tuple(credits_))


def _begin(
    course: Course,
    portal: Portal,
    content: CourseContent,
    *,
    actor: User,
    is_edition: bool = False,
) -> Course:
    reach = course.reach if portal.id == course.portal_id else CourseReach.NETWORK
    made = actions.draft(
        portal, content, actor=actor, reach=reach, edition_of=course if is_edition else None
    )
    bank = (
        queries.bank(course.id, course.revision_number) if course.revision_number else course.bank
    )
    if bank:
        actions.ask(made, bank, opened=made.lock, actor=actor)
    return made
