"""What a page, a certificate and the API say of an award, and in which state it is."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from markupsafe import Markup

from app.badges import writing_down
from app.badges.models import Award, Badge, Issuer, Showing, language_of
from app.kernel import clock, i18n
from app.kernel.i18n import gettext as _
from app.kernel.markup import RichText
from app.kernel.urls import external
from app.taxonomy import frameworks
from app.taxonomy.frameworks import Competence, Framework


class State(StrEnum):
    """Whether an award counts, and if not, why."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"


def state_of(award: Award, at: datetime | None = None) -> State:
    """Return the state of an award; one that was replaced is told apart from one taken back."""
    if award.is_replaced:
        return State.REPLACED
    if award.is_revoked:
        return State.REVOKED
    return State.EXPIRED if award.is_expired(at or clock.now()) else State.VALID


def state_name(state: State) -> str:
    """Return the state in a word."""
    return {
        State.VALID: _("Valid"),
        State.EXPIRED: _("Expired"),
        State.REVOKED: _("Revoked"),
        State.REPLACED: _("Replaced"),
    }[state]


def holder_of(award: Award) -> str:
    """Return the holder's name as it is today; empty when the account was erased."""
    return award.holder.name if award.holder is not None else award.holder_name


def issuers_of(badge: Badge) -> list[Issuer]:
    """Return who awards the badge: its issuer first, then those beside it."""
    return [badge.issuer, *(one.issuer for one in badge.co_issuers)]


def is_shown(award: Award) -> bool:
    """Return whether everyone who has the address may see it, machines too."""
    return award.showing != Showing.PRIVATE


def is_listed(award: Award) -> bool:
    """Return whether search engines may find it."""
    return award.showing == Showing.PUBLIC


def criteria_of(badge: Badge) -> tuple[Markup, str]:
    """Return what one must have done, and the language in which it is said."""
    locale = i18n.current().tag
    return rendered(badge.criteria_in(locale)), language_of(badge.criteria, locale)


def aligned(badge: Badge) -> Sequence[tuple[Framework, list[Competence]]]:
    """Return the framework items that the badge answers to."""
    return frameworks.grouped(badge.alignments)


def hue_of(badge: Badge) -> int:
    """Return the hue of who issues it."""
    return badge.issuer.portal.hue if badge.issuer.portal else 160


def page_address(badge: Badge) -> str:
    """Return the whole address of a badge's page, in the locale that is spoken."""
    portal = badge.issuer.portal
    if portal is None:
        return external("badges.of_network", badge_id=badge.id)
    return external("badges.show", portal=portal.slug, badge_id=badge.id)


def outputs(award: Award) -> dict[str, str]:
    """Return where an award is had in each of its forms."""
    address = writing_down.award_url(award.uid)
    return {
        "credential": f"{address}.json",
        "jwt": f"{address}.jwt",
        "open_badges_2": f"{address}/ob2",
        "image": f"{address}.png",
        "certificate": f"{address}.pdf",
    }


@lru_cache(1_000)
def rendered(source: str) -> Markup:
    """Return Markdown as HTML, cleaned, whoever wrote it."""
    return RichText.from_markdown(source).markup
