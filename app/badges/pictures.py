"""The pictures of badges that go out: as they are, with an award in them, beside a link."""

import base64
import io
from functools import lru_cache
from threading import Lock
from typing import Any

from cachetools import LRUCache, cached
from PIL import Image

from app.badges import drawing
from app.badges.art import Template, draw, render_png
from app.badges.models import Badge
from app.badges.openbadges import baking
from app.kernel import files
from app.kernel.art.svg import BOARD

SIDE = 512
CARD = (1200, 630)
"""The size of the picture that other sites show beside a link."""


def _looks(badge: Badge) -> tuple[Any, ...]:
    """Return all that a badge's picture shows."""
    sent = badge.file.sha256 if badge.file else ""
    return sent, repr(badge.drawing), badge.name_in(badge.language)


@cached(LRUCache(256), key=_looks, lock=Lock())
def png(badge: Badge) -> bytes:
    """Return the badge in pixels: the picture that was sent for it, else its drawing."""
    if badge.file is not None:
        return _square(badge.file)
    return render_png(template_of(badge), SIDE)


def svg(badge: Badge) -> bytes:
    """Return the badge as SVG; a picture that was sent stands in it as pixels."""
    if badge.file is not None:
        return _framed(png(badge)).encode()
    return draw(template_of(badge)).encode()


def template_of(badge: Badge) -> Template:
    """Return what the badge is drawn from, with its name for who cannot see it."""
    return drawing.template(badge.drawing, badge.name_in(badge.language))


def baked(badge: Badge, carried: baking.Baked, *, as_svg: bool = False) -> bytes:
    """Return the badge's picture with an award in it."""
    return baking.bake(svg(badge) if as_svg else png(badge), carried)


def card(badge: Badge) -> bytes:
    """Return the badge on the board, in the shape in which other sites show a link."""
    return _card(png(badge))


def _square(stored: files.StoredFile) -> bytes:
    """Return somebody's picture in the middle of a square with a transparent ground."""
    with files.open_file(stored) as content, Image.open(content) as sent:
        picture = sent.convert("RGBA")
    picture.thumbnail((SIDE, SIDE))
    ground = Image.new("RGBA", (SIDE, SIDE))
    ground.paste(picture, ((SIDE - picture.width) // 2, (SIDE - picture.height) // 2))
    return _as_png(ground)


@lru_cache(64)
def _card(picture: bytes) -> bytes:
    ground = Image.new("RGB", CARD, BOARD)
    with Image.open(io.BytesIO(picture)) as badge:
        place = ((CARD[0] - badge.width) // 2, (CARD[1] - badge.height) // 2)
        ground.paste(badge, place, badge.convert("RGBA"))
    return _as_png(ground)


def _as_png(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def _framed(picture: bytes) -> str:
    data = base64.b64encode(picture).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE}" height="{SIDE}" '
        f'viewBox="0 0 {SIDE} {SIDE}" role="img">'
        f'<image width="{SIDE}" height="{SIDE}" href="data:image/png;base64,{data}"/></svg>'
    )
