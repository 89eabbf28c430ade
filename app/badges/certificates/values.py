"""What a certificate says, in words that are already translated, and what it looks like."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.badges.art import Template

MOST_SIGNATORIES = 3
MOST_ISSUERS = 3
MOST_FACTS = 4
_RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}


class Paper(StrEnum):
    """The size of the sheet."""

    A4 = "a4"
    LETTER = "letter"


class Border(StrEnum):
    """What stands around the words."""

    PLAIN = "plain"
    LINES = "lines"
    CORNERS = "corners"
    BOARD = "board"
    HILLS = "hills"
    WEAVE = "weave"


@dataclass(frozen=True, slots=True)
class Text:
    """Words in a language; their direction is the language's."""

    text: str
    language: str = "en"

    @property
    def rtl(self) -> bool:
        """Tell whether the text as a whole runs from right to left."""
        parts = self.language.lower().replace("_", "-").split("-")
        return parts[0] in _RIGHT_TO_LEFT or "arab" in parts[1:]


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its value: hours, points, a date."""

    label: Text
    value: Text


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs, as what, and perhaps the picture of a signature."""

    name: Text
    role: Text
    signature: bytes | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """A portal's template of certificates."""

    hue: int = 160
    border: Border = Border.LINES
    logo: bytes | None = None
    logo_text: str = ""
    """What a screen reader says for the logo."""
    paper: Paper = Paper.A4
    landscape: bool = True


@dataclass(frozen=True, slots=True)
class Certificate:
    """Everything that one certificate says; the same values make the same bytes."""

    title: Text
    """What the sheet is: "Certificate of completion"."""
    opening: Text
    """The words before the name: "This is to certify that"."""
    holder: Text
    deed: Text
    """The words after the name: "has completed the course"."""
    achievement: Text
    """The course or badge."""
    issuers: tuple[Text, ...]
    address: str
    """Where anyone can verify the award; also in the QR code."""
    award_id: str
    verify: Text
    """The words above the address: "Anyone can verify this award at"."""
    issued_at: datetime
    """The date in the file's metadata; what the sheet shows as date is among the facts."""
    criteria: Text | None = None
    facts: tuple[Fact, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    badge: Template | None = None
    look: Look = field(default_factory=Look)

    def __post_init__(self) -> None:
        if len(self.signatories) > MOST_SIGNATORIES:
            raise ValueError(f"{len(self.signatories)} people cannot sign one certificate")
        if not 1 <= len(self.issuers) <= MOST_ISSUERS:
            raise ValueError(f"{len(self.issuers)} issuers cannot stand on one certificate")
        if len(self.facts) > MOST_FACTS:
            raise ValueError(f"{len(self.facts)} facts have no room on one certificate")
        if self.issued_at.tzinfo is None:
            raise ValueError("a certificate's date needs its time zone")
