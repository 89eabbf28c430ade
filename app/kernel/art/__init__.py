"""Drawings instead of photographs: made here as SVG, in a few hundred bytes each.

A subject has a pattern in its tints, a portal a chalk drawing on its board, an empty list a line
drawing. All are the same for the same name and seed, so a browser keeps each for a year; their
address holds a fingerprint of this package and changes when the drawings do.
"""

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from re import fullmatch

from flask import Response

from app.kernel.art import chalk, heroes, marks, subjects
from app.kernel.errors import NotFound

HEROES = tuple(heroes.DRAWINGS)
"""The drawings that a portal's steward chooses from."""

_FINGERPRINT = sha256(
    b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
).hexdigest()[:10]
_SINGLE: dict[str, Callable[[str], str]] = {
    "chalk": chalk.chalk,
    "heroes": heroes.hero,
    "marks": marks.mark,
}


def address(kind: str, name: str, seed: int = 0, shape: str = "card") -> str:
    """Return where a drawing is served; templates know this as `art`."""
    variant = f"-{seed % subjects.VARIANTS}-{shape}" if kind == "subjects" else ""
    return f"/art/{_FINGERPRINT}/{kind}/{name}{variant}.svg"


def serve(fingerprint: str, kind: str, name: str) -> Response:
    """Answer with a drawing; route: `/art/<fingerprint>/<kind>/<name>.svg`, open to everyone."""
    response = Response(draw(kind, name), mimetype="image/svg+xml")
    fresh = fingerprint == _FINGERPRINT
    response.cache_control.public = True
    response.cache_control.max_age = 31_536_000 if fresh else 3_600
    response.cache_control.immutable = fresh
    return response


@lru_cache(1_024)
def draw(kind: str, name: str) -> str:
    """Return a drawing by the last two parts of its address; raise NotFound for a strange one."""
    if kind in _SINGLE and fullmatch(r"[a-z-]{1,40}", name):
        return _SINGLE[kind](name)
    parts = fullmatch(r"([a-z][a-z0-9-]{0,60}?)-(\d{1,2})-(card|hero|square)", name)
    if kind != "subjects" or parts is None:
        raise NotFound
    return subjects.subject(parts[1], int(parts[2]), parts[3])
