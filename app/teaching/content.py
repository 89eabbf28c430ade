"""What a person says about a class that they taught, as one value."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """A taught report as it was typed; only the day must be said."""

    taught_on: date
    language: str
    level: str | None = None
    pupils: int | None = None
    country: str | None = None
    """An ISO 3166 code."""
    devices: str | None = None
    minutes: int | None = None
    worked: str = ""
    failed: str = ""
    changed: str = ""
    file_id: int | None = None
    alt: str = ""
