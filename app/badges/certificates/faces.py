"""Which font has which character, and in which order fonts are asked for a language."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import uharfbuzz as hb

from app.badges.certificates.foundry import FAMILIES, FONTS

_OF_LANGUAGE = {
    "am": "noto-serif-ethiopic",
    "ar": "noto-naskh-arabic",
    "bn": "noto-serif-bengali",
    "fa": "noto-naskh-arabic",
    "he": "noto-serif-hebrew",
    "ja": "noto-serif-jp",
    "ko": "noto-serif-kr",
    "ur": "noto-nastaliq-urdu",
    "yue": "noto-serif-tc",
    "zh": "noto-serif-sc",
}
_ZOOM = {
    "noto-naskh-arabic": 1.2,
    "noto-nastaliq-urdu": 1.1,
    "noto-serif-hebrew": 1.06,
    "noto-serif-thai": 1.06,
}
_TRADITIONAL = ("hant", "tw", "hk", "mo")
_PLAIN = ("noto-serif", "noto-sans")
_CHINESE = ("noto-serif-sc", "noto-serif-tc", "noto-serif-jp", "noto-serif-kr")


@dataclass(frozen=True)
class Face:
    """One file of glyphs: a piece of a family in one weight."""

    family: str
    piece: str
    bold: bool

    @property
    def name(self) -> str:
        """Return a name that no other face has, in the letters that PDF names may have."""
        return f"{self.piece.removesuffix('-wght-normal')}-{'bold' if self.bold else 'regular'}"

    @property
    def path(self) -> Path:
        """Return where the file is."""
        return FONTS / f"{self.piece}.{'bold' if self.bold else 'regular'}.ttf"

    @property
    def zoom(self) -> float:
        """Return how much larger the face is set, so that scripts look equally large in a line."""
        return _ZOOM.get(self.family, 1.0)

    @cached_property
    def font(self) -> hb.Font:
        """Return the font that shapes; its numbers are thousandths of the size."""
        font = hb.Font(hb.Face(hb.Blob.from_file_path(str(self.path))))
        font.scale = (round(1000 * self.zoom), round(1000 * self.zoom))
        return font

    @cached_property
    def extent(self) -> tuple[float, float]:
        """Return how far a line reaches above and below its base, in parts of the size."""
        if self.family in _PLAIN:
            return 0.96, 0.27
        if self.family in _CHINESE:
            return 0.98, 0.28
        found = self.font.get_font_extents("ltr")
        return found.ascender / 1000 * 0.94, -found.descender / 1000 * 0.94


def face(characters: str, language: str, *, bold: bool = False, sans: bool = False) -> Face | None:
    """Return the first face that has all of these characters, or None."""
    for family in _order(language, sans=sans):
        pieces = _pieces(family)
        piece = pieces.get(ord(characters[0]))
        if piece is None:
            continue
        if all(ord(other) in _characters(family, piece) for other in characters[1:]):
            return _face(family, piece, bold=bold)
        for candidate in _index()[family]:
            if all(ord(one) in _characters(family, candidate) for one in characters):
                return _face(family, candidate, bold=bold)
    return None


def has(found: Face, character: str) -> bool:
    """Tell whether a face has a character."""
    return ord(character) in _characters(found.family, found.piece)


@lru_cache(maxsize=4096)
def _face(family: str, piece: str, *, bold: bool) -> Face:
    return Face(family, piece, bold)


@lru_cache(maxsize=256)
def _order(language: str, *, sans: bool) -> tuple[str, ...]:
    """Put the families of the language first, then the letters, then every other script."""
    parts = language.lower().replace("_", "-").split("-")
    own = _OF_LANGUAGE.get(parts[0])
    if parts[0] == "zh" and any(part in _TRADITIONAL for part in parts[1:]):
        own = "noto-serif-tc"
    letters = _PLAIN[::-1] if sans else _PLAIN
    return tuple(dict.fromkeys((*letters, *((own,) if own else ()), *FAMILIES)))


@lru_cache
def _index() -> dict[str, dict[str, list[list[int]]]]:
    loaded: dict[str, dict[str, list[list[int]]]] = json.loads(
        (FONTS / "index.json").read_text(encoding="ascii")
    )
    return loaded


@lru_cache
def _pieces(family: str) -> dict[int, str]:
    """Return which piece has a character; the first one where several do."""
    found: dict[int, str] = {}
    for piece in _index()[family]:
        for character in _spread(_index()[family][piece]):
            found.setdefault(character, piece)
    return found


@lru_cache(maxsize=512)
def _characters(family: str, piece: str) -> frozenset[int]:
    return frozenset(_spread(_index()[family][piece]))


def _spread(ranges: list[list[int]]) -> Iterator[int]:
    for first, last in ranges:
        yield from range(first, last + 1)
