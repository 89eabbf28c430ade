"""What a badge says, read from JSON of any shape: nothing here fails, and nothing is believed."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from app.badges.openbadges.encoding import from_moment
from app.badges.openbadges.errors import Invalid
from app.badges.openbadges.values import Json

LONGEST = 2_000
MOST = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece of evidence."""

    name: str
    url: str
    narrative: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What the badge says of itself."""

    id: str = ""
    name: str = ""
    description: str = ""
    criteria: str = ""
    issuer: str = ""
    issuer_id: str = ""
    issuer_url: str = ""
    holder: str = ""
    issued_at: datetime | None = None
    expires_at: datetime | None = None
    evidence: tuple[Shown, ...] = field(default=())
    alignments: tuple[str, ...] = field(default=())


def of_credential(document: Json) -> Claims:
    """Read an award by Open Badges 3.0."""
    subject = one(document.get("credentialSubject"))
    badge = one(subject.get("achievement"))
    issuer = document.get("issuer")
    profile = one(issuer)
    return Claims(
        id=text(document.get("id")),
        name=text(badge.get("name")) or text(document.get("name")),
        description=text(badge.get("description")),
        criteria=text(one(badge.get("criteria")).get("narrative")),
        issuer=text(profile.get("name")),
        issuer_id=text(issuer) or text(profile.get("id")),
        issuer_url=web(profile.get("url")),
        holder=_named(subject),
        issued_at=moment(document.get("validFrom", document.get("issuanceDate"))),
        expires_at=moment(document.get("validUntil", document.get("expirationDate"))),
        evidence=_evidence(document.get("evidence")),
        alignments=_alignments(badge.get("alignment")),
    )


def of_assertion(assertion: Json, badge: Json, issuer: Json) -> Claims:
    """Read an award by Open Badges 2.0 with its badge class and its issuer."""
    criteria = badge.get("criteria")
    return Claims(
        id=text(assertion.get("id")),
        name=text(badge.get("name")),
        description=text(badge.get("description")),
        criteria=text(one(criteria).get("narrative")) or text(criteria),
        issuer=text(issuer.get("name")),
        issuer_id=text(issuer.get("id")),
        issuer_url=web(issuer.get("url")),
        issued_at=moment(assertion.get("issuedOn")),
        expires_at=moment(assertion.get("expires")),
        evidence=_evidence(assertion.get("evidence")),
        alignments=_alignments(badge.get("alignment")),
    )


def one(value: object) -> dict[str, Any]:
    """Return the object, or the first of a list of them; anything else says nothing."""
    first = next(iter(value), None) if isinstance(value, list) else value
    return first if isinstance(first, dict) else {}


def many(value: object) -> list[dict[str, Any]]:
    """Return the first objects of a list, or the only one."""
    found = value if isinstance(value, list) else [value]
    return [each for each in found[:MOST] if isinstance(each, dict)]


def text(value: object) -> str:
    """Return words, not too many; the first of several languages."""
    if isinstance(value, str):
        return value[:LONGEST].strip()
    if isinstance(value, list):
        return text(value[0]) if value and not isinstance(value[0], list) else ""
    if isinstance(value, dict):
        said = value.get("@value", next(iter(value.values()), ""))
        return said[:LONGEST].strip() if isinstance(said, str) else ""
    return ""


def web(value: object) -> str:
    """Return an address that a link may lead to."""
    found = text(value)
    return found if found.startswith(("https://", "http://")) else ""


def moment(value: object) -> datetime | None:
    """Return a moment in UTC; 2.0 also wrote seconds since 1970."""
    try:
        if isinstance(value, int) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
        return from_moment(value).astimezone(UTC)
    except (Invalid, ValueError, OverflowError, OSError):
        return None


def _named(subject: Json) -> str:
    names = [each for each in many(subject.get("identifier")) if each.get("identityType") == "name"]
    return text(names[0].get("identityHash")) if names and names[0].get("hashed") is False else ""


def _evidence(value: object) -> tuple[Shown, ...]:
    if isinstance(value, str):
        return (Shown("", web(value), ""),) if web(value) else ()
    found = (
        Shown(text(each.get("name")), web(each.get("id")), text(each.get("narrative")))
        for each in many(value)
    )
    return tuple(each for each in found if each.name or each.url or each.narrative)


def _alignments(value: object) -> tuple[str, ...]:
    found = (
        " · ".join(filter(None, (text(a.get("targetCode")), text(a.get("targetName")))))
        for a in many(value)
    )
    return tuple(filter(None, found))
