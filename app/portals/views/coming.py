"""Joining a portal and leaving it, and the requests of those who wait."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.accounts.models import Membership, Standing
from app.kernel.access import signed_in, steward
from app.kernel.errors import NotFound
from app.kernel.i18n import current
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.portals import actions, navigation, policy, queries
from app.portals.current import here, person
from app.portals.forms import ReasonForm
from app.portals.pages import PORTAL, desk, page, people, portals


@portals.post(f"{PORTAL}/membership")
@signed_in
def join() -> ResponseReturnValue:
    """Join the portal, or ask to; whoever does so twice hears the same."""
    if not policy.can_leave(actor(), here()):
        actions.join(here(), actor=person())
    if actor().awaits(here().id):
        flash(_("You have asked to join. A steward answers you by mail."))
    else:
        name = here().name_in(current().tag)
        flash(_("Welcome! You are a member of %(portal)s now.", portal=name))
    return redirect(navigation.front(here()), 303)


@people.get(f"{PORTAL}/departure")
@signed_in
def departure() -> ResponseReturnValue:
    """Ask whether the person really wants to leave."""
    return page("departure", membership=_own())


@people.post(f"{PORTAL}/departure")
@signed_in
def leave() -> ResponseReturnValue:
    """Leave the portal, or take the request to join back."""
    actions.leave(_own(), actor=person())
    flash(_("You have left %(portal)s.", portal=here().name_in(current().tag)))
    front = f"/{current().tag}/" if here().is_closed else navigation.front(here())
    return redirect(front, 303)


@people.get(f"{PORTAL}/requests")
@steward
def requests() -> ResponseReturnValue:
    """Show who waits to be let in, the longest waiting first."""
    return page("requests", tabs=desk(), waiting=queries.awaiting(here().id))


@people.post(f"{PORTAL}/requests/<int:user_id>/acceptance")
@steward
def accept(user_id: int) -> ResponseReturnValue:
    """Let somebody in."""
    request = place_of(user_id)
    actions.accept(request, actor=person())
    flash(_("%(name)s is a member now and hears of it by mail.", name=request.user.name))
    return redirect(url("people.requests"), 303)


@people.route(f"{PORTAL}/requests/<int:user_id>/refusal", methods=["GET", "POST"])
@steward
def refuse(user_id: int) -> ResponseReturnValue:
    """Refuse somebody, with a reason."""
    request, form = place_of(user_id), ReasonForm()
    if request.standing != Standing.AWAITING:
        raise NotFound
    if not form.validate_on_submit():
        return page("refusal", form, membership=request)
    actions.refuse(request, form.reason.data or "", actor=person())
    flash(_("%(name)s hears by mail why not.", name=request.user.name))
    return redirect(url("people.requests"), 303)


def place_of(user_id: int) -> Membership:
    """Return somebody's place in the portal of the address, held yet or not."""
    place = queries.membership(here().id, user_id)
    if place is None:
        raise NotFound
    return place


def _own() -> Membership:
    return place_of(actor().id)
