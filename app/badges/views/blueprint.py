"""The room's blueprint, and the records that its addresses name."""

from flask import Blueprint

from app.accounts.current import actor, person
from app.badges import issuing, policy, queries
from app.badges.models import Award, Badge, Issuer
from app.kernel.access import require
from app.kernel.errors import NotFound
from app.portals.current import here

bp = Blueprint("badges", __name__, template_folder="../templates")

PLACE = "/<locale:locale>/<portal:portal>/badges"
BADGE = f"{PLACE}/<int:badge_id>"
BACKPACK = "/<locale:locale>/backpack"


def the(badge_id: int) -> Badge:
    """Return the badge of the address, if it exists for whoever asks."""
    found = queries.get(actor(), here().id, badge_id)
    if found is None:
        raise NotFound
    return found


def managed(badge_id: int) -> Badge:
    """Return the badge of the address for who looks after it."""
    found = the(badge_id)
    require(policy.can_manage(actor(), found.issuer))
    return found


def the_issuer() -> Issuer:
    """Return the issuer that the portal of the address is; the first time it is made."""
    return issuing.issuer_for(here())


def award_of(badge: Badge, uid: str) -> Award:
    """Return an award of a badge, for who looks after it."""
    found = queries.award(actor(), uid)
    if found is None or found.badge_id != badge.id:
        raise NotFound
    return found


def mine(uid: str) -> Award:
    """Return an award of whoever asks."""
    found = queries.award(person(), uid)
    if found is None or not policy.is_own(person(), found):
        raise NotFound
    return found
