"""Open Badges 2.0: JSON that proves itself by standing at its own address.

Section names are those of the Open Badges 2.0 specification, "Data Classes".
"""

from app.badges.openbadges.contexts import OPEN_BADGES_2
from app.badges.openbadges.credentials import BETWEEN_NAMES, in_language, stated
from app.badges.openbadges.encoding import moment
from app.badges.openbadges.values import Achievement, Alignment, Award, Issuer, Json, Recipient


def assertion(award: Award, *, url: str, badge: str, image: str | None = None) -> Json:
    """Return an Assertion to be served at `url`; `badge` is the address of its BadgeClass."""
    return stated(
        {
            "@context": OPEN_BADGES_2,
            "id": url,
            "type": "Assertion",
            "recipient": _recipient(award.recipient),
            "badge": badge,
            "verification": {"type": "HostedBadge"},
            "issuedOn": moment(award.issued_at),
            "expires": award.expires_at and moment(award.expires_at),
            "image": image,
            "evidence": [
                stated(
                    {
                        "id": shown.url,
                        "type": "Evidence",
                        "name": shown.name,
                        "narrative": shown.narrative,
                    }
                )
                for shown in award.evidence
            ],
        }
    )


def revoked(url: str, reason: str) -> Json:
    """Return what stands at the address of a revoked Assertion ("Assertion", revoked)."""
    return {
        "@context": OPEN_BADGES_2,
        "id": url,
        "type": "Assertion",
        "revoked": True,
        "revocationReason": reason,
    }


def badge_class(badge: Achievement, *, url: str, issuer: str, language: str | None = None) -> Json:
    """Return a BadgeClass to be served at `url`, in one language; the others are related."""
    written = badge.spoken(language)
    text = badge.texts[written]
    others = [other for other in sorted(badge.texts) if other != written]
    return stated(
        {
            "@context": OPEN_BADGES_2,
            "id": url if language is None else in_language(url, written),
            "type": "BadgeClass",
            "@language": written,
            "name": text.name,
            "description": text.description,
            "image": badge.image,
            "criteria": stated({"id": badge.criteria_url, "narrative": text.criteria}),
            "issuer": issuer,
            "alignment": [_alignment(item) for item in badge.alignments],
            "tags": list(badge.tags),
            "related": [
                {"id": in_language(url, other), "type": "BadgeClass", "@language": other}
                for other in others
            ],
        }
    )


def issuer_profile(issuer: Issuer, *, url: str) -> Json:
    """Return an issuer's Profile to be served at `url`, which is its name in 2.0."""
    names = [issuer.name, *(other.name for other in issuer.co_issuers)]
    return stated(
        {
            "@context": OPEN_BADGES_2,
            "id": url,
            "type": "Issuer",
            "name": BETWEEN_NAMES.join(names),
            "url": issuer.url,
            "email": issuer.email,
            "image": issuer.image,
            "description": issuer.description,
        }
    )


def _recipient(recipient: Recipient) -> Json:
    if recipient.email_hash:
        hashed = {"hashed": True, "identity": recipient.email_hash, "salt": recipient.salt}
        return {"type": "email", **hashed}
    return {"type": "url", "hashed": False, "identity": recipient.id}


def _alignment(item: Alignment) -> Json:
    return stated(
        {
            "targetName": item.name,
            "targetUrl": item.url,
            "targetDescription": item.description,
            "targetFramework": item.framework,
            "targetCode": item.code,
        }
    )
