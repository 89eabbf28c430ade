"""Who may see a portal and what they may do in it."""

from enum import StrEnum

from sqlalchemy import ColumnElement, or_, true

from app.accounts.models import Actor, Membership
from app.accounts.standpoints import once_per_standpoint
from app.portals.models import Joining, Portal


class Place(StrEnum):
    """How a person stands to a portal: what a page offers them."""

    VISITOR = "visitor"
    UNCONFIRMED = "unconfirmed"
    AWAITING = "awaiting"
    MEMBER = "member"
    MAY_JOIN = "may join"
    MAY_ASK = "may ask"
    NEEDS_INVITATION = "needs an invitation"


def can_view(actor: Actor, portal: Portal) -> bool:
    """Everyone sees an open portal; a closed one exists for its members only."""
    return not portal.is_closed or actor.is_network_steward or actor.is_member_of(portal.id)


@once_per_standpoint
def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Say `can_view` in SQL."""
    if actor.is_network_steward:
        return true()
    return or_(Portal.is_closed.is_(False), Portal.id.in_(actor.portal_ids))


def can_join(actor: Actor, portal: Portal) -> bool:
    """Let confirmed people join or ask to; an invitation is another way in."""
    return place_of(actor, portal) in (Place.MAY_JOIN, Place.MAY_ASK)


def place_of(actor: Actor, portal: Portal) -> Place:
    """Return how the person stands to a portal that they see."""
    if not actor.is_signed_in:
        return Place.VISITOR
    if actor.is_member_of(portal.id):
        return Place.MEMBER
    if actor.awaits(portal.id):
        return Place.AWAITING
    if not actor.is_confirmed:
        return Place.UNCONFIRMED
    return _WAYS_IN[portal.joining]


_WAYS_IN = {
    Joining.OPEN: Place.MAY_JOIN,
    Joining.APPROVAL: Place.MAY_ASK,
    Joining.INVITATION: Place.NEEDS_INVITATION,
}


def can_leave(actor: Actor, portal: Portal) -> bool:
    """Members leave, and those who wait take their request back."""
    return actor.is_member_of(portal.id) or actor.awaits(portal.id)


def can_steward(actor: Actor, portal: Portal) -> bool:
    """Stewards run their portal: its texts, languages, members and roles."""
    return actor.is_steward_of(portal.id)


def can_write(actor: Actor, portal: Portal) -> bool:
    """Members write in their portal."""
    return actor.is_member_of(portal.id)


def can_decide(actor: Actor, place: Membership) -> bool:
    """Stewards decide who belongs to their portal, and in which role."""
    return actor.is_steward_of(place.portal_id)
