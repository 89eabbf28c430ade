"""What is said when a badge is awarded, as values; names of classes are those of the standards.

Each checks its addresses when it is made: JSON-LD drops an address that is not absolute, and what
is dropped is not signed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.badges.openbadges.encoding import identity_hash
from app.badges.openbadges.errors import Invalid

Json = dict[str, Any]

ADDRESS = re.compile(r"(?:https?://[^\s<>\"{}|\\^`]+|did:[a-z0-9]+:[^\s<>\"{}|\\^`]+"
                     r"|urn:[a-z0-9-]+:[^\s<>\"{}|\\^`]+|mailto:[^\s<>\"{}|\\^`]+)")  # fmt: skip


def _addresses(*given: str | None) -> None:
    for address in given:
        if address is not None and not ADDRESS.fullmatch(address):
            raise Invalid(f"not an absolute address: {address!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who awards (3.0, Profile). `id` is a did:web; `co_issuers` award with it."""

    id: str
    name: str
    url: str
    email: str | None = None
    image: str | None = None
    description: str | None = None
    co_issuers: "tuple[Issuer, ...]" = ()
    """A credential has one issuer by the standard, so they are named in its name, and prove
    themselves by an endorsement of the achievement."""

    def __post_init__(self) -> None:
        _addresses(self.id, self.url, self.image)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """An item of a competence framework that the badge answers to (3.0, Alignment)."""

    name: str
    url: str
    framework: str | None = None
    code: str | None = None
    description: str | None = None
    kind: str | None = None
    """One of the standard's AlignmentTargetType: `CFItem` for a framework's item, …"""

    def __post_init__(self) -> None:
        _addresses(self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A badge in one language; `criteria` is Markdown."""

    name: str
    description: str
    criteria: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    """A badge that can be awarded (3.0, Achievement; 2.0, BadgeClass)."""

    id: str
    language: str
    texts: Mapping[str, Text]
    """By language; the one of `language` is there."""
    criteria_url: str | None = None
    image: str | None = None
    alignments: tuple[Alignment, ...] = ()
    kind: str = "Badge"
    """One of the standard's AchievementType, or `ext:…`."""
    tags: tuple[str, ...] = ()
    endorsements: tuple[Json, ...] = ()
    """Signed EndorsementCredentials about `id`: those of co-issuers, of a ministry, …"""

    def __post_init__(self) -> None:
        _addresses(self.id, self.criteria_url, self.image)
        if self.language not in self.texts:
            raise Invalid(f"no text in {self.language!r}")
        if not (self.criteria_url or all(text.criteria for text in self.texts.values())):
            raise Invalid("criteria need an address or a text in each language")

    def spoken(self, language: str | None) -> str:
        """Return the language to write in: this one if the badge has it, else its own."""
        return language if language and language in self.texts else self.language


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whose award it is: the salted hash of a mail address, a DID or address, or both."""

    email_hash: str | None = None
    salt: str = ""
    id: str | None = None
    name: str | None = None

    def __post_init__(self) -> None:
        _addresses(self.id)
        if not (self.email_hash or self.id):
            raise Invalid("a recipient needs a hashed mail address or an id")

    @classmethod
    def of_email(
        cls, email: str, salt: str, *, did: str | None = None, name: str | None = None
    ) -> "Recipient":
        """Return the recipient with this mail address, of which only a hash remains.

        The address is hashed in small letters; `salt` must be random for each award, else two
        awards show that they are of one person.
        """
        if not salt:
            raise Invalid("a hashed mail address needs a salt")
        hashed = identity_hash(email.strip().lower(), salt)
        return cls(email_hash=hashed, salt=salt, id=did, name=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What shows that the criteria are met (3.0, Evidence)."""

    url: str | None = None
    name: str | None = None
    narrative: str | None = None

    def __post_init__(self) -> None:
        _addresses(self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEntry:
    """Where it is told whether an award still counts: a bit in a list (see `status`)."""

    list_url: str
    index: int

    def __post_init__(self) -> None:
        _addresses(self.list_url)
        if self.index < 0:
            raise Invalid("an index is not negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """One badge awarded to one recipient (3.0, AchievementCredential)."""

    id: str
    issuer: Issuer
    achievement: Achievement
    recipient: Recipient
    issued_at: datetime
    expires_at: datetime | None = None
    evidence: tuple[Evidence, ...] = ()
    status: StatusEntry | None = None
    language: str | None = None
    """What it is written in, if the badge has that; else the badge's own."""

    def __post_init__(self) -> None:
        _addresses(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsement:
    """A claim by an issuer about a badge, an award, another issuer (3.0, EndorsementCredential)."""

    id: str
    issuer: Issuer
    about: str
    comment: str
    issued_at: datetime
    name: str = field(default="Endorsement")

    def __post_init__(self) -> None:
        _addresses(self.id, self.about)
