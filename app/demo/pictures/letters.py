"""Writing with Pillow's own letters, which have no accents: these are drawn over them."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PIL import ImageDraw, ImageFont

Point = tuple[float, float]
Stroke = tuple[Point, ...]

_ACCENTS: dict[str, tuple[Stroke, ...]] = {
    "\u0300": (((-0.13, -0.17), (0.04, -0.05)),),
    "\u0301": (((0.13, -0.17), (-0.04, -0.05)),),
    "\u0302": (((-0.13, -0.05), (0.0, -0.16), (0.13, -0.05)),),
    "\u0303": (((-0.16, -0.06), (-0.08, -0.13), (0.06, -0.06), (0.15, -0.13)),),
    "\u0304": (((-0.16, -0.09), (0.16, -0.09)),),
    "\u0306": (((-0.12, -0.16), (0.0, -0.07), (0.12, -0.16)),),
    "\u0308": (((-0.11, -0.1), (-0.09, -0.1)), ((0.09, -0.1), (0.11, -0.1))),
    "\u030a": (((-0.06, -0.12), (0, -0.18), (0.06, -0.12), (0, -0.06), (-0.06, -0.12)),),
    "\u030c": (((-0.13, -0.16), (0.0, -0.05), (0.13, -0.16)),),
}
"""Strokes above a letter, in parts of its size, from the middle of its upper edge."""

_CEDILLA = "\u0327"
_BELOW: Stroke = ((0.0, 0.0), (0.05, 0.07), (-0.04, 0.15))
_MISSING = "\uffff"


def can_write(words: str) -> bool:
    """Return whether all the letters are there."""
    return all(
        mark in _ACCENTS or mark == _CEDILLA or _is_there(mark)
        for mark in unicodedata.normalize("NFD", words)
    )


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is written; a halo keeps what lies below away from it."""

    font: Any
    colour: str
    anchor: str = "mm"
    halo: str | None = None

    @property
    def size(self) -> float:
        """The height of the letters."""
        return float(self.font.size)


def write(draw: ImageDraw.ImageDraw, at: Point, words: str, pen: Pen) -> None:
    """Write a line of letters and accents."""
    bare = _bare(words)
    if pen.halo:
        width = round(pen.size / 5)
        draw.text(at, bare, pen.halo, pen.font, pen.anchor, stroke_width=width)
    draw.text(at, bare, pen.colour, pen.font, pen.anchor)
    start = draw.textbbox(at, bare, pen.font, pen.anchor)[0]
    baseline = draw.textbbox(at, "x", pen.font, pen.anchor)[3]
    place = 0
    for character in unicodedata.normalize("NFD", words):
        if unicodedata.combining(character):
            _accent(draw, character, (start, baseline), bare[:place], pen)
        else:
            place += 1


def wrapped(words: str, font: Any, wide: float) -> list[str]:
    """Return the lines of a label that may be so wide."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(_bare(longer)) <= wide:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _accent(draw: ImageDraw.ImageDraw, accent: str, start: Point, before: str, pen: Pen) -> None:
    left, top, right, bottom = pen.font.getbbox(before[-1], anchor="ls")
    width = pen.font.getlength(before) - pen.font.getlength(before[-1])
    middle = start[0] + width + (left + right) / 2
    below = accent == _CEDILLA
    edge = start[1] + (bottom if below else top)
    for stroke in (_BELOW,) if below else _ACCENTS.get(accent, ()):
        points = [(middle + x * pen.size, edge + y * pen.size) for x, y in stroke]
        draw.line(points, fill=pen.colour, width=max(2, round(pen.size * 0.075)), joint="curve")


def _bare(words: str) -> str:
    decomposed = unicodedata.normalize("NFD", words)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


@lru_cache(1024)
def _is_there(character: str) -> bool:
    font: Any = ImageFont.load_default(40)
    return character == " " or bytes(font.getmask(character)) != bytes(font.getmask(_MISSING))
