"""The demo's own drawings: what its lessons show, made of a kind and a few numbers.

Text in a drawing is only what Pillow's own letters can write, so that it looks the same on every
machine: digits, and short labels in Latin letters. Other labels become numbers, and the picture's
alternative text says what they mean.
"""

from collections.abc import Callable, Mapping
from typing import Any

from app.demo.pictures import charts, figures
from app.demo.pictures.canvas import Canvas

Drawing = Callable[[Mapping[str, Any]], Canvas]

KINDS: Mapping[str, Drawing] = {
    "bar-chart": charts.bar_chart,
    "line-chart": charts.line_chart,
    "number-line": charts.number_line,
    "coordinate-plane": charts.coordinate_plane,
    "fraction-circle": figures.fraction_circle,
    "grid": figures.grid,
    "cycle": figures.cycle,
    "timeline": figures.timeline,
    "map-sketch": figures.map_sketch,
}


def draw(kind: str, values: Mapping[str, Any]) -> bytes:
    """Return a picture as PNG; KeyError for a kind that nobody has drawn yet."""
    return KINDS[kind](values).as_png()
