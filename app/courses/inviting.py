"""Finding a colleague who trains in a portal, by what somebody calls them."""

from collections.abc import Sequence

from sqlalchemy import func, or_

from app.accounts.addresses import normal_email
from app.accounts.models import Membership, Role, User
from app.accounts.queries import WHOLE
from app.kernel.db import session
from app.portals import queries as portals


def called(portal_id: int, who: str) -> Sequence[User]:
    """Return the trainers of a portal with this address or this whole name; two are enough."""
    words = who.strip()
    named = [User.name == words, func.lower(User.name) == words.lower()]
    if "@" in words:
        named = [User.email == normal_email(words)]
    found = (
        portals.members(portal_id)
        .where(Membership.role != Role.MEMBER, or_(*named))
        .options(*WHOLE)
    )
    return session.scalars(found.order_by(User.id).limit(2)).all()
