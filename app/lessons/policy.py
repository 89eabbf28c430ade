"""Who may see a lesson and what they may do to it."""

from sqlalchemy import ColumnElement, and_, exists, or_, select, true

from app.accounts.models import Actor, Membership, Role, Standing, Visitor
from app.accounts.standpoints import once_per_standpoint
from app.lessons.models import Lesson, LessonPortal, Reach, Status
from app.portals import policy as portals
from app.portals.models import Portal


def can_view(actor: Actor, lesson: Lesson) -> bool:
    """People see what is published within reach, their own, and what they moderate."""
    if not portals.can_view(actor, lesson.portal):
        return False
    return (
        can_edit(actor, lesson)
        or (lesson.is_published and _is_within_reach(actor, lesson))
        or (lesson.status != Status.DRAFT and actor.moderates(lesson.portal_id))
    )


@once_per_standpoint
def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Say `can_view` in SQL."""
    portal_is_seen = (
        true()
        if actor.is_network_steward
        else Lesson.portal_id.in_(select(Portal.id).where(portals.visible_to(actor)))
    )
    published = and_(Lesson.status == Status.PUBLISHED, _reaches(actor))
    moderated = and_(Lesson.status != Status.DRAFT, _moderated_by(actor))
    return and_(portal_is_seen, or_(Lesson.author_id == actor.id, published, moderated))


def is_open(lesson: Lesson) -> bool:
    """Everybody sees what a visitor sees."""
    return can_view(Visitor(), lesson)


def can_edit(actor: Actor, lesson: Lesson) -> bool:
    """Authors change their own lessons."""
    return lesson.author_id == actor.id


def can_publish(actor: Actor, lesson: Lesson) -> bool:
    """Authors publish while they are members of the lesson's portal."""
    return can_edit(actor, lesson) and actor.is_member_of(lesson.portal_id)


def can_withdraw(actor: Actor, lesson: Lesson) -> bool:
    """Authors withdraw their own; moderators anyone's, with a reason."""
    return can_edit(actor, lesson) or actor.moderates(lesson.portal_id)


def can_see_history(actor: Actor, lesson: Lesson) -> bool:
    """Older revisions may hold what the author took back: they are for authors and moderators."""
    return can_edit(actor, lesson) or actor.moderates(lesson.portal_id)


def audience(lesson: Lesson) -> frozenset[str]:
    """Return who may find a published lesson: "*" is everyone, "p3" the members of portal 3."""
    own = f"p{lesson.portal_id}"
    if lesson.reach == Reach.NETWORK:
        return frozenset({own if lesson.portal.is_closed else "*"})
    if lesson.reach == Reach.PORTAL or lesson.portal.is_closed:
        return frozenset({own})
    return frozenset({own, *(f"p{chosen.portal_id}" for chosen in lesson.chosen_portals)})


def audiences_of(actor: Actor) -> frozenset[str]:
    """Return whose documents this person may find, in the words of `audience`."""
    return frozenset({"*", *(f"p{portal_id}" for portal_id in actor.portal_ids)})


def _is_within_reach(actor: Actor, lesson: Lesson) -> bool:
    if lesson.reach == Reach.NETWORK or actor.is_network_steward:
        return True
    reached = {lesson.portal_id}
    if lesson.reach == Reach.CHOSEN:
        reached |= {chosen.portal_id for chosen in lesson.chosen_portals}
    return any(actor.is_member_of(portal_id) for portal_id in reached)


def _reaches(actor: Actor) -> ColumnElement[bool]:
    if actor.is_network_steward:
        return true()
    chosen = exists().where(
        LessonPortal.lesson_id == Lesson.id, LessonPortal.portal_id.in_(actor.portal_ids)
    )
    return or_(
        Lesson.reach == Reach.NETWORK,
        Lesson.portal_id.in_(actor.portal_ids),
        and_(Lesson.reach == Reach.CHOSEN, chosen),
    )


def _moderated_by(actor: Actor) -> ColumnElement[bool]:
    if actor.is_network_steward:
        return true()
    return exists().where(
        Membership.user_id == actor.id,
        Membership.portal_id == Lesson.portal_id,
        Membership.standing == Standing.ACTIVE,
        Membership.role.in_((Role.MODERATOR, Role.STEWARD)),
    )
