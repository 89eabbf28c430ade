"""The outlines of badges, on a square of 512, each around the middle that its symbol stands on."""

from collections.abc import Callable
from enum import StrEnum
from math import hypot

from app.kernel.art.svg import Point, around, path, smooth

SIZE = 512
MIDDLE = SIZE / 2


class Shape(StrEnum):
    """The outline of a badge."""

    CIRCLE = "circle"
    SQUARE = "square"
    HEXAGON = "hexagon"
    SHIELD = "shield"
    ROSETTE = "rosette"
    LEAF = "leaf"
    ARCH = "arch"
    SEAL = "seal"


def outline(shape: Shape, inset: float = 0) -> str:
    """Return the shape's path, drawn in by so much of its half width."""
    return _OUTLINES[shape](1 - inset)


def _circle(scale: float) -> str:
    radius = 236 * scale
    half = f"A{radius:.4g} {radius:.4g} 0 0 1"
    left, right = MIDDLE - radius, MIDDLE + radius
    return f"M{left:.4g} 256{half} {right:.4g} 256{half} {left:.4g} 256Z"


def _square(scale: float) -> str:
    corners = ((36.0, 36.0), (476.0, 36.0), (476.0, 476.0), (36.0, 476.0))
    return _rounded(_scaled(corners, scale), 92 * scale)


def _hexagon(scale: float) -> str:
    corners = tuple(around(MIDDLE, MIDDLE, 256, turn * 60) for turn in range(6))
    return _rounded(_scaled(corners, scale), 52 * scale)


def _rosette(scale: float) -> str:
    """Scallops: fourteen bows around a circle, which bulge outwards."""
    dents = [around(MIDDLE, MIDDLE, 222 * scale, turn * 360 / 14) for turn in range(15)]
    radius = 54 * scale
    bows = "".join(f"A{radius:.4g} {radius:.4g} 0 0 1 {x:.4g} {y:.4g}" for x, y in dents[1:])
    return f"M{dents[0][0]:.4g} {dents[0][1]:.4g}{bows}Z"


def _seal(scale: float) -> str:
    """Twelve blunt points, like a seal of wax."""
    points = [
        around(MIDDLE, MIDDLE, (244 if turn % 2 == 0 else 208) * scale, turn * 15)
        for turn in range(24)
    ]
    return smooth(points, closed=True)


def _shield(scale: float) -> str:
    start = (256.0, 22.0)
    bows = (
        ((312.0, 58.0), (384.0, 74.0), (436.0, 76.0)),
        ((456.0, 77.0), (464.0, 88.0), (464.0, 106.0)),
        ((468.0, 300.0), (420.0, 422.0), (274.0, 490.0)),
        ((262.0, 496.0), (250.0, 496.0), (238.0, 490.0)),
        ((92.0, 422.0), (44.0, 300.0), (48.0, 106.0)),
        ((48.0, 88.0), (56.0, 77.0), (76.0, 76.0)),
        ((128.0, 74.0), (200.0, 58.0), (256.0, 22.0)),
    )
    return _bows(start, bows, scale)


def _leaf(scale: float) -> str:
    """A square of which two corners are leaf tips and two are bows."""
    start = (72.0, 36.0)
    bows = (
        ((150.0, 36.0), (200.0, 36.0), (256.0, 36.0)),
        ((378.0, 36.0), (476.0, 134.0), (476.0, 256.0)),
        ((476.0, 312.0), (476.0, 362.0), (476.0, 440.0)),
        ((476.0, 464.0), (464.0, 476.0), (440.0, 476.0)),
        ((362.0, 476.0), (312.0, 476.0), (256.0, 476.0)),
        ((134.0, 476.0), (36.0, 378.0), (36.0, 256.0)),
        ((36.0, 200.0), (36.0, 150.0), (36.0, 72.0)),
        ((36.0, 48.0), (48.0, 36.0), (72.0, 36.0)),
    )
    return _bows(start, bows, scale)


def _arch(scale: float) -> str:
    """A school's window: a half circle above, a sill below."""
    start = (56.0, 220.0)
    bows = (
        ((56.0, 110.0), (146.0, 20.0), (256.0, 20.0)),
        ((366.0, 20.0), (456.0, 110.0), (456.0, 220.0)),
        ((456.0, 300.0), (456.0, 360.0), (456.0, 436.0)),
        ((456.0, 470.0), (436.0, 490.0), (402.0, 490.0)),
        ((300.0, 490.0), (212.0, 490.0), (110.0, 490.0)),
        ((76.0, 490.0), (56.0, 470.0), (56.0, 436.0)),
        ((56.0, 360.0), (56.0, 300.0), (56.0, 220.0)),
    )
    return _bows(start, bows, scale)


_OUTLINES: dict[Shape, Callable[[float], str]] = {
    Shape.CIRCLE: _circle,
    Shape.SQUARE: _square,
    Shape.HEXAGON: _hexagon,
    Shape.SHIELD: _shield,
    Shape.ROSETTE: _rosette,
    Shape.LEAF: _leaf,
    Shape.ARCH: _arch,
    Shape.SEAL: _seal,
}


def _scaled(points: tuple[Point, ...], scale: float) -> tuple[Point, ...]:
    return tuple((MIDDLE + (x - MIDDLE) * scale, MIDDLE + (y - MIDDLE) * scale) for x, y in points)


def _bows(start: Point, bows: tuple[tuple[Point, ...], ...], scale: float) -> str:
    first = _scaled((start,), scale)[0]
    parts: list[str | float] = ["M", *first]
    for bow in bows:
        parts += ["C", *(number for point in _scaled(bow, scale) for number in point)]
    return path(*parts, "Z")


def _rounded(corners: tuple[Point, ...], radius: float) -> str:
    """Return a polygon whose corners are bent; each bow begins `radius` before its corner."""
    parts: list[str | float] = []
    for before, corner, after in zip(
        (corners[-1], *corners[:-1]), corners, (*corners[1:], corners[0]), strict=True
    ):
        parts += ["L" if parts else "M", *_towards(corner, before, radius)]
        parts += ["Q", *corner, *_towards(corner, after, radius)]
    return path(*parts, "Z")


def _towards(start: Point, end: Point, distance: float) -> Point:
    length = hypot(end[0] - start[0], end[1] - start[1])
    part = distance / length
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
