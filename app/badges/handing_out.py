"""Awarding by hand to several people at once: who cannot be awarded the badge, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.accounts.addresses import normal_email
from app.accounts.models import User
from app.badges import lists, policy, queries
from app.badges.awarding import Grant, give
from app.badges.models import Award, Badge, Means
from app.badges.openbadges.values import Evidence
from app.kernel import clock
from app.kernel.access import require
from app.kernel.i18n import gettext as _
from app.portals.models import Portal

MOST = 500
"""People of one form."""


@dataclass(frozen=True, slots=True)
class Unawarded:
    """Somebody who is not awarded the badge, as they were named, and why."""

    named: str
    because: str
    user_id: int = 0


def named_in(text: str, portal: Portal) -> tuple[list[User], list[Unawarded]]:
    """Return the members whose e-mails stand in a text, and what stands there of nobody.

    An address without an account, one of somebody who is not a member, and one that was never
    confirmed are told alike: nobody finds out here who has an account.
    """
    said = dict.fromkeys(normal_email(word) for word in text.replace(",", " ").split())
    words = [word for line in said for word in line.split(";") if word][:MOST]
    found = {one.email: one for one in lists.members_with(portal, words)}
    unknown = [Unawarded(word, _nobody(word)) for word in words if word not in found]
    return list(found.values()), unknown


def unawarded(badge: Badge, people: Iterable[User], *, actor: User) -> list[Unawarded]:
    """Return who of these people cannot be awarded the badge now, and why."""
    chosen = list(people)
    held, now = queries.earned(badge, [one.id for one in chosen]), clock.now()
    found = []
    for one in chosen:
        last = held.get(one.id)
        if not policy.can_award(actor, badge, one.id):
            because = _("Nobody awards this badge to themselves.")
        elif one.email is None or not one.is_confirmed:
            because = _("No e-mail address is confirmed yet: a badge is bound to one.")
        elif last is not None and last.holds(now) and not badge.is_renewable:
            because = _("Has this badge already.")
        else:
            continue
        found.append(Unawarded(one.name, because, one.id))
    return found


def hand_out(
    badge: Badge,
    people: Sequence[User],
    evidence: Evidence | None,
    *,
    cohort_id: int | None = None,
    actor: User,
) -> list[Award]:
    """Award the badge to several people by hand; who has it already is passed over."""
    for one in people:
        require(policy.can_award(actor, badge, one.id))
    shown = (evidence,) if evidence else ()
    return give(badge, [Grant(one, shown, cohort_id) for one in people], Means.HAND, by_id=actor.id)


def _nobody(word: str) -> str:
    if "@" not in word:
        return _("That is no e-mail address.")
    return _("No member of this portal has confirmed this address.")
