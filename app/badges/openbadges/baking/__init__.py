"""Baking: a badge's picture that carries its award, and reading it back.

Open Badges 3.0, section 5.3; Open Badges 2.0, Baking. A picture may carry both at once.
"""

from app.badges.openbadges.baking import png, svg
from app.badges.openbadges.baking.carried import Baked
from app.badges.openbadges.errors import TooLarge, Unreadable

MOST_BYTES = 8 * 1024 * 1024

__all__ = ["Baked", "bake", "media_type", "read"]


def bake(picture: bytes, baked: Baked) -> bytes:
    """Return the picture with this in it; one that carries a badge already is refused."""
    if media_type(picture) == "image/png":
        return png.bake(picture, baked)
    return svg.bake(picture, baked)


def read(picture: bytes) -> Baked:
    """Return what a picture carries, nothing included. Raises Unreadable for what is no picture."""
    if media_type(picture) == "image/png":
        return png.read(picture)
    return svg.read(picture)


def media_type(picture: bytes) -> str:
    """Return `image/png` or `image/svg+xml`; other pictures cannot carry a badge."""
    if len(picture) > MOST_BYTES:
        raise TooLarge("larger than a picture of a badge has to be")
    if picture.startswith(png.SIGNATURE):
        return "image/png"
    if picture.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        return "image/svg+xml"
    raise Unreadable("neither PNG nor SVG")
