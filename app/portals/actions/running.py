"""Founding a portal, and running it."""

from app.accounts.models import User
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record
from app.portals import policy, queries
from app.portals.events import PortalRevised
from app.portals.models import SLUG, Portal, Settings


def found(slug: str, region: str, settings: Settings, *, reserved: frozenset[str]) -> Portal:
    """Begin a portal in the operator's name; `reserved` are the names of network pages."""
    if not SLUG.fullmatch(slug):
        raise Refused(
            _("A portal's address is made of small letters a to z, digits and single hyphens.")
        )
    if slug in reserved:
        raise Refused(_("“%(slug)s” is the address of a page of the network.", slug=slug))
    if queries.named(slug) is not None:
        raise Refused(_("There is a portal with the address “%(slug)s” already.", slug=slug))
    portal = Portal(slug=slug, region=region, created_at=clock.now())
    portal.revise(settings)
    session.add(portal)
    session.flush()  # whoever founds it needs its id, to appoint a steward
    return portal


def revise(portal: Portal, settings: Settings, *, actor: User) -> None:
    """Decide something else about the portal."""
    require(policy.can_steward(actor, portal))
    was_closed = portal.is_closed
    portal.revise(settings)
    record(PortalRevised(portal.id, actor.id, was_closed != portal.is_closed))
