"""Inviting people, and following an invitation."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.accounts.models import Role
from app.kernel.access import public, signed_in, steward
from app.kernel.errors import NotFound
from app.kernel.i18n import current
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.portals import actions, navigation, queries
from app.portals.current import here, person
from app.portals.forms import InvitationForm
from app.portals.models import Invitation
from app.portals.pages import PORTAL, desk, page, people, portals

INVITATION = "/<locale:locale>/invitations/<token>"


@people.route(f"{PORTAL}/invitations", methods=["GET", "POST"])
@steward
def invitations() -> ResponseReturnValue:
    """Invite somebody, and show whose answer is still open."""
    form = InvitationForm(role=Role.MEMBER)
    if not form.validate_on_submit():
        return page("invitations", form, tabs=desk(), pending=queries.invitations(here().id))
    made = actions.invite(here(), form.email.data or "", form.role.data, actor=person())
    flash(_("The invitation is on its way to %(email)s.", email=made.email))
    return redirect(url("people.invitations"), 303)


@people.post(f"{PORTAL}/invitations/<int:invitation_id>/revocation")
@steward
def revoke(invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back."""
    made = queries.invitation_of(here().id, invitation_id)
    if made is None:
        raise NotFound
    actions.revoke(made, actor=person())
    flash(_("The invitation to %(email)s is void now.", email=made.email))
    return redirect(url("people.invitations"), 303)


@portals.get(INVITATION)
@public
def invitation(token: str) -> ResponseReturnValue:
    """Show what is offered, and to whom; only a POST accepts it."""
    made = _offered(token)
    who = actor()
    is_theirs = who.is_signed_in and made.is_for(person())
    return page("invitation", invitation=made, token=token, is_theirs=is_theirs)


@portals.post(INVITATION)
@signed_in
def accept_invitation(token: str) -> ResponseReturnValue:
    """Take the place that is offered."""
    made = _offered(token)
    actions.accept_invitation(made, actor=person())
    name = made.portal.name_in(current().tag)
    flash(_("Welcome! You are a member of %(portal)s now.", portal=name))
    return redirect(navigation.front(made.portal), 303)


def _offered(token: str) -> Invitation:
    found = queries.invitation(token)
    if found is None:
        raise NotFound
    return found
