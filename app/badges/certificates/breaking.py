"""Where a line may end, and how large a text can be in the room that it has.

Thai, Lao, Khmer and Burmese write words without spaces, and telling words apart would take a
dictionary. Their lines end at the spaces between phrases; only a phrase that is wider than the
line is broken, between letters with all their marks.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.badges.certificates.shaping import Line, Style, clusters, levels, line

ELLIPSIS = "…"
_LONGEST = 1200
"""More letters than this have no room on a certificate at any size."""
_AFTER = " \u200b\t-\u2010\u2013\u2014/\u1361\u3000"
_NOT_FIRST = (
    "、。，．・：；？！ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ）」』】〉》〕”’…％)]}:;,.!?"
)
_NOT_LAST = "（「『【〈《〔“‘([{"
_IDEOGRAPHS = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_SPACES = re.compile(r"[\s\u200b]+")


@dataclass(frozen=True, slots=True)
class Setting:
    """A text as it is set: its lines, their size and the height of them all."""

    lines: tuple[Line, ...]
    size: float
    leading: float

    @property
    def height(self) -> float:
        """Return the height in points."""
        return len(self.lines) * self.leading

    @property
    def width(self) -> float:
        """Return the width of the widest line in points."""
        return max((one.width for one in self.lines), default=0) * self.size


@dataclass(frozen=True, slots=True)
class Room:
    """How much room a text has, and how small it may become."""

    width: float
    size: float
    least: float
    lines: int = 1


def fit(text: str, style: Style, room: Room) -> Setting:
    """Set a text as large as its room allows; at the least size it is cut, with an ellipsis."""
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rstrip() + ELLIPSIS
    size = room.size
    while True:
        broken = _broken(text, style, room.width / size, torn=size <= room.least)
        if broken and len(broken) <= room.lines:
            return _setting(_even(text, style, room.width / size, broken), style, size)
        if size <= room.least:
            return _setting(_cut(broken, style, room.width / size, room.lines), style, size)
        size = max(size * 0.94, room.least)


def _setting(texts: list[tuple[str, tuple[int, ...]]], style: Style, size: float) -> Setting:
    lines = tuple(line(text, style, ranks) for text, ranks in texts)
    reach = [one.extent for one in lines] or [(0.0, 0.0)]
    leading = max(above for above, _ in reach) + max(below for _, below in reach)
    return Setting(lines, size, leading * size)


def _broken(
    text: str, style: Style, width: float, *, torn: bool
) -> list[tuple[str, tuple[int, ...]]]:
    """Break a text into lines; empty if a word is too wide and may not be torn."""
    ranks = levels(text, rtl=style.rtl)
    pieces = _pieces(text)
    if any(_width(piece.rstrip(), style) > width for piece in pieces):
        if not torn:
            return []
        pieces = tuple(part for piece in pieces for part in _torn(piece, style, width))
    found, start, end, filled = [], 0, 0, 0.0
    for piece in pieces:
        if end > start and filled + _width(piece.rstrip(), style) > width:
            found.append((text[start:end].rstrip(), start))
            start, filled = end, 0.0
        end += len(piece)
        filled += _width(piece, style)
    found.append((text[start:end].rstrip(), start))
    return [(one, ranks[begin : begin + len(one)]) for one, begin in found]


def _even(
    text: str, style: Style, width: float, broken: list[tuple[str, tuple[int, ...]]]
) -> list[tuple[str, tuple[int, ...]]]:
    """Make the lines about equally long, without making them more."""
    if len(broken) < 2:
        return broken
    low, high = width / len(broken), width
    for _ in range(6):
        middle = (low + high) / 2
        tried = _broken(text, style, middle, torn=False)
        if tried and len(tried) == len(broken):
            broken, high = tried, middle
        else:
            low = middle
    return broken


def _cut(
    broken: list[tuple[str, tuple[int, ...]]], style: Style, width: float, lines: int
) -> list[tuple[str, tuple[int, ...]]]:
    kept = broken[:lines]
    last = kept[-1][0]
    while last and _width(last + ELLIPSIS, style) > width:
        last = "".join(clusters(last)[:-1]).rstrip()
    last += ELLIPSIS
    return [*kept[:-1], (last, levels(last, rtl=style.rtl))]


@lru_cache(maxsize=8192)
def _width(text: str, style: Style) -> float:
    """Return the width at size 1, with a hair to spare for what letters do to those beside them."""
    return line(text, style).width * 1.004


@lru_cache(maxsize=128)
def _pieces(text: str) -> tuple[str, ...]:
    """Cut a text wherever a line may end; spaces stay at the end of their piece."""
    found = [""]
    for before, letter in zip(" " + text, text, strict=False):
        if found[-1] and _may_break(before, letter):
            found.append("")
        found[-1] += letter
    return tuple(found)


def _may_break(before: str, letter: str) -> bool:
    if before in _NOT_LAST or letter in _NOT_FIRST or letter.isspace() or letter in _AFTER:
        return False
    if before in _AFTER:
        return not (before in "-/" and letter.isdigit())
    if unicodedata.category(letter)[0] == "M":
        return False
    return bool(_IDEOGRAPHS.match(before) or _IDEOGRAPHS.match(letter))


def _torn(piece: str, style: Style, width: float) -> Iterator[str]:
    """Tear a word that is wider than a line between its letters."""
    if _width(piece.rstrip(), style) <= width:
        yield piece
        return
    part, filled = "", 0.0
    for cluster in clusters(piece):
        wide = _width(cluster, style)
        if part and filled + wide > width:
            yield part
            part, filled = "", 0.0
        part += cluster
        filled += wide
    yield part
