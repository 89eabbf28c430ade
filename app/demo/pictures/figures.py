"""Drawings of things: a folded circle, a grid, a cycle, a line of time, a map from memory."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from app.demo.pictures.canvas import (
    BOARD,
    CHALK,
    GREEN,
    HEIGHT,
    INK,
    LINE,
    PAPER,
    SUN,
    WIDTH,
    Canvas,
    Point,
)
from app.demo.pictures.scales import labels

CENTRE = (WIDTH / 2, HEIGHT / 2)

_PLACES = ((0.2, 0.3), (0.46, 0.62), (0.76, 0.28), (0.84, 0.74), (0.17, 0.76), (0.52, 0.2))
"""Where the pins of a map stand, in parts of its width and height."""


def fraction_circle(values: Mapping[str, Any]) -> Canvas:
    """Draw a circle in equal parts, some of them filled."""
    canvas, parts, radius = Canvas(BOARD), int(values["parts"]), 250
    for part in range(parts):
        angles = (part * 360 / parts - 90, (part + 1) * 360 / parts - 90)
        canvas.slice(CENTRE, radius, angles, SUN if part < int(values["filled"]) else "#2c463f")
    for part in range(parts):
        canvas.line([CENTRE, _around(CENTRE, radius, part * 360 / parts - 90)], CHALK, 5)
    canvas.arc(CENTRE, radius + 2, (0, 360), CHALK)
    return canvas


def grid(values: Mapping[str, Any]) -> Canvas:
    """Draw rows of cells, those that are set in yellow."""
    canvas, rows = Canvas(BOARD), [str(row) for row in values["rows"]]
    columns = max(len(row) for row in rows)
    size = min(1080 / columns, 580 / len(rows), 110)
    left, top = CENTRE[0] - size * columns / 2, CENTRE[1] - size * len(rows) / 2
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            start = (left + x * size + 5, top + y * size + 5)
            end = (start[0] + size - 10, start[1] + size - 10)
            is_set = cell == "#"
            canvas.box(
                start, end, SUN if is_set else None, edge=None if is_set else "#6d857d", round_=10
            )
    return canvas


def cycle(values: Mapping[str, Any]) -> Canvas:
    """Draw stations on a round, with arrows from each to the next."""
    canvas, names = Canvas(BOARD), labels(values["labels"])
    radius, step, half = 205.0, 360 / len(names), 15.0
    for number, name in enumerate(names):
        angle = number * step - 90
        canvas.arc(CENTRE, radius, (angle + half + 3, angle + step - half - 7), CHALK)
        _arrow_head(canvas, radius, angle + step - half - 5)
        place = _around(CENTRE, radius, angle)
        canvas.dot(place, 44, SUN)
        canvas.text(place, str(number + 1), 40, INK)
        if name != str(number + 1):
            _beside(canvas, place, name, angle)
    return canvas


def timeline(values: Mapping[str, Any]) -> Canvas:
    """Draw what came after what, on a line, its names above and below in turn."""
    canvas, names = Canvas(PAPER), labels(values["labels"])
    room, middle = 1080 / len(names), HEIGHT / 2
    canvas.line([(50, middle), (1150, middle)], GREEN, 8)
    canvas.polygon([(1140, middle - 20), (1140, middle + 20), (1176, middle)], GREEN)
    for number, name in enumerate(names):
        x, above = 60 + room * (number + 0.5), number % 2 == 0
        end = middle - 92 if above else middle + 92
        is_named = name != str(number + 1)
        if is_named:
            canvas.line([(x, middle), (x, end)], LINE, 5)
        canvas.dot((x, middle), 30, SUN)
        canvas.text((x, middle), str(number + 1), 30, INK)
        if is_named:
            height = (len(canvas.lines(name, room * 1.5, 32)) - 1) * 40
            canvas.words((x, end - 26 - height if above else end + 26), name, room * 1.5, 32)
    return canvas


def map_sketch(values: Mapping[str, Any]) -> Canvas:
    """Draw a map as one draws it from memory: a river, paths, and pins with names."""
    canvas, names = Canvas(PAPER), labels(values["labels"])
    river = [(x, 470 + 70 * math.sin(x / 190) - x * 0.22) for x in range(-40, WIDTH + 60, 20)]
    canvas.line(river, "#cfe0da", 46)
    pins = [
        (x * WIDTH, y * HEIGHT) for x, y in (_PLACES[n % len(_PLACES)] for n in range(len(names)))
    ]
    for start, end in pairwise(pins):
        canvas.dotted(list(_path(start, end)), "#a89f8a", 4)
    for x, y in ((1010, 470), (1056, 494), (980, 506), (330, 140), (376, 122)):
        canvas.polygon([(x - 24, y + 30), (x + 24, y + 30), (x, y - 30)], "#b9cfc6")
    for number, (place, name) in enumerate(zip(pins, names, strict=True), start=1):
        canvas.dot(place, 32, GREEN, edge=PAPER)
        canvas.text(place, str(number), 30, CHALK)
        if name != str(number):
            canvas.words((place[0], place[1] + 58), name, 300, 30)
    _compass(canvas, (1120, 92))
    return canvas


def _around(centre: Point, radius: float, degrees: float) -> Point:
    angle = math.radians(degrees)
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


def _arrow_head(canvas: Canvas, radius: float, degrees: float) -> None:
    tip = _around(CENTRE, radius, degrees + 4)
    inner, outer = (
        _around(CENTRE, radius - 17, degrees - 4),
        _around(CENTRE, radius + 17, degrees - 4),
    )
    canvas.polygon([tip, inner, outer], CHALK)


def _beside(canvas: Canvas, place: Point, name: str, degrees: float) -> None:
    """Write a station's name on its outer side."""
    side = math.cos(math.radians(degrees))
    if abs(side) < 0.3:
        away = 66 if place[1] > CENTRE[1] else -66
        canvas.text((place[0], place[1] + away), name, 32)
    else:
        x = place[0] + math.copysign(66, side)
        canvas.text((x, place[1]), name, 32, anchor="lm" if side > 0 else "rm")


def _path(start: Point, end: Point) -> Sequence[Point]:
    """Return dots from pin to pin, on a gentle bow."""
    count = max(2, round(math.dist(start, end) / 20))
    bow = 0.12 * (end[0] - start[0])
    return [
        (
            start[0] + (end[0] - start[0]) * n / count,
            start[1] + (end[1] - start[1]) * n / count + bow * math.sin(math.pi * n / count),
        )
        for n in range(2, count - 1)
    ]


def _compass(canvas: Canvas, at: Point) -> None:
    x, y = at
    canvas.polygon([(x, y - 44), (x - 14, y), (x + 14, y)], SUN)
    canvas.polygon([(x, y + 44), (x - 14, y), (x + 14, y)], LINE)
    canvas.text((x, y - 64), "N", 26)
