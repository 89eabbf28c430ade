"""Patterns for what grows, flows and falls: waves, leaves, contours, crystals, stars, pendulums."""

from collections.abc import Iterator
from math import sin, tau

from app.kernel.art.svg import (
    SUN,
    Dice,
    Point,
    Tints,
    area,
    around,
    disc,
    line,
    ring,
    smooth,
    turned,
)


def waves(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw hills or waves under a sun."""
    yield disc(w * rng.uniform(0.15, 0.85), h * rng.uniform(0.22, 0.34), h * 0.2, SUN)
    for base, tone in ((0.64, t.pale), (0.76, t.mid), (0.89, t.deep)):
        shift = rng.uniform(0, tau)
        crest = [
            (w * i / 6, h * (base + 0.1 * sin(shift + i * rng.uniform(1.0, 1.4)))) for i in range(7)
        ]
        yield area(f"{smooth(crest)}L{w} {h}L0 {h}Z", tone)


def leaves(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw stems with leaves on both sides."""
    count = max(2, round(w / h * 1.6))
    for index in range(count):
        x = w * (index + 0.5) / count + rng.uniform(-6, 6)
        top, lean = h * rng.uniform(0.16, 0.4), rng.uniform(-14, 14)
        stem = line(f"M{x:.4g} {h}V{top + h * 0.1:.4g}", t.deep, h / 45)
        blades = "".join(_pair(rng, t, (x, y), h) for y in _levels(top + h * 0.14, h * 0.92, h))
        tip = area(_blade(x, top + h * 0.14, h * 0.2, h * 0.065), rng.choice((t.mid, t.deep)))
        yield turned(stem + blades + tip, lean, x, h)


def _levels(start: float, end: float, h: int) -> Iterator[float]:
    while start < end:
        yield start
        start += h * 0.17


def _pair(rng: Dice, t: Tints, foot: Point, h: int) -> str:
    x, y = foot
    tone = rng.choice((t.mid, t.deep, t.pale))
    blade = area(_blade(x, y + h * 0.06, h * 0.22, h * 0.07), tone)
    return turned(blade, 58, x, y + h * 0.06) + turned(blade, -58, x, y + h * 0.06)


def _blade(x: float, y: float, length: float, half: float) -> str:
    middle, tip = y - length * 0.5, y - length
    return (
        f"M{x:.4g} {y:.4g}Q{x - half * 2:.4g} {middle:.4g} {x:.4g} {tip:.4g}"
        f"Q{x + half * 2:.4g} {middle:.4g} {x:.4g} {y:.4g}Z"
    )


def contours(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw a map's height lines round two summits."""
    for x, y, levels in (
        (w * rng.uniform(0.22, 0.4), h * rng.uniform(0.4, 0.6), 7),
        (w * rng.uniform(0.68, 0.85), h * rng.uniform(0.35, 0.65), 5),
    ):
        wobble = [rng.uniform(0.8, 1.2) for _ in range(10)]
        for level in range(levels, 0, -1):
            points = [
                around(x, y, h * 0.115 * level * bend, 36 * i) for i, bend in enumerate(wobble)
            ]
            bent = [(x + (px - x) * 1.5, py) for px, py in points]
            path = smooth(bent, closed=True)
            yield area(path, t.pale if level in (2, 3) else t.mid if level == 1 else t.wash)
            yield line(path, t.deep if level % 3 == 1 else t.mid, h / 60)


def crystals(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw a lattice of hexagons, some of them filled, joined like a molecule."""
    radius = h * 0.19
    cells = [
        [around(x, y, radius * 0.9, 60 * i) for i in range(6)] for x, y in _lattice(w, h, radius)
    ]
    paths = ["M" + "L".join(f"{x:.4g} {y:.4g}" for x, y in corners) + "Z" for corners in cells]
    for path in paths:
        chance = rng.random()
        if chance < 0.3:
            yield area(path, t.deep if chance < 0.08 else t.mid if chance < 0.17 else t.pale)
    yield line("".join(paths), t.pale, h / 55)
    for corners in rng.sample(cells, len(cells) // 8):
        yield disc(*rng.choice(corners), h * 0.045, t.deep)


def _lattice(w: int, h: int, radius: float) -> Iterator[Point]:
    across = radius * 1.74
    for row in range(-1, 4):
        for column in range(-1, round(w / across) + 2):
            yield across * (column + (row % 2) / 2), radius * 1.5 * row + h * 0.16


def stars(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw orbits and a constellation."""
    centre = (w * rng.uniform(0.3, 0.7), h * 1.05)
    for step in range(1, 6):
        yield ring(*centre, h * 0.26 * step, t.pale, h / 50)
    for step in range(2, 6):
        x, y = around(*centre, h * 0.26 * step, rng.uniform(-60, 60))
        yield disc(x, y, h * rng.uniform(0.03, 0.075), rng.choice((t.deep, t.mid)))
    yield disc(*centre, h * 0.2, SUN)
    points = [(w * (0.06 + 0.11 * i), h * rng.uniform(0.12, 0.42)) for i in range(4)]
    yield line("M" + "L".join(f"{x:.4g} {y:.4g}" for x, y in points), t.mid, h / 70)
    for x, y in points:
        yield disc(x, y, h * 0.035, t.deep)


def pendulums(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw pendulums of growing length, caught in one moment."""
    count = max(5, round(w / h * 3.4))
    phase = rng.uniform(0, tau)
    for index in range(count):
        x = w * (index + 0.5) / count
        length = h * (0.42 + 0.36 * index / count)
        foot = around(x, 0, -length, 26 * sin(phase + index * 0.62))
        yield line(f"M{x:.4g} 0L{foot[0]:.4g} {foot[1]:.4g}", t.mid, h / 70)
        tone = SUN if index == count // 2 else (t.deep, t.mid)[index % 2]
        yield disc(*foot, h * 0.075, tone)
