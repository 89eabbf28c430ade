"""The tones in which a badge is drawn."""

from dataclasses import dataclass
from functools import lru_cache

from app.kernel.art.svg import CHALK, SUN, oklch


@dataclass(frozen=True, slots=True)
class Palette:
    """Chalk and sun on a field of the issuer's hue."""

    ink: str
    sun: str
    field: str
    soft: str
    """A second ink, for what stands behind the first."""
    rim: str
    glow: str
    """The field around the symbol, a little lighter."""


@lru_cache
def palette(hue: int) -> Palette:
    """Return the tones of a badge in an issuer's hue."""
    return Palette(
        ink=CHALK,
        sun=SUN,
        field=oklch(0.415, 0.085, hue),
        soft=oklch(0.77, 0.07, hue),
        rim=oklch(0.87, 0.05, hue),
        glow=oklch(0.485, 0.1, hue),
    )
