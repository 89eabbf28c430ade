"""Drawings of numbers: bars, lines, a number line, points in the plane."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.demo.pictures.canvas import BOARD, GREEN, HEIGHT, PAPER, SUN, WIDTH, Canvas, Point
from app.demo.pictures.scales import inner_ticks, labels, ticks, unit, written

LEFT, RIGHT, TOP, BOTTOM = 120, 1140, 80, 560
"""The frame of a chart."""


def bar_chart(values: Mapping[str, Any]) -> Canvas:
    """Draw a bar for each label, the highest in yellow."""
    canvas, heights = Canvas(PAPER), [float(value) for value in values["values"]]
    scale = ticks(0, max(heights))
    _rules(canvas, scale, unit(values.get("unit")))
    room = (RIGHT - LEFT) / len(heights)
    wide = min(room * 0.62, 130)
    for number, (height, label) in enumerate(zip(heights, labels(values["labels"]), strict=True)):
        middle, top = LEFT + room * (number + 0.5), _up(height, scale)
        colour = SUN if height == max(heights) else GREEN
        if height:
            canvas.box((middle - wide / 2, top), (middle + wide / 2, BOTTOM), colour, round_=6)
        canvas.text((middle, top - 22), written(height), 30)
        canvas.words((middle, BOTTOM + 30), label, room * 0.94, 28)
    canvas.line([(LEFT, BOTTOM), (RIGHT, BOTTOM)])
    return canvas


def line_chart(values: Mapping[str, Any]) -> Canvas:
    """Draw a line through the points, each of them marked."""
    canvas = Canvas(PAPER)
    across, up = [float(x) for x in values["x"]], [float(y) for y in values["y"]]
    scale = ticks(min(*up, 0) if min(up) < max(up) / 2 else min(up), max(up))
    _rules(canvas, scale, unit(values.get("unit")))
    places = ticks(min(across), max(across), 8) if len(across) > 9 else across
    low, high = min(*across, *places), max(*across, *places)
    for tick in places:
        x = _along(tick, low, high)
        canvas.line([(x, BOTTOM), (x, BOTTOM + 10)])
        canvas.text((x, BOTTOM + 36), written(tick), 30)
    points = [(_along(x, low, high), _up(y, scale)) for x, y in zip(across, up, strict=True)]
    canvas.line([(LEFT, BOTTOM), (RIGHT, BOTTOM)])
    canvas.line(points, GREEN, 7)
    for point in points:
        canvas.dot(point, 12, SUN, edge=canvas.ground)
    return canvas


def number_line(values: Mapping[str, Any]) -> Canvas:
    """Draw a line of numbers with marks on it, their numbers above."""
    canvas, middle = Canvas(BOARD), HEIGHT / 2 + 60
    low, high = float(values["from"]), float(values["to"])
    canvas.line([(70, middle), (WIDTH - 70, middle)], width=5)
    for tick in inner_ticks(low, high, 10):
        x = _along(tick, low, high)
        canvas.line([(x, middle - 16), (x, middle + 16)])
        canvas.text((x, middle + 54), written(tick), 34)
    marks = sorted(float(mark) for mark in values["marks"])
    for mark, floor in zip(marks, _floors(marks, low, high), strict=True):
        x, top = _along(mark, low, high), middle - 70 - floor * 56
        canvas.line([(x, middle), (x, top + 24)], canvas.faint, 3)
        canvas.dot((x, middle), 14, SUN)
        canvas.text((x, top), written(mark), 34, SUN)
    return canvas


def coordinate_plane(values: Mapping[str, Any]) -> Canvas:
    """Draw points in the plane, the same length for one on both axes."""
    canvas = Canvas(BOARD)
    points = [(float(x), float(y)) for x, y in values["points"]]
    across, up = ticks(*_span(x for x, _y in points), 10), ticks(*_span(y for _x, y in points), 6)
    size = min(1020 / (across[-1] - across[0]), 540 / (up[-1] - up[0]))
    middle = (across[0] + across[-1]) / 2, (up[0] + up[-1]) / 2

    def place(x: float, y: float) -> Point:
        return WIDTH / 2 + (x - middle[0]) * size, HEIGHT / 2 - (y - middle[1]) * size

    for tick in across:
        zero = tick == 0
        ends = [place(tick, up[0]), place(tick, up[-1])]
        canvas.line(ends, canvas.ink if zero else canvas.faint, 4 if zero else 2)
    for tick in up:
        zero = tick == 0
        ends = [place(across[0], tick), place(across[-1], tick)]
        canvas.line(ends, canvas.ink if zero else canvas.faint, 4 if zero else 2)
    _number_axes(canvas, place, across, up)
    for point in points:
        canvas.dot(place(*point), 12, SUN)
    return canvas


def _number_axes(canvas: Canvas, place: Any, across: list[float], up: list[float]) -> None:
    for tick in across:
        if tick:
            x, y = place(tick, 0)
            canvas.text((x, y + 24), written(tick), 22)
    for tick in up:
        if tick:
            x, y = place(0, tick)
            canvas.text((x - 14, y), written(tick), 22, anchor="rm")


def _rules(canvas: Canvas, scale: Sequence[float], unit_: str) -> None:
    """Draw the faint lines of a chart and their numbers."""
    for tick in scale:
        y = _up(tick, scale)
        canvas.line([(LEFT, y), (RIGHT, y)], canvas.faint, 2)
        canvas.text((LEFT - 20, y), written(tick), 28, anchor="rm")
    canvas.text((LEFT - 20, TOP - 44), unit_, 28, anchor="lm")


def _up(value: float, scale: Sequence[float]) -> float:
    return BOTTOM - (value - scale[0]) / (scale[-1] - scale[0]) * (BOTTOM - TOP)


def _along(value: float, low: float, high: float) -> float:
    return LEFT + (value - low) / (high - low) * (RIGHT - LEFT)


def _span(numbers: Any) -> tuple[float, float]:
    """Return the ends of what the numbers take, and zero."""
    found = [0.0, *numbers]
    return min(found), max(found)


def _floors(marks: Sequence[float], low: float, high: float) -> list[int]:
    """Return how high each number stands, so that neighbours do not touch."""
    floors: list[int] = []
    ends = [float("-inf")] * 4
    for mark in marks:
        x, half = _along(mark, low, high), 12.5 * len(written(mark))
        floor = next((n for n, end in enumerate(ends) if x - half > end), len(floors) % 4)
        ends[floor] = x + half
        floors.append(floor)
    return floors
