"""Endorsing the badges of other issuers, and ceasing to."""

import json
import secrets
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import User
from app.badges import policy, queries, writing_down
from app.badges.models import Badge, Endorsement, Issuer
from app.badges.openbadges import credentials, signing, values
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _


def endorse(badge: Badge, issuer: Issuer, comment: str, *, actor: User) -> Endorsement:
    """Say in an issuer's name what a badge is worth; awards made from now on carry it."""
    require(policy.can_manage(actor, issuer))
    if not policy.can_endorse(actor, badge, issuer):
        raise Refused(_("Only badges of other issuers that can be earned are endorsed."))
    if any(one.issuer_id == issuer.id for one in badge.endorsements):
        raise Refused(_("This badge is endorsed already."))
    at, uid, key = clock.now(), secrets.token_urlsafe(16), issuer.live_key
    said = values.Endorsement(
        id=writing_down.endorsement_url(uid),
        issuer=writing_down.issuer_value(issuer),
        about=writing_down.badge_url(badge),
        comment=comment.strip(),
        issued_at=at,
    )
    signer = writing_down.signing_key(issuer, key)
    signed = signing.prove(credentials.endorsement(said), signer, signed_at=at)
    made = Endorsement(
        uid=uid, issuer=issuer, comment=said.comment, issued_at=at, by_id=actor.id, key=key,
        credential=json.dumps(signed, ensure_ascii=False),
    )  # fmt: skip
    badge.endorsements.append(made)
    session.flush()  # its page names it
    return made


def withdraw(endorsement: Endorsement, *, actor: User) -> None:
    """Cease to endorse a badge; awards that were signed meanwhile keep it."""
    require(policy.can_manage(actor, endorsement.issuer))
    session.delete(endorsement)


def by(issuer: Issuer) -> Sequence[Endorsement]:
    """Return what an issuer endorses, the newest first."""
    found = select(Endorsement).where(Endorsement.issuer_id == issuer.id)
    plan = joinedload(Endorsement.badge).options(*queries.PLAN)
    order = Endorsement.id.desc()
    return session.scalars(
        found.order_by(order).options(plan, joinedload(Endorsement.issuer))
    ).all()


def named(uid: str) -> Endorsement | None:
    """Return an endorsement by its address, which is public."""
    plan = (joinedload(Endorsement.issuer), joinedload(Endorsement.badge))
    return session.scalar(select(Endorsement).where(Endorsement.uid == uid).options(*plan))
