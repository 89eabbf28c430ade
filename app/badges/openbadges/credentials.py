"""Awards and endorsements as Verifiable Credentials, not yet signed.

Open Badges 3.0 describes each class in its appendix "Data Models".
"""

from typing import Any

from app.badges.openbadges.contexts import CREDENTIALS, OPEN_BADGES
from app.badges.openbadges.encoding import moment
from app.badges.openbadges.values import (
    Achievement,
    Alignment,
    Award,
    Endorsement,
    Evidence,
    Issuer,
    Json,
    Recipient,
    StatusEntry,
    Text,
)

BETWEEN_NAMES = " · "


def credential(award: Award) -> Json:
    """Return an OpenBadgeCredential (Open Badges 3.0, AchievementCredential; VC Data Model 2.0)."""
    language = award.achievement.spoken(award.language)
    return stated(
        {
            "@context": [CREDENTIALS, OPEN_BADGES],
            "id": award.id,
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": award.achievement.texts[language].name,
            "issuer": profile(award.issuer),
            "validFrom": moment(award.issued_at),
            "validUntil": award.expires_at and moment(award.expires_at),
            "credentialSubject": _subject(award, language),
            "evidence": [_evidence(shown) for shown in award.evidence],
            "credentialStatus": award.status and status_entry(award.status),
        }
    )


def endorsement(given: Endorsement) -> Json:
    """Return an EndorsementCredential (Open Badges 3.0, EndorsementCredential)."""
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": given.id,
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": given.name,
        "issuer": profile(given.issuer),
        "validFrom": moment(given.issued_at),
        "credentialSubject": {
            "id": given.about,
            "type": ["EndorsementSubject"],
            "endorsementComment": given.comment,
        },
    }


def profile(issuer: Issuer) -> Json:
    """Return an issuer's Profile (Open Badges 3.0, Profile), co-issuers in its name."""
    names = [issuer.name, *(other.name for other in issuer.co_issuers)]
    return stated(
        {
            "id": issuer.id,
            "type": ["Profile"],
            "name": BETWEEN_NAMES.join(names),
            "url": issuer.url,
            "email": issuer.email,
            "description": issuer.description,
            "image": issuer.image and image(issuer.image),
        }
    )


def achievement(badge: Achievement, language: str | None = None) -> Json:
    """Return an Achievement in one language (Open Badges 3.0, Achievement).

    The standard gives a badge one name: its other languages are `related` (Related), at the same
    address with `?language=`.
    """
    written = badge.spoken(language)
    text = badge.texts[written]
    return stated(
        {
            "id": badge.id,
            "type": ["Achievement"],
            "name": text.name,
            "description": text.description,
            "criteria": _criteria(badge, text),
            "image": badge.image and image(badge.image),
            "achievementType": badge.kind,
            "inLanguage": written,
            "alignment": [alignment(item) for item in badge.alignments],
            "tag": list(badge.tags),
            "related": [
                {"id": in_language(badge.id, other), "type": ["Related"], "inLanguage": other}
                for other in sorted(badge.texts)
                if other != written
            ],
            "endorsement": list(badge.endorsements),
        }
    )


def in_language(address: str, language: str) -> str:
    """Return where the same is told in another language."""
    return f"{address}{'&' if '?' in address else '?'}language={language}"


def alignment(item: Alignment) -> Json:
    """Return an Alignment (Open Badges 3.0, Alignment; its members are those of 2.0)."""
    return stated(
        {
            "type": ["Alignment"],
            "targetName": item.name,
            "targetUrl": item.url,
            "targetDescription": item.description,
            "targetFramework": item.framework,
            "targetCode": item.code,
            "targetType": item.kind,
        }
    )


def status_entry(entry: StatusEntry) -> Json:
    """Return where the revocation stands (Bitstring Status List 1.0, section 2.1)."""
    return {
        "id": f"{entry.list_url}#{entry.index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(entry.index),
        "statusListCredential": entry.list_url,
    }


def image(address: str) -> Json:
    """Return an Image (Open Badges 3.0, Image)."""
    return {"id": address, "type": "Image"}


def stated(members: Json) -> Json:
    """Return the members that say something."""
    return {name: value for name, value in members.items() if value not in (None, "", [])}


def _subject(award: Award, language: str) -> Json:
    return stated(
        {
            "id": award.recipient.id,
            "type": ["AchievementSubject"],
            "identifier": _identifiers(award.recipient),
            "achievement": achievement(award.achievement, language),
        }
    )


def _identifiers(recipient: Recipient) -> list[Json]:
    found: list[Json] = []
    if recipient.email_hash:
        hashed = {"identityHash": recipient.email_hash, "salt": recipient.salt}
        found.append(_identity("emailAddress", hashed=True, **hashed))
    if recipient.name:
        found.append(_identity("name", hashed=False, identityHash=recipient.name))
    return found


def _identity(kind: str, *, hashed: bool, **members: Any) -> Json:
    return {"type": "IdentityObject", "identityType": kind, "hashed": hashed, **members}


def _criteria(badge: Achievement, text: Text) -> Json:
    return stated({"id": badge.criteria_url, "narrative": text.criteria})


def _evidence(shown: Evidence) -> Json:
    return stated(
        {"id": shown.url, "type": ["Evidence"], "name": shown.name, "narrative": shown.narrative}
    )
