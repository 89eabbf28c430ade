"""What is chosen of a lesson from a few: its status, reach, devices and size."""

from enum import StrEnum


class Status(StrEnum):
    """Where a lesson is in its life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Reach(StrEnum):
    """How far a published lesson is seen."""

    PORTAL = "portal"
    CHOSEN = "chosen"
    NETWORK = "network"


class Devices(StrEnum):
    """What pupils need that has a plug or a battery."""

    NONE = "none"
    ONE_FOR_CLASS = "one-for-class"
    SHARED = "shared"
    ONE_EACH = "one-each"


class Size(StrEnum):
    """How much of the template the author asked to see."""

    QUICK = "quick"
    STANDARD = "standard"
    FULL = "full"
