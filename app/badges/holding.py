"""What people do with the awards that they hold."""

from app.accounts.models import User
from app.badges import awarding, policy, queries
from app.badges.models import Award, Showing
from app.kernel import clock
from app.kernel.access import require
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _


def show(award: Award, showing: Showing, *, evidence: bool, actor: User) -> None:
    """Decide to whom an award is shown, and whether with its evidence."""
    require(policy.is_own(actor, award))
    award.showing, award.shows_evidence = showing, evidence


def move(award: Award, *, up: bool, actor: User) -> None:
    """Put an award before the one above it in the backpack, or after the one below."""
    require(policy.is_own(actor, award))
    order = list(queries.backpack(actor))
    place = next(at for at, one in enumerate(order) if one.id == award.id)
    other = place - 1 if up else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    for position, one in enumerate(order, 1):
        one.position = position


def name_again(award: Award, *, actor: User) -> Award:
    """Issue an award again in the holder's present name; the old one says so and ends."""
    require(policy.is_own(actor, award))
    if award.is_replaced or not award.holds(clock.now()):
        raise Refused(_("Only an award that counts is issued again."))
    if award.holder_name == actor.name:
        raise Refused(_("This award has your present name already."))
    return awarding.name_again(award, actor)
