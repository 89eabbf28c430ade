"""What trainers do with the badges of their portal."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.accounts.models import User
from app.badges import policy
from app.badges.models import Badge, CoIssuer, Issuer
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class EditConflictError(Exception):
    """Somebody saved since this badge was opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeSettings:
    """What is decided about a badge; the words are in one language."""

    language: str
    name: str
    description: str
    criteria: str
    drawing: Mapping[str, Any]
    alignments: tuple[str, ...] = ()
    course_id: int | None = None
    file_id: int | None = None
    valid_days: int | None = None
    is_renewable: bool = False
    is_own_claim_allowed: bool = False
    co_issuer_ids: tuple[int, ...] = field(default=())


def make(issuer: Issuer, settings: BadgeSettings, *, actor: User) -> Badge:
    """Begin a badge: a draft that those see who look after it."""
    require(policy.can_manage(actor, issuer))
    badge = Badge(
        issuer=issuer,
        language=settings.language,
        names={},
        descriptions={},
        criteria={},
        co_issuers=[],
        endorsements=[],
        created_at=clock.now(),
    )
    _take_over(badge, settings)
    session.add(badge)
    session.flush()  # who made it is led to its address
    return badge


def revise(badge: Badge, settings: BadgeSettings, *, opened: int, actor: User) -> None:
    """Decide otherwise; what was awarded keeps what was signed. `opened` is its `lock`."""
    require(policy.can_manage(actor, badge.issuer))
    if opened != badge.lock:
        raise EditConflictError
    _take_over(badge, settings)


def publish(badge: Badge, *, actor: User) -> None:
    """Let a badge be earned."""
    require(policy.can_manage(actor, badge.issuer))
    badge.publish()


def archive(badge: Badge, *, actor: User) -> None:
    """Let nobody earn it any more; awards stay."""
    require(policy.can_manage(actor, badge.issuer))
    badge.archive()


def offer_code(badge: Badge, *, actor: User) -> None:
    """Let a badge be claimed with a new code; an older one opens nothing any more."""
    require(policy.can_manage(actor, badge.issuer))
    if not badge.is_published:
        raise Refused(_("Publish the badge first: nobody can claim a draft."))
    badge.code = "".join(secrets.choice(CODE_LETTERS) for _place in range(8))


def end_code(badge: Badge, *, actor: User) -> None:
    """Let a badge be claimed no more."""
    require(policy.can_manage(actor, badge.issuer))
    badge.code = None


def _take_over(badge: Badge, settings: BadgeSettings) -> None:
    tag = settings.language
    badge.names = _with(badge.names, tag, settings.name)
    badge.descriptions = _with(badge.descriptions, tag, settings.description)
    badge.criteria = _with(badge.criteria, tag, settings.criteria)
    badge.drawing, badge.alignments = dict(settings.drawing), list(settings.alignments)
    badge.course_id, badge.file_id = settings.course_id, settings.file_id
    badge.valid_days, badge.is_renewable = settings.valid_days, settings.is_renewable
    badge.is_own_claim_allowed = settings.is_own_claim_allowed
    badge.co_issuers = [CoIssuer(issuer_id=one) for one in settings.co_issuer_ids]


def _with(texts: Mapping[str, str], tag: str, text: str) -> dict[str, str]:
    changed = {**texts, tag: text.strip()}
    return {language: said for language, said in changed.items() if said}
