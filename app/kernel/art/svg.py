"""The pen of the drawings: tints of a hue, and a few shapes as SVG text."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from math import cos, radians, sin
from random import Random

BOARD, CHALK, SUN = "#1c302b", "#f6f3ea", "#f2b632"

Point = tuple[float, float]


class Dice(Random):
    """Chance that falls the same way each time for the same seed."""


@dataclass(frozen=True, slots=True)
class Tints:
    """Four tones of one hue, from the ground to what stands out most."""

    wash: str
    pale: str
    mid: str
    deep: str


@lru_cache
def tints(hue: int) -> Tints:
    """Return the tones in which a subject of this hue is drawn."""
    return Tints(
        oklch(0.925, 0.028, hue),
        oklch(0.82, 0.055, hue),
        oklch(0.71, 0.085, hue),
        oklch(0.5, 0.095, hue),
    )


@lru_cache
def night(hue: int) -> str:
    """Return the style in which a drawing of this hue is shown on a dark page."""
    light, dark = tints(hue), _dark_tints(hue)
    pairs = ((getattr(light, f.name), getattr(dark, f.name)) for f in fields(Tints))
    rules = (f'[fill="{a}"]{{fill:{b}}}[stroke="{a}"]{{stroke:{b}}}' for a, b in pairs)
    return f"<style>@media(prefers-color-scheme:dark){{{''.join(rules)}}}</style>"


def _dark_tints(hue: int) -> Tints:
    return Tints(
        oklch(0.29, 0.03, hue),
        oklch(0.41, 0.05, hue),
        oklch(0.56, 0.075, hue),
        oklch(0.78, 0.085, hue),
    )


def oklch(lightness: float, chroma: float, hue: float) -> str:
    """Return the colour as #rrggbb: a picture must not need a browser that knows oklch."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
    )
    return "#" + "".join(f"{round(255 * _gamma(part)):02x}" for part in linear)


def _gamma(part: float) -> float:
    part = min(max(part, 0.0), 1.0)
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def picture(width: int, height: int, shapes: Iterable[str], ground: str | None = None) -> str:
    """Return a whole SVG picture on its ground."""
    fill = f'<rect width="{width}" height="{height}" fill="{ground}"/>' if ground else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{fill}{"".join(shapes)}</svg>'
    )


def disc(x: float, y: float, radius: float, fill: str) -> str:
    """Return a filled circle."""
    return f'<circle cx="{x:.4g}" cy="{y:.4g}" r="{radius:.4g}" fill="{fill}"/>'


def ring(x: float, y: float, radius: float, stroke: str, width: float = 3) -> str:
    """Return an empty circle."""
    return (
        f'<circle cx="{x:.4g}" cy="{y:.4g}" r="{radius:.4g}" fill="none" '
        f'stroke="{stroke}" stroke-width="{width:.3g}"/>'
    )


def box(x: float, y: float, size: Point, fill: str, round_: float = 0) -> str:
    """Return a filled rectangle with rounded corners."""
    return (
        f'<rect x="{x:.4g}" y="{y:.4g}" width="{size[0]:.4g}" height="{size[1]:.4g}" '
        f'rx="{round_:g}" fill="{fill}"/>'
    )


def line(path: str, stroke: str, width: float = 3) -> str:
    """Return a path drawn with a round pen."""
    return (
        f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="{width:.3g}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def path(*parts: str | float) -> str:
    """Return a path of commands and numbers, the numbers short."""
    return " ".join(part if isinstance(part, str) else f"{part:.4g}" for part in parts)


def area(path: str, fill: str) -> str:
    """Return a filled path."""
    return f'<path d="{path}" fill="{fill}"/>'


def smooth(points: list[Point], *, closed: bool = False) -> str:
    """Return a path that bends softly through all points."""
    ends = [points[-1], *points, points[0], points[1]] if closed else None
    around = ends or [points[0], *points, points[-1]]
    path = f"M{points[0][0]:.4g} {points[0][1]:.4g}"
    for before, start, end, after in zip(around, around[1:], around[2:], around[3:], strict=False):
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        path += "C" + " ".join(f"{x:.4g} {y:.4g}" for x, y in (first, second, end))
    return path + ("Z" if closed else "")


def around(x: float, y: float, radius: float, degrees: float) -> Point:
    """Return the point of a circle at an angle; 0 is up, angles grow clockwise."""
    return x + radius * sin(radians(degrees)), y - radius * cos(radians(degrees))


def turned(shapes: str, degrees: float, x: float, y: float) -> str:
    """Return the shapes turned about a point."""
    return f'<g transform="rotate({degrees:.4g} {x:.4g} {y:.4g})">{shapes}</g>'
