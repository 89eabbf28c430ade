"""The same picture as pixels, for what cannot show SVG: mail, PNG badges, other people's pages."""

from resvg_py import svg_to_bytes

from app.badges.art.picture import draw
from app.badges.art.template import Template

LARGEST = 2048


def render_png(template: Template, size: int = 512) -> bytes:
    """Return the badge as a PNG of size x size with a transparent ground."""
    if not 16 <= size <= LARGEST:
        raise ValueError(f"{size} is not a size for a badge")
    return bytes(
        svg_to_bytes(svg_string=draw(template), width=size, height=size, skip_system_fonts=True)
    )
