"""Inviting people by mail, whether they have an account or not."""

from sqlalchemy import CursorResult, delete

from app.accounts import queries as accounts
from app.accounts import secret
from app.accounts.addresses import normal_email
from app.accounts.models import Membership, Role, User
from app.kernel import clock, mail
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.urls import external
from app.portals import policy
from app.portals.actions.memberships import appoint
from app.portals.models import Invitation, Portal

ROLES = tuple(Role)


def invite(portal: Portal, email: str, role: Role, *, actor: User) -> Invitation:
    """Offer somebody a place by mail; an earlier offer to the same address is void."""
    require(policy.can_steward(actor, portal))
    address = normal_email(email)
    person = accounts.by_email(address)
    if person is not None and person.is_member_of(portal.id):
        raise Refused(_("This person is a member already: change the role on the page of people."))
    session.execute(
        delete(Invitation).where(Invitation.portal_id == portal.id, Invitation.email == address)
    )
    at, token = clock.now(), secret.new()
    locale = person.locale if person else portal.locale
    invitation = Invitation(
        portal=portal,
        email=address,
        role=role,
        token_hash=secret.fingerprint(token),
        invited_by=actor,
        created_at=at,
        expires_at=at + Invitation.LIFETIME,
    )
    session.add(invitation)
    _send(invitation, token, name=person.name if person else address, locale=locale)
    return invitation


def revoke(invitation: Invitation, *, actor: User) -> None:
    """Take an offer back: its link leads nowhere."""
    require(policy.can_steward(actor, invitation.portal))
    session.delete(invitation)


def accept_invitation(invitation: Invitation, *, actor: User) -> Membership:
    """Take the place that was offered; nobody loses a higher role by it."""
    require(invitation.is_for(actor))
    used = session.execute(delete(Invitation).where(Invitation.id == invitation.id))
    if not isinstance(used, CursorResult) or used.rowcount != 1:
        raise Refused(_("This invitation has been used already."))
    role = actor.role_in(invitation.portal_id) or invitation.role
    best = max(role, invitation.role, key=ROLES.index)
    return appoint(invitation.portal, actor, best, by=invitation.invited_by)


def _send(invitation: Invitation, token: str, *, name: str, locale: str) -> None:
    mail.send(
        invitation.email,
        "portals/invitation",
        locale=locale,
        invitation=invitation,
        portal=invitation.portal.name_in(locale),
        name=name,
        address=invitation.email,
        link=external("portals.invitation", locale=locale, token=token),
    )
