"""What stands around the words: borders in the portal's hue, drawn with the pen of the house."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import pi, sin

from app.badges.certificates.values import Border
from app.kernel.art.svg import (
    BOARD,
    CHALK,
    SUN,
    Point,
    area,
    box,
    disc,
    line,
    oklch,
    path,
    picture,
    smooth,
)


@dataclass(frozen=True, slots=True)
class Ground:
    """The page that a border is drawn on."""

    width: float
    height: float
    hue: int
    rtl: bool

    @property
    def accent(self) -> str:
        """Return the portal's colour."""
        return oklch(0.46, 0.09, self.hue)

    @property
    def edge(self) -> str:
        """Return the portal's colour for lines."""
        return oklch(0.82, 0.055, self.hue)

    @property
    def wash(self) -> str:
        """Return the portal's colour for grounds."""
        return oklch(0.95, 0.025, self.hue)


MARGINS = {
    Border.PLAIN: (54, 54, 54, 54),
    Border.LINES: (64, 58, 64, 58),
    Border.CORNERS: (66, 58, 66, 58),
    Border.BOARD: (110, 54, 54, 54),
    Border.HILLS: (60, 54, 60, 86),
    Border.WEAVE: (72, 68, 72, 68),
}
"""What a border needs for itself: at the start of the line, above, at its end, below."""


def frame(border: Border, ground: Ground) -> str:
    """Return the border as SVG, the size of the page."""
    shapes = "".join(_FRAMES[border](ground))
    if ground.rtl:
        shapes = f'<g transform="translate({ground.width:g} 0) scale(-1 1)">{shapes}</g>'
    return picture(round(ground.width), round(ground.height), (shapes,))


def _plain(ground: Ground) -> Iterator[str]:
    yield box(0, 0, (ground.width, 6), ground.accent)


def _lines(ground: Ground) -> Iterator[str]:
    for inset, tone, pen in ((26, ground.accent, 1.6), (32, ground.edge, 0.8)):
        right, low = ground.width - inset, ground.height - inset
        yield line(path("M", inset, inset, "H", right, "V", low, "H", inset, "Z"), tone, pen)


def _corners(ground: Ground) -> Iterator[str]:
    yield box(0, 0, (ground.width, ground.height), "#fdfcf9")
    for x, sideways in ((0.0, 1), (ground.width, -1)):
        for y, down in ((0.0, 1), (ground.height, -1)):
            for radius, tone, pen in (
                (64, ground.edge, 1),
                (55, ground.edge, 1),
                (46, ground.accent, 1.6),
            ):
                bend = radius * 0.5523
                curve = path(
                    *("M", x + sideways * radius, y),
                    *("C", x + sideways * radius, y + down * bend),
                    *(x + sideways * bend, y + down * radius, x, y + down * radius),
                )
                yield line(curve, tone, pen)
            yield disc(x + sideways * 17, y + down * 17, 6, SUN)


def _board(ground: Ground) -> Iterator[str]:
    """A blackboard along the start of the lines, with a curve in chalk and the sun above it."""
    yield box(0, 0, (62, ground.height), BOARD)
    yield box(62, 0, (3, ground.height), ground.accent)
    steps = 7
    points: list[Point] = [
        (31 + (13 if turn % 2 else -13), ground.height * (0.36 + 0.56 * turn / steps))
        for turn in range(steps + 1)
    ]
    yield line(smooth(points), CHALK, 2.4)
    yield disc(31, ground.height * 0.24, 11, SUN)
    yield line(path("M", 31, 40, "V", ground.height * 0.17), "#7b8b84", 1.6)


def _hills(ground: Ground) -> Iterator[str]:
    """Hills along the foot of the page, and the sun behind them."""
    wide, low = ground.width, ground.height
    yield disc(wide * 0.8, low - 40, 24, SUN)
    for tone, high, start, swing in (
        (oklch(0.86, 0.045, ground.hue), 44, 0.0, 16),
        (oklch(0.7, 0.08, ground.hue), 26, 1.7, 12),
        (oklch(0.46, 0.09, ground.hue), 11, 3.2, 7),
    ):
        points = [
            (wide * step / 12, low - high - swing * sin(start + step * 2 * pi / 9))
            for step in range(13)
        ]
        yield area(f"{smooth(points)}L{wide:g} {low:g}L0 {low:g}Z", tone)


def _weave(ground: Ground) -> Iterator[str]:
    """A woven band: waves that cross one another all around, as on old bonds."""
    inset, swing = 34.0, 8.0
    wide, high = ground.width - 2 * inset, ground.height - 2 * inset
    across, down = 2 * round(wide / 44), 2 * round(high / 44)
    for tone, pen, phase in (
        (ground.edge, 1.0, 0.0),
        (ground.accent, 0.8, pi / 2),
        (ground.edge, 1.0, pi),
        (ground.accent, 0.8, 3 * pi / 2),
    ):
        for y in (inset, inset + high):
            points = _wave(wide, across, swing, phase)
            yield line(smooth([(inset + along, y + off) for along, off in points]), tone, pen)
        for x in (inset, inset + wide):
            points = _wave(high, down, swing, phase)
            yield line(smooth([(x + off, inset + along) for along, off in points]), tone, pen)
    for x in (inset, inset + wide):
        for y in (inset, inset + high):
            yield disc(x, y, 15, "#ffffff") + disc(x, y, 11, ground.accent) + disc(x, y, 4, SUN)


def _wave(length: float, waves: int, swing: float, phase: float) -> list[Point]:
    steps = waves * 4
    return [
        (length * step / steps, swing * sin(phase + step * pi / 2)) for step in range(steps + 1)
    ]


_FRAMES: dict[Border, Callable[[Ground], Iterator[str]]] = {
    Border.PLAIN: _plain,
    Border.LINES: _lines,
    Border.CORNERS: _corners,
    Border.BOARD: _board,
    Border.HILLS: _hills,
    Border.WEAVE: _weave,
}
