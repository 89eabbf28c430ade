"""Awarding badges, taking them back, and binding them again to a new address."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.accounts.models import User
from app.badges import policy, queries, writing_down
from app.badges.events import Awarded, AwardRevoked
from app.badges.models import Award, Badge, Means
from app.badges.openbadges import signing
from app.badges.openbadges.values import Evidence, Recipient
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record


@dataclass(frozen=True, slots=True)
class Grant:
    """Who is awarded a badge, and what shows that they earned it."""

    holder: User
    evidence: tuple[Evidence, ...] = ()
    cohort_id: int | None = None


def award(badge: Badge, grant: Grant, *, actor: User) -> Award:
    """Award a badge by hand."""
    require(policy.can_award(actor, badge, grant.holder.id))
    (made,) = give(badge, [grant], Means.HAND, by_id=actor.id) or (None,)
    if made is None:
        raise Refused(_("%(name)s has this badge already.") % {"name": grant.holder.name})
    return made


def claim(badge: Badge, code: str, *, actor: User) -> Award:
    """Take a badge with its code."""
    require(policy.can_claim(actor, badge))
    if code != badge.code:
        raise Refused(_("That is not the code of this badge."))
    (made,) = give(badge, [Grant(actor)], Means.CLAIM, by_id=None) or (None,)
    if made is None:
        raise Refused(_("You have this badge already."))
    return made


def give(badge: Badge, grants: Sequence[Grant], how: Means, *, by_id: int | None) -> list[Award]:
    """Award to all who do not hold the badge, without asking who does it: for jobs too.

    One award for a person and badge: a badge that can be renewed is given again to who holds it.
    """
    if not badge.is_published:
        raise Refused(_("This badge cannot be earned now."))
    at = clock.now()
    once = {grant.holder.id: grant for grant in grants}
    before = queries.earned(badge, once)
    due = [grant for grant in once.values() if _is_due(badge, before.get(grant.holder.id), at)]
    if not due:
        return []
    made = [
        _begin(badge, grant, how=how, at=at, by_id=by_id, renewal=_next(before, grant))
        for grant in due
    ]
    _sign(badge, made)
    for one in made:
        record(Awarded(one.id, by_id or 0))
    return made


def revoke(award: Award, because: str, *, actor: User) -> None:
    """Take an award back, with a reason that everyone who checks it reads."""
    require(policy.can_revoke(actor, award))
    award.revoke(clock.now(), because)
    award.revoked_by_id = actor.id
    record(AwardRevoked(award.id, actor.id))


def bind_again(holder: User) -> list[Award]:
    """Issue again what a person holds, to their present address; the old ones say so and end."""
    at = clock.now()
    held = [old for old in queries.backpack(holder) if old.holds(at)]
    because = _("It was issued again to another address of the same person.")
    return [_rebind(old, holder, at, because) for old in held if not _is_bound_to(old, holder)]


def name_again(old: Award, holder: User) -> Award:
    """Issue an award again in the holder's present name; the old one says so and ends."""
    because = _("It was issued again to the same person under another name.")
    return _rebind(old, holder, clock.now(), because)


def forget(holder: User) -> None:
    """Name somebody in no award any more; what they earned still verifies as it was issued."""
    for one in queries.ever_awarded(holder):
        one.forget_holder()


def _rebind(old: Award, holder: User, at: datetime, because: str) -> Award:
    evidence = tuple(Evidence(**shown) for shown in old.evidence)
    new = _begin(
        old.badge,
        Grant(holder, evidence, old.cohort_id),
        how=old.how,
        at=old.issued_at,
        by_id=old.by_id,
        renewal=_next(queries.earned(old.badge, [holder.id]), Grant(holder)),
    )
    new.expires_at, new.showing, new.position = old.expires_at, old.showing, old.position
    new.shows_evidence = old.shows_evidence
    _sign(old.badge, [new])
    old.revoke(at, because)
    old.replaced_by_id = new.id
    return new


def _begin(
    badge: Badge, grant: Grant, *, how: Means, at: datetime, by_id: int | None, renewal: int
) -> Award:
    salt = secrets.token_urlsafe(16)
    recipient = Recipient.of_email(_address_of(grant.holder), salt)
    return Award(
        uid=secrets.token_urlsafe(16),
        badge=badge,
        issuer_id=badge.issuer_id,
        holder=grant.holder,
        holder_name=grant.holder.name,
        renewal=renewal,
        salt=salt,
        identity=recipient.email_hash or "",
        how=how,
        cohort_id=grant.cohort_id,
        evidence=[_kept(shown) for shown in grant.evidence],
        issued_at=at,
        expires_at=badge.expiry(at),
        by_id=by_id,
    )


def _sign(badge: Badge, awards: Sequence[Award]) -> None:
    issuer = badge.issuer
    key, first = issuer.live_key, queries.last_index(issuer) + 1
    for index, award in enumerate(awards, first):
        award.status_index, award.key = index, key
    signer = writing_down.signing_key(issuer, key)
    with session.no_autoflush:
        issued = signing.issue(
            (writing_down.award_value(one) for one in awards), signer, signed_at=clock.now()
        )
        for award, signed in zip(awards, issued, strict=True):
            award.credential = json.dumps(signed.document, ensure_ascii=False)
            award.jwt = signed.jwt
    session.add_all(awards)
    session.flush()  # the events name them by their ids


def _is_due(badge: Badge, last: Award | None, at: datetime) -> bool:
    return last is None or badge.is_renewable or not last.holds(at)


def _next(before: Mapping[int, Award], grant: Grant) -> int:
    last = before.get(grant.holder.id)
    return 0 if last is None else last.renewal + 1


def _is_bound_to(award: Award, holder: User) -> bool:
    return Recipient.of_email(_address_of(holder), award.salt).email_hash == award.identity


def _address_of(holder: User) -> str:
    if holder.email is None or not holder.is_confirmed:
        raise Refused(
            _("%(name)s has not confirmed an e-mail address yet: a badge is bound to it.")
            % {"name": holder.name}
        )
    return holder.email


def _kept(shown: Evidence) -> dict[str, str]:
    said = {"url": shown.url, "name": shown.name, "narrative": shown.narrative}
    return {name: value for name, value in said.items() if value}
