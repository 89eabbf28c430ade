"""The mails about people's places in portals."""

from app.kernel import mail
from app.kernel.jobs import subscribe
from app.portals import queries
from app.portals.events import (
    MemberJoined,
    MemberRemoved,
    MembershipEvent,
    RequestRefused,
    RoleChanged,
)
from app.portals.models import Deed

DECISIONS = (Deed.ACCEPTED, Deed.REFUSED, Deed.ROLE_CHANGED, Deed.REMOVED)
"""What others decide about a person; nobody needs a mail about their own deed."""


@subscribe(MemberJoined, RequestRefused, RoleChanged, MemberRemoved)
def tell_person(event: MembershipEvent) -> None:
    """Write to the person whose place others decided about, in their language, with the reason."""
    change = queries.change(event.change_id)
    if change is None or change.deed not in DECISIONS or change.user.email is None:
        return
    mail.send(
        change.user.email,
        "portals/decision",
        locale=change.user.locale,
        change=change,
        portal=change.portal.name_in(change.user.locale),
        name=change.user.name,
        address=change.user.email,
    )
