"""Which drawing and which hue a subject has; an unknown one still gets its own, always the same."""

from collections.abc import Callable, Iterator
from hashlib import sha256

from app.kernel.art import nature, numbers, people
from app.kernel.art.svg import Dice, Tints, night, picture, tints

Drawing = Callable[[Dice, Tints, int, int], Iterator[str]]

SUBJECTS: dict[str, tuple[int, tuple[Drawing, ...]]] = {
    "art": (20, (people.arches,)),
    "biology": (140, (nature.leaves,)),
    "chemistry": (300, (nature.crystals,)),
    "civics": (250, (people.scales, people.talk)),
    "computing": (272, (numbers.bits, numbers.network)),
    "crafts": (350, (people.weave,)),
    "early-years": (90, (people.blocks,)),
    "economics": (210, (numbers.graph, people.scales)),
    "environment": (150, (nature.leaves, nature.waves)),
    "ethics": (320, (people.mandala, people.talk)),
    "foreign-languages": (230, (people.talk, people.letters)),
    "geography": (110, (nature.contours,)),
    "health": (10, (people.hands,)),
    "history": (60, (people.columns,)),
    "language-arts": (30, (people.letters, people.book)),
    "literature": (40, (people.book,)),
    "mathematics": (62, (numbers.circle,)),
    "music": (330, (people.staff,)),
    "physical-education": (45, (people.track,)),
    "physics": (240, (nature.pendulums, numbers.springs)),
    "religion": (310, (people.mandala,)),
    "science": (165, (nature.waves, nature.crystals)),
    "social-studies": (80, (people.hands, nature.contours)),
    "statistics": (200, (numbers.graph,)),
    "teaching": (180, (people.hands, people.talk)),
    "technology": (220, (numbers.gears,)),
    "astronomy": (280, (nature.stars,)),
}

ALL: tuple[Drawing, ...] = tuple(
    dict.fromkeys(drawing for _hue, drawings in SUBJECTS.values() for drawing in drawings)
)

SHAPES = {"card": (320, 110), "hero": (640, 160), "square": (150, 150)}
"""Width and height of the places in which a pattern is shown."""

VARIANTS = 24
"""So many pictures a subject has: few enough for browsers to keep them."""


def subject(name: str, seed: int, shape: str = "card") -> str:
    """Return the pattern of a subject as SVG: the same for the same seed."""
    width, height = SHAPES[shape]
    hue, drawings = SUBJECTS.get(name) or _unknown(name)
    tones = tints(hue)
    drawing = drawings[seed % len(drawings)]
    rng = Dice(f"{name} {seed % VARIANTS}")
    shapes = (night(hue), *drawing(rng, tones, width, height))
    return picture(width, height, shapes, tones.wash)


def _unknown(name: str) -> tuple[int, tuple[Drawing, ...]]:
    number = int.from_bytes(sha256(name.encode()).digest()[:4])
    return number % 36 * 10, (ALL[number % len(ALL)],)
