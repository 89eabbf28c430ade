"""A badge, put together: rim, field, rings, symbol, and a ribbon with a short text."""

from collections.abc import Iterator
from html import escape

from app.badges.art.letters import HEIGHT, width, written
from app.badges.art.palette import Palette, palette
from app.badges.art.shapes import MIDDLE, SIZE, Shape, outline
from app.badges.art.symbols import symbol
from app.badges.art.template import Template
from app.kernel.art.svg import BOARD, SUN, area, box, disc

_RIM, _STEP = 0.055, 0.055
_LIFT = {Shape.SHIELD: -14.0, Shape.ARCH: 4.0}
"""How far from the middle the symbol stands, where a shape's weight is not in its middle."""


def draw(template: Template) -> str:
    """Return the badge as SVG text."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}" '
        f'viewBox="0 0 {SIZE} {SIZE}" role="img">{_title(template.title)}'
        f"{''.join(_layers(template))}</svg>"
    )


def _title(title: str) -> str:
    if not title:
        return ""
    text = "".join(letter if letter.isprintable() else " " for letter in title)
    return f"<title>{escape(text)}</title>"


def _layers(template: Template) -> Iterator[str]:
    tones = palette(template.hue)
    shape = template.shape
    yield area(outline(shape), tones.rim)
    yield area(outline(shape, _RIM), tones.field)
    yield from _rings(shape, template.level, tones)
    yield from _placed(template, tones)
    if template.text:
        yield _ribbon(template.text)


def _rings(shape: Shape, level: int, tones: Palette) -> Iterator[str]:
    """Draw one ring per level, each a step further in, like those of a tree."""
    for ring in range(level):
        start = _RIM + _STEP * (ring + 0.5)
        yield area(outline(shape, start), tones.rim)
        yield area(outline(shape, start + _STEP * 0.5), tones.field)


def _placed(template: Template, tones: Palette) -> Iterator[str]:
    scale = 2.86 - 0.2 * template.level - (0.3 if template.text else 0)
    y = MIDDLE + _LIFT.get(template.shape, 0) - (30 if template.text else 0)
    yield disc(MIDDLE, y, 57 * scale + 6, tones.glow)
    yield (
        f'<g transform="translate({MIDDLE - 50 * scale:.4g} {y - 50 * scale:.4g}) '
        f'scale({scale:.3g})">{symbol(template.symbol, tones)}</g>'
    )


def _ribbon(text: str) -> str:
    scale = min(1.0, 250 / width(text))
    wide = max(width(text) * scale + 84, 150)
    x, y = MIDDLE - width(text) * scale / 2, 424 - HEIGHT * scale / 2
    return (
        box(MIDDLE - wide / 2 - 9, 367, (wide + 18, 114), BOARD, 57)
        + box(MIDDLE - wide / 2, 376, (wide, 96), SUN, 48)
        + f'<g transform="translate({x:.4g} {y:.4g}) scale({scale:.3g})">'
        f"{written(text, BOARD, 10)}</g>"
    )
