"""Who may see an institution, belong to it and run it."""

from sqlalchemy import ColumnElement, select, true

from app.accounts.models import Actor
from app.accounts.standpoints import once_per_standpoint
from app.institutions.models import Institution, InstitutionPlace
from app.portals import policy as portals
from app.portals.models import Portal


def can_view(actor: Actor, institution: Institution) -> bool:
    """Everyone who sees the portal sees its institutions, the closed ones too."""
    return portals.can_view(actor, institution.portal)


@once_per_standpoint
def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Say `can_view` in SQL."""
    if actor.is_network_steward:
        return true()
    return Institution.portal_id.in_(select(Portal.id).where(portals.visible_to(actor)))


def can_make(actor: Actor, portal: Portal) -> bool:
    """Stewards make the institutions of their portal."""
    return portals.can_steward(actor, portal)


def can_run(actor: Actor, institution: Institution, place: InstitutionPlace | None) -> bool:
    """Its coordinators, while they are members of the portal, and the portal's stewards run it.

    `place` is the actor's own.
    """
    if actor.is_steward_of(institution.portal_id):
        return True
    coordinates = place is not None and place.is_confirmed and place.is_coordinator
    return coordinates and actor.is_member_of(institution.portal_id)


def can_ask(actor: Actor, institution: Institution, place: InstitutionPlace | None) -> bool:
    """Members of the portal say that they belong to an institution; a coordinator confirms it."""
    is_member = actor.is_confirmed and actor.is_member_of(institution.portal_id)
    return is_member and place is None and not institution.is_closed


def can_leave(place: InstitutionPlace | None) -> bool:
    """People leave, and take back what they asked for."""
    return place is not None
