"""Patterns for what is counted and built: circles, bits, graphs, networks, gears."""

from collections.abc import Iterator
from itertools import pairwise
from math import cos, pi

from app.kernel.art.svg import (
    SUN,
    Dice,
    Point,
    Tints,
    area,
    around,
    box,
    disc,
    line,
    ring,
    smooth,
)


def circle(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw a folded circle and the lines of its sum."""
    parts = rng.choice((3, 4, 5, 6, 8))
    taken = rng.randint(1, parts - 1)
    alone = w < h * 2
    x, y, radius = w * (0.5 if alone else rng.choice((0.3, 0.38, 0.62))), h / 2, h * 0.36
    start, end = around(x, y, radius, 0), around(x, y, radius, 360 * taken / parts)
    wide = int(taken * 2 > parts)
    yield area(
        f"M{x:.4g} {y:.4g}L{start[0]:.4g} {start[1]:.4g}"
        f"A{radius:.4g} {radius:.4g} 0 {wide} 1 {end[0]:.4g} {end[1]:.4g}Z",
        t.deep,
    )
    for part in range(parts):
        ex, ey = around(x, y, radius, 360 * part / parts)
        yield line(f"M{x:.4g} {y:.4g}L{ex:.4g} {ey:.4g}", t.deep, h / 24)
    yield ring(x, y, radius, t.deep, h / 18)
    if alone:
        return
    side = x + radius * 1.75 if x < w / 2 else x - radius * 1.75 - h * 0.68
    for row, length in enumerate((0.68, 0.68, rng.choice((0.3, 0.45, 0.55)))):
        top = y - h * 0.23 + row * h * 0.23
        yield line(f"M{side:.4g} {top:.4g}h{h * length:.4g}", t.mid, h / 15)


def bits(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw rows of bits, lit and unlit."""
    size, gap = h * 0.22, h * 0.07
    columns = max(3, int((w * 0.72) / (size + gap)))
    left = (w - columns * (size + gap) + gap) / 2
    sun = (rng.randrange(3), rng.randrange(columns)) if rng.random() < 0.5 else None
    for row in range(3):
        for column in range(columns):
            lit = rng.random() < 0.4
            tone = SUN if (row, column) == sun else t.deep if lit else t.pale
            x, y = left + column * (size + gap), h * 0.1 + row * (size + gap)
            yield box(x, y, (size, size), tone, h * 0.035)


def graph(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw bars, and the curve that runs over them."""
    count = max(5, round(w / h * 2.8))
    step = w * 0.84 / count
    heights = [0.2 + 0.5 * (index / count) * rng.uniform(0.5, 1.15) for index in range(count)]
    tops: list[Point] = []
    for index, height in enumerate(heights):
        x = w * 0.08 + index * step
        tone = t.mid if index % 3 else t.pale
        yield box(x, h * (0.88 - height), (step * 0.62, h * height), tone, h * 0.02)
        tops.append((x + step * 0.31, h * (0.8 - height)))
    yield line(f"M{w * 0.06:.4g} {h * 0.88:.4g}H{w * 0.94:.4g}", t.deep, h / 40)
    yield line(smooth(tops), t.deep, h / 32)
    for point in tops[1::3]:
        yield disc(*point, h * 0.045, t.deep)
    yield disc(*tops[-1], h * 0.065, SUN)


def network(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw a net of nodes, one path through it walked."""
    columns = max(4, round(w / h * 2))
    nodes = [
        [(w * (c + 0.6) / (columns + 0.2), h * y) for y in (rng.uniform(0.14, 0.34), 0.5, 0.8)]
        for c in range(columns)
    ]
    for here, there in pairwise(nodes):
        for start in here:
            end = rng.choice(there)
            yield line(f"M{start[0]:.4g} {start[1]:.4g}L{end[0]:.4g} {end[1]:.4g}", t.pale, h / 45)
    path = [rng.choice(column) for column in nodes]
    yield line("M" + "L".join(f"{x:.4g} {y:.4g}" for x, y in path), t.deep, h / 36)
    for column in nodes:
        for node in column:
            yield disc(*node, h * 0.055, t.deep if node in path else t.mid)
    yield disc(*path[-1], h * 0.085, SUN)


def gears(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw wheels whose teeth meet."""
    x, y, turn = w * 0.14, h * 0.52, rng.uniform(0, 60)
    tones = [t.deep, t.mid, t.pale, t.mid, t.deep, t.mid, t.pale]
    rng.shuffle(tones)
    radius = h * 0.3
    for index, tone in enumerate(tones):
        yield area(_wheel(x, y, radius, turn), tone)
        yield disc(x, y, radius * 0.42, t.wash)
        yield disc(x, y, radius * 0.16, tone)
        following = h * rng.choice((0.2, 0.26, 0.34))
        x, radius = x + radius + following * 1.04, following
        y, turn = h * (0.36 if index % 2 == 0 else 0.62), turn + 14


def _wheel(x: float, y: float, radius: float, turn: float) -> str:
    teeth = round(radius / 3)
    points = []
    for tooth in range(teeth):
        middle = turn + 360 * tooth / teeth
        for offset, reach in ((-0.3, 0.82), (-0.18, 1.04), (0.18, 1.04), (0.3, 0.82)):
            points.append(around(x, y, radius * reach, middle + offset * 360 / teeth))
    return "M" + "L".join(f"{px:.4g} {py:.4g}" for px, py in points) + "Z"


def springs(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw waves of different lengths that run through one another."""
    for index, (tone, length) in enumerate(((t.pale, 1.7), (t.mid, 1.0), (t.deep, 0.7))):
        shift = rng.uniform(0, pi)
        swing = h * (0.3 - 0.05 * index)
        points = [
            (x, h / 2 + swing * cos(shift + length * 2 * pi * x / (h * 1.2)))
            for x in range(0, w + 9, 8)
        ]
        yield line(smooth(list(points)), tone, h / 26)
    for fraction in (0.25, 0.5, 0.75):
        yield disc(w * fraction, h / 2, h * 0.04, t.deep)
    yield disc(w * rng.choice((0.25, 0.5, 0.75)), h / 2, h * 0.075, SUN)
