"""What a badge image is made of."""

from dataclasses import dataclass

from app.badges.art.letters import writable
from app.badges.art.shapes import Shape
from app.badges.art.symbols import Symbol

HIGHEST_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Template:
    """A badge image in words; raises ValueError for what cannot be drawn."""

    shape: Shape
    symbol: Symbol
    hue: int
    text: str = ""
    level: int = 0
    """How many rings the badge has: 0 to HIGHEST_LEVEL."""
    title: str = ""
    """What a screen reader says instead of the picture: the badge's name."""

    def __post_init__(self) -> None:
        if not 0 <= self.hue < 360:
            raise ValueError(f"hue {self.hue} is not an angle")
        if not 0 <= self.level <= HIGHEST_LEVEL:
            raise ValueError(f"level {self.level} has no rings")
        if not writable(self.text):
            raise ValueError(f"{self.text!r} cannot be drawn on a badge")
