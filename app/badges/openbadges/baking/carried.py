"""What a picture carries."""

from dataclasses import dataclass

from app.badges.openbadges.errors import TooLarge

MOST_CHARACTERS = 256 * 1024
"""Of one badge; pictures come from strangers."""


@dataclass(frozen=True, slots=True)
class Baked:
    """What is baked: a 3.0 credential (JSON with its proof, or a JWT), a 2.0 assertion, or both.

    The assertion is its JSON, or only its address; older pictures hold a signed one.
    """

    credential: str | None = None
    assertion: str | None = None


def bounded(text: str | bytes) -> None:
    """Raise TooLarge for more than a badge has to be."""
    if len(text) > MOST_CHARACTERS:
        raise TooLarge("more than a badge has to be")
