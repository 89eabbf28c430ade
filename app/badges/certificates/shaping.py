"""From a text to glyphs: direction (UAX 9), fonts, and HarfBuzz for what scripts do to letters."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import uharfbuzz as hb
from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

from app.badges.certificates.faces import Face, face, has

_JOINING = "\u034f\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f"
_LOOSE = ("Zs", "Po", "Pd", "Ps", "Pe", "Pi", "Pf", "Sm", "Sk", "So", "Nd")
"""What stands in texts of many scripts and follows the font of the letters before it."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set."""

    language: str
    rtl: bool
    bold: bool = False
    sans: bool = False


@dataclass(frozen=True, slots=True)
class Glyph:
    """One shape on the line; numbers in thousandths of the size."""

    number: int
    advance: int
    x: int
    y: int
    letters: str
    """What a reader of the file takes out for it; nothing for marks, which go with their letter."""


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face in one direction; `face` is None for what no font has."""

    face: Face | None
    rtl: bool
    text: str
    glyphs: tuple[Glyph, ...]

    @property
    def advance(self) -> int:
        """Return the run's width in thousandths of the size."""
        return sum(glyph.advance for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class Line:
    """One line, its runs from left to right."""

    text: str
    rtl: bool
    language: str
    runs: tuple[Run, ...]

    @property
    def width(self) -> float:
        """Return the width at size 1."""
        return sum(run.advance for run in self.runs) / 1000

    @property
    def extent(self) -> tuple[float, float]:
        """Return how far the line reaches above and below its base, at size 1."""
        found = [run.face.extent for run in self.runs if run.face] or [(0.96, 0.27)]
        return max(above for above, _ in found), max(below for _, below in found)


@lru_cache(maxsize=2048)
def levels(text: str, *, rtl: bool) -> tuple[int, ...]:
    """Return the embedding level of each character of a paragraph."""
    base = TextDirection.RTL if rtl else TextDirection.LTR
    resolved = BidiParagraph(text, base_direction=base, preserve_bn_chars=True).get_characters()
    found: list[int] = []
    for character, bidi in zip(text, resolved, strict=True):
        # Joiners do not end a run: without this a letter and its joiner are shaped apart.
        stays = unicodedata.bidirectional(character) == "BN" and found
        found.append(found[-1] if stays else bidi.embedding_level)
    return tuple(found)


def line(text: str, style: Style, resolved: tuple[int, ...] | None = None) -> Line:
    """Shape one line; `resolved` are its characters' levels where it is part of a paragraph."""
    ranks = list(resolved or levels(text, rtl=style.rtl))
    for place in range(len(text) - 1, -1, -1):
        if not text[place].isspace():
            break
        ranks[place] = int(style.rtl)
    runs = [
        (ranks[part[0]], _shaped(text[part[0] : part[-1] + 1], found, ranks[part[0]], style))
        for part, found in _parts(text, ranks, style)
    ]
    return Line(text, style.rtl, style.language, tuple(_reordered(runs)))


def _reordered(runs: list[tuple[int, Run]]) -> list[Run]:
    """Turn the runs of each level above the others around (rule L2)."""
    highest = max((level for level, _ in runs), default=0)
    for level in range(highest, 0, -1):
        turned: list[tuple[int, Run]] = []
        for above, group in groupby(runs, key=lambda run: run[0] >= level):
            members = list(group)
            turned += members[::-1] if above else members
        runs = turned
    return [run for _, run in runs]


def _parts(text: str, ranks: list[int], style: Style) -> Iterator[tuple[range, Face | None]]:
    """Cut a line where the direction or the font changes."""
    faces = _faces(text, style)
    start = 0
    for place in range(1, len(text) + 1):
        ends = place == len(text)
        if ends or ranks[place] != ranks[start] or faces[place] != faces[start]:
            yield range(start, place), faces[start]
            start = place


def _faces(text: str, style: Style) -> list[Face | None]:
    """Return the face of each character: one for a letter and its marks."""
    found: list[Face | None] = []
    current: Face | None = None
    for cluster in clusters(text):
        if not (current and _follows(cluster, current)):
            visible = "".join(letter for letter in cluster if letter not in _JOINING) or " "
            current = face(visible, style.language, bold=style.bold, sans=style.sans)
            if current is None and len(visible) > 1:
                current = face(visible[0], style.language, bold=style.bold, sans=style.sans)
        found += [current] * len(cluster)
    return _settled(found, text)


def _follows(cluster: str, current: Face) -> bool:
    return unicodedata.category(cluster[0]) in _LOOSE and all(
        letter in _JOINING or has(current, letter) for letter in cluster
    )


def _settled(found: list[Face | None], text: str) -> list[Face | None]:
    """Let signs before the first letter take its face, if it has them."""
    first = next((n for n, letter in enumerate(text) if letter.isalpha()), 0)
    main = found[first] if found else None
    if main and all(has(main, letter) or letter in _JOINING for letter in text[:first]):
        return [main] * first + found[first:]
    return found


def clusters(text: str) -> list[str]:
    """Return what must not be torn apart: letters with their marks, joiners and viramas."""
    found: list[str] = []
    for letter in text:
        if found and _belongs(letter, found[-1][-1]):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _belongs(letter: str, before: str) -> bool:
    if unicodedata.category(letter)[0] == "M" or letter in _JOINING[:4] + _JOINING[6:]:
        return True
    virama = unicodedata.combining(before) == 9 and letter.isalpha()
    leading = "\u0e40" <= before <= "\u0e44" or "\u0ec0" <= before <= "\u0ec4"
    trailing = letter in "\u0e30\u0e32\u0e33\u0e45\u0e46\u0eb0\u0eb2\u0eb3"
    return before == "\u200d" or virama or leading or trailing


def _shaped(text: str, found: Face | None, rank: int, style: Style) -> Run:
    rtl = rank % 2 == 1
    if found is None:
        return Run(None, rtl, text, tuple(_boxes(text, rtl=rtl)))
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.language = style.language or "und"
    hb.shape(found.font, buffer)
    return Run(found, rtl, text, tuple(_glyphs(buffer, text, rtl=rtl)))


def _boxes(text: str, *, rtl: bool) -> Iterator[Glyph]:
    """Leave room for an empty box where no font has the letter."""
    for cluster in reversed(clusters(text)) if rtl else clusters(text):
        yield Glyph(0, 300 if cluster.isspace() else 640, 0, 0, cluster)


def _glyphs(buffer: hb.Buffer, text: str, *, rtl: bool) -> Iterator[Glyph]:
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    order = groupby(zip(infos, places, strict=True), key=lambda pair: pair[0].cluster)
    for cluster, group in order:
        members = list(group)
        carry = [place.x_advance > 0 for _, place in members]
        carry = carry if any(carry) else [True] * len(members)
        dealt = iter(_dealt(text[cluster : ends[cluster]], sum(carry), rtl=rtl))
        for (info, place), carries in zip(members, carry, strict=True):
            own = next(dealt) if carries else ""
            yield Glyph(info.codepoint, place.x_advance, place.x_offset, place.y_offset, own)


def _dealt(letters: str, glyphs: int, *, rtl: bool) -> list[str]:
    """Deal the letters of a cluster to its glyphs, so that every letter can be taken out once."""
    dealt = [*letters[: glyphs - 1], letters[glyphs - 1 :]]
    dealt += [""] * (glyphs - len(dealt))
    return [own[::-1] for own in dealt[::-1]] if rtl else dealt
