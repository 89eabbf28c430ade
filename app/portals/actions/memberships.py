"""Coming, staying and going: people's places in portals."""

from app.accounts.models import Membership, Role, Standing, User
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record
from app.portals import policy, queries
from app.portals.events import (
    MemberJoined,
    MemberRemoved,
    MembershipEvent,
    RequestRefused,
    RoleChanged,
)
from app.portals.models import Deed, Joining, MembershipChange, Portal


def join(portal: Portal, *, actor: User) -> Membership:
    """Belong to an open portal at once; ask to belong where stewards decide."""
    require(policy.can_join(actor, portal))
    waits = portal.joining == Joining.APPROVAL
    standing = Standing.AWAITING if waits else Standing.ACTIVE
    place = _give_place(portal.id, actor, Role.MEMBER, standing)
    if waits:
        note(place, Deed.ASKED, by=actor)
    else:
        tell(MemberJoined, note(place, Deed.JOINED, by=actor))
    return place


def leave(place: Membership, *, actor: User) -> None:
    """Give one's place up, or take the request for one back; a portal keeps a steward."""
    require(place.user_id == actor.id)
    _require_another_steward(place)
    change = note(place, Deed.LEFT, by=actor)
    if place.standing == Standing.ACTIVE:
        tell(MemberRemoved, change)
    session.delete(place)


def accept(place: Membership, *, actor: User) -> None:
    """Let somebody in who asked."""
    require(policy.can_decide(actor, place))
    _require_waiting(place)
    place.standing = Standing.ACTIVE
    place.created_at = clock.now()
    tell(MemberJoined, note(place, Deed.ACCEPTED, by=actor))


def refuse(place: Membership, reason: str, *, actor: User) -> None:
    """Refuse somebody who asked, with a reason that they will read."""
    require(policy.can_decide(actor, place))
    _require_waiting(place)
    _require_reason(reason)
    tell(RequestRefused, note(place, Deed.REFUSED, by=actor, reason=reason))
    session.delete(place)


def change_role(place: Membership, role: Role, reason: str, *, actor: User) -> None:
    """Give a member another role, with a reason that they will read."""
    require(policy.can_decide(actor, place))
    _require_active(place)
    _require_reason(reason)
    if role != place.role:
        _become(place, role, reason, by=actor)


def remove(place: Membership, reason: str, *, actor: User) -> None:
    """Take a member's place away, with a reason that they will read."""
    require(policy.can_decide(actor, place))
    _require_active(place)
    _require_reason(reason)
    _require_another_steward(place)
    tell(MemberRemoved, note(place, Deed.REMOVED, by=actor, reason=reason))
    session.delete(place)


def appoint(portal: Portal, person: User, role: Role, *, by: User | None = None) -> Membership:
    """Give a person this role without asking who may: for the operator and for invitations."""
    place = queries.membership(portal.id, person.id)
    if place is not None and place.standing == Standing.ACTIVE:
        if role != place.role:
            _become(place, role, "", by=by)
        return place
    if place is None:
        place = _give_place(portal.id, person, role, Standing.ACTIVE)
    place.role, place.standing = role, Standing.ACTIVE
    tell(MemberJoined, note(place, Deed.JOINED, by=by))
    return place


def note(place: Membership, deed: Deed, *, by: User | None, reason: str = "") -> MembershipChange:
    """Write down what became of a place, for those who ask later."""
    change = MembershipChange(
        portal_id=place.portal_id,
        user_id=place.user_id,
        deed=deed,
        role=place.role,
        reason=reason.strip(),
        by_id=by.id if by else None,
        at=clock.now(),
    )
    session.add(change)
    session.flush()  # the event needs the change's id
    return change


def tell(event: type[MembershipEvent], change: MembershipChange) -> None:
    """Let other rooms know of a change."""
    record(event(change.portal_id, change.user_id, change.id))


def _give_place(portal_id: int, person: User, role: Role, standing: Standing) -> Membership:
    place = Membership(
        portal_id=portal_id, user=person, role=role, standing=standing, created_at=clock.now()
    )
    session.add(place)
    session.flush()  # what is noted about it needs the person's id
    return place


def _become(place: Membership, role: Role, reason: str, *, by: User | None) -> None:
    _require_another_steward(place)
    place.role = role
    tell(RoleChanged, note(place, Deed.ROLE_CHANGED, by=by, reason=reason))


def _require_waiting(place: Membership) -> None:
    if place.standing != Standing.AWAITING:
        raise Refused(_("Somebody has let this person in already."))


def _require_active(place: Membership) -> None:
    if place.standing != Standing.ACTIVE:
        raise Refused(_("This person has asked to join: accept or refuse the request first."))


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Say why: the person will read it."))


def _require_another_steward(place: Membership) -> None:
    """Refuse what would leave the portal without anybody to run it."""
    runs_it = place.role == Role.STEWARD and place.standing == Standing.ACTIVE
    if runs_it and queries.held_steward_ids(place.portal_id) == [place.user_id]:
        raise Refused(_("A portal needs a steward: give somebody else this role first."))
