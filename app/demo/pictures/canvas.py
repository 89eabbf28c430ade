"""Paper or board, and what is drawn on it, in the colours of the look."""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from app.demo.pictures import letters

WIDTH, HEIGHT = 1200, 675
FINER = 2
"""Drawn this much larger and then made smaller: edges become smooth."""

BOARD, CHALK, PAPER = "#1c302b", "#f6f3ea", "#faf8f3"
SUN, INK, GREEN, LINE = "#f2b632", "#20262b", "#3f7363", "#e0dacb"
FAINT = "#3b5850"
"""A line on the board that stays behind."""

Point = tuple[float, float]


class Canvas:
    """A drawing of 1200 x 675, from the top left corner."""

    def __init__(self, ground: str = PAPER) -> None:
        self.ground = ground
        self.ink = CHALK if ground == BOARD else INK
        self.faint = FAINT if ground == BOARD else LINE
        self._image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), ground)
        self._draw = ImageDraw.Draw(self._image)

    def line(self, points: Sequence[Point], colour: str | None = None, width: float = 4) -> None:
        """Draw a line through the points, its ends round."""
        colour = colour or self.ink
        large = [self._large(point) for point in points]
        self._draw.line(large, fill=colour, width=round(width * FINER), joint="curve")
        for x, y in (points[0], points[-1]):
            self.dot((x, y), width / 2 - 0.5, colour)

    def dotted(self, points: Sequence[Point], colour: str, radius: float = 3) -> None:
        """Draw dots at the points."""
        for point in points:
            self.dot(point, radius, colour)

    def dot(self, at: Point, radius: float, colour: str, edge: str | None = None) -> None:
        """Draw a filled circle."""
        (x, y), r = self._large(at), radius * FINER
        width = 4 * FINER if edge else 0
        self._draw.ellipse((x - r, y - r, x + r, y + r), fill=colour, outline=edge, width=width)

    def box(
        self,
        start: Point,
        end: Point,
        colour: str | None,
        *,
        edge: str | None = None,
        round_: int = 0,
    ) -> None:
        """Draw a rectangle."""
        corners = (*self._large(start), *self._large(end))
        width = 3 * FINER if edge else 0
        self._draw.rounded_rectangle(
            corners, round_ * FINER, fill=colour, outline=edge, width=width
        )

    def polygon(self, points: Sequence[Point], colour: str) -> None:
        """Draw a filled shape."""
        self._draw.polygon([self._large(point) for point in points], fill=colour)

    def slice(self, centre: Point, radius: float, angles: tuple[float, float], colour: str) -> None:
        """Draw a filled slice of a circle, between angles in degrees from three o'clock."""
        (x, y), r = self._large(centre), radius * FINER
        self._draw.pieslice((x - r, y - r, x + r, y + r), *angles, fill=colour)

    def arc(self, centre: Point, radius: float, angles: tuple[float, float], colour: str) -> None:
        """Draw part of a circle's line."""
        (x, y), r = self._large(centre), radius * FINER
        self._draw.arc((x - r, y - r, x + r, y + r), *angles, fill=colour, width=5 * FINER)

    def text(
        self, at: Point, words: str, size: float = 28, colour: str | None = None, anchor: str = "mm"
    ) -> None:
        """Write one line; the anchor is Pillow's: `mm` is its middle, `lm` its left end."""
        pen = letters.Pen(font(size), colour or self.ink, anchor)
        letters.write(self._draw, self._large(at), words, pen)

    def words(self, at: Point, label: str, wide: float, size: float = 26) -> None:
        """Write a label in as many lines as it needs, the first one there, on a clear ground."""
        pen = letters.Pen(font(size), self.ink, halo=self.ground)
        for number, line in enumerate(self.lines(label, wide, size)):
            place = self._large((at[0], at[1] + number * size * 1.25))
            letters.write(self._draw, place, line, pen)

    def lines(self, label: str, wide: float, size: float = 26) -> list[str]:
        """Return the lines of a label."""
        return letters.wrapped(label, font(size), wide * FINER)

    def as_png(self) -> bytes:
        """Return the finished picture; whoever keeps it makes it small."""
        out = BytesIO()
        self._image.reduce(FINER).save(out, "PNG", compress_level=0)
        return out.getvalue()

    def _large(self, point: Point) -> Point:
        return point[0] * FINER, point[1] * FINER


@lru_cache(32)
def font(size: float) -> Any:
    """Return Pillow's own letters."""
    return ImageFont.load_default(size * FINER)
