"""Who may see a course and what they may do to it."""

from sqlalchemy import ColumnElement, and_, exists, or_, select, true

from app.accounts.models import Actor, Membership, Role, Standing, Visitor
from app.accounts.standpoints import once_per_standpoint
from app.courses.models import Course, CourseAuthor, CourseReach, CourseStatus
from app.portals import policy as portals
from app.portals.models import Portal


def can_view(actor: Actor, course: Course) -> bool:
    """People see what is published within reach, their own, and what their portal owns."""
    if not portals.can_view(actor, course.portal):
        return False
    if is_own(actor, course) or actor.is_steward_of(course.portal_id):
        return True
    return course.is_published and _is_within_reach(actor, course)


@once_per_standpoint
def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Say `can_view` in SQL."""
    if actor.is_network_steward:
        return true()
    seen = Course.portal_id.in_(select(Portal.id).where(portals.visible_to(actor)))
    reached = or_(Course.reach == CourseReach.NETWORK, Course.portal_id.in_(list(actor.portal_ids)))
    own = exists().where(CourseAuthor.course_id == Course.id, CourseAuthor.user_id == actor.id)
    published = and_(Course.status == CourseStatus.PUBLISHED, reached)
    return and_(seen, or_(published, own, _stewarded_by(actor)))


def is_open(course: Course) -> bool:
    """Everybody sees what a visitor sees."""
    return can_view(Visitor(), course)


def can_write(actor: Actor, portal: Portal) -> bool:
    """Trainers write courses for their portal."""
    return actor.trains(portal.id)


def is_own(actor: Actor, course: Course) -> bool:
    """Authors see what they wrote, whatever became of it."""
    return actor.id in course.author_ids


def can_edit(actor: Actor, course: Course) -> bool:
    """Authors change their courses while they train in the portal; its stewards change all."""
    own = is_own(actor, course) and actor.trains(course.portal_id)
    return own or actor.is_steward_of(course.portal_id)


def can_read(actor: Actor, course: Course) -> bool:
    """Whoever sees an open course reads its pages; a closed one is for trainers and the enrolled.

    The enrolled read it in their cohort.
    """
    if not can_view(actor, course):
        return False
    return course.is_open or can_edit(actor, course) or can_run(actor, course)


def can_read_facilitator_guide(actor: Actor, course: Course) -> bool:
    """What is said to facilitators is for those who write or run the course."""
    return can_edit(actor, course) or can_run(actor, course)


def can_copy(actor: Actor, course: Course) -> bool:
    """Who trains anywhere makes editions and copies of what they may read and run, or write."""
    return actor.is_trainer and (can_run(actor, course) or can_edit(actor, course))


def can_run(actor: Actor, course: Course) -> bool:
    """Trainers run the courses that they see, each in a portal where they train."""
    return course.is_published and can_view(actor, course) and actor.is_trainer


def audience(course: Course) -> frozenset[str]:
    """Return who may find a published course: "*" is everyone, "p3" the members of portal 3."""
    is_everyones = course.reach == CourseReach.NETWORK and not course.portal.is_closed
    return frozenset({"*" if is_everyones else f"p{course.portal_id}"})


def _is_within_reach(actor: Actor, course: Course) -> bool:
    in_network = course.reach == CourseReach.NETWORK or actor.is_network_steward
    return in_network or actor.is_member_of(course.portal_id)


def _stewarded_by(actor: Actor) -> ColumnElement[bool]:
    return exists().where(
        Membership.user_id == actor.id,
        Membership.portal_id == Course.portal_id,
        Membership.standing == Standing.ACTIVE,
        Membership.role == Role.STEWARD,
    )
