"""Bringing in a badge that was awarded elsewhere, with what is proven of it that day."""

import hashlib
import io
from typing import Any

from app.accounts.models import User
from app.badges import lists, policy
from app.badges.models import ForeignBadge, Showing
from app.badges.openbadges import baking
from app.badges.openbadges.checking import Check, Outcome
from app.badges.openbadges.errors import Unreadable
from app.badges.verifying import Checked, Finding, Question
from app.kernel import clock, files
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext

MOST = 300
LONGEST_NAME = 300


def bring(content: bytes, name: str, checked: Checked, *, actor: User) -> ForeignBadge:
    """Keep somebody's badge of elsewhere, for them alone at first; one of ours is kept already."""
    if checked.award is not None:
        raise Refused(_("That is an award of this network: its holder's backpack has it already."))
    said, picture = _taken_out(content)
    sha256 = hashlib.sha256(said.encode()).hexdigest()
    if lists.foreign_by_hash(actor, sha256) is not None:
        raise Refused(_("This badge is in your backpack already."))
    if lists.count_foreign(actor) >= MOST:
        raise Refused(ngettext("You keep %(num)s badge.", "You keep %(num)s badges.", MOST))
    made = ForeignBadge(holder_id=actor.id, sha256=sha256, content=said)
    made.file = files.store(io.BytesIO(picture), name, actor.id) if picture else None
    write_down(made, checked)
    session.add(made)
    session.flush()  # who brought it is led to its page
    return made


def write_down(badge: ForeignBadge, checked: Checked) -> None:
    """Note what the badge says, and what is proven of it now."""
    claims = checked.claims
    badge.name = claims.name[:LONGEST_NAME] or _("A badge without a name")
    badge.description, badge.standard = claims.description, checked.standard
    badge.issuer_name, badge.issuer_url = claims.issuer[:LONGEST_NAME], claims.issuer_url
    badge.issued_at, badge.expires_at = claims.issued_at, claims.expires_at
    badge.verdict = checked.verdict.value
    badge.findings = [_kept(one) for one in checked.findings]
    badge.checked_at = clock.now()
    if not is_proven_theirs(badge):
        badge.showing = Showing.PRIVATE


def show(badge: ForeignBadge, *, publicly: bool, actor: User) -> None:
    """Decide whether it stands on the holder's page; only what is proven to be theirs does."""
    require(policy.keeps(actor, badge))
    if publicly and not is_proven_theirs(badge):
        raise Refused(_("Only a badge that is proven, and yours, stands on your page."))
    badge.showing = Showing.PUBLIC if publicly else Showing.PRIVATE


def remove(badge: ForeignBadge, *, actor: User) -> None:
    """Take a badge of elsewhere out of the backpack."""
    require(policy.keeps(actor, badge))
    session.delete(badge)


def findings(badge: ForeignBadge) -> list[Finding]:
    """Return what was found out when it was checked last."""
    return [
        Finding(Question(one["question"]), Check(Outcome(one["outcome"]), one["code"]))
        for one in badge.findings
    ]


def is_proven_theirs(badge: ForeignBadge) -> bool:
    """Return whether all that was asked is proven, and that it belongs to the holder's address."""
    codes = {one["code"] for one in badge.findings}
    return badge.verdict == Outcome.PASSED and "recipient.matches" in codes


def _taken_out(content: bytes) -> tuple[str, bytes | None]:
    """Return the badge as text, and the picture that carried it, where that can be shown."""
    try:
        kind = baking.media_type(content)
    except Unreadable:
        return content.decode("utf-8-sig").strip(), None
    carried = baking.read(content)
    said = carried.credential or carried.assertion or ""
    return said, content if kind == "image/png" else None


def _kept(finding: Finding) -> dict[str, Any]:
    return {
        "question": finding.question.value,
        "outcome": finding.outcome.value,
        "code": finding.code,
    }
