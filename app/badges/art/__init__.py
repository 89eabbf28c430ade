"""Badge images: a shape in the issuer's hue, a symbol, perhaps a year; values in, a picture out.

The same template gives the same bytes. No picture refers to anything outside itself: no font, no
style, no script; letters are drawn with the pen of the house.
"""

from app.badges.art.letters import LONGEST_TEXT, writable
from app.badges.art.picture import draw
from app.badges.art.raster import render_png
from app.badges.art.shapes import Shape
from app.badges.art.symbols import Symbol
from app.badges.art.template import HIGHEST_LEVEL, Template

__all__ = [
    "HIGHEST_LEVEL",
    "LONGEST_TEXT",
    "Shape",
    "Symbol",
    "Template",
    "draw",
    "render_png",
    "writable",
]
