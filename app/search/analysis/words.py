"""Cutting a text into words in any script."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from app.search.analysis.folding import fold, normalise
from app.search.analysis.scripts import runs


def _ranges(codes: Iterable[int]) -> str:
    """Write characters as the inside of a regular expression's class."""
    parts: list[list[int]] = []
    for code in codes:
        if parts and code == parts[-1][1] + 1:
            parts[-1][1] = code
        else:
            parts.append([code, code])
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in parts)


_MARKS = _ranges(c for c in range(0x300, 0xFE30) if unicodedata.category(chr(c)) in {"Mn", "Mc"})
LETTERS = rf"[\w{_MARKS}]"
"""Letters, digits and the vowel signs, which `\\w` alone leaves out."""

_WORD = re.compile(LETTERS + "+")
_SIMPLE_WORD = re.compile(r"\w+")
_NEEDS_MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u0591-\u1dff\ua66f-\uabff\ufb1e]")
# It begins at a word's beginning and never steps back, or a long word would take forever.
_JOINED = re.compile(r"(?<!\w)\w++(?:[-‐‑:.'’·]\w++){1,2}")
_JOINTS = re.compile("[-‐‑:.'’·]")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_LONGEST_WORD = 40
_LONGEST_RUN = 400


@dataclass(frozen=True)
class Cut:
    """A normalised text, cut: `chunks` are what stands between spaces and signs."""

    chunks: list[str]
    joined: list[str]
    """What is written with a joint, without it: `micro:bit` as `microbit`."""


def cut(text: str) -> Cut:
    """Cut a text into chunks; an address on the web is not text."""
    normal = _ADDRESS.sub(" ", normalise(text))
    joined = [
        _JOINTS.sub("", found)
        for found in _JOINED.findall(normal)
        if len(found) <= _LONGEST_WORD and not found.isdigit()
    ]
    pattern = _WORD if _NEEDS_MARKS.search(normal) else _SIMPLE_WORD
    return Cut(pattern.findall(normal), joined)


@lru_cache(maxsize=30_000)
def words_of(chunk: str) -> tuple[str, ...]:
    """Cut a chunk where a script without spaces begins or ends; cap what is absurdly long."""
    if chunk.isascii():
        return (chunk[:_LONGEST_WORD],)
    return tuple(run[: _LONGEST_RUN if size else _LONGEST_WORD] for size, run in runs(chunk))


def words(text: str) -> list[str]:
    """Return the normalised, not yet folded words in the order of the text.

    A stretch of Chinese, Japanese, Korean, Thai and the like is one word here.
    """
    return [word for chunk in cut(text).chunks for word in words_of(chunk)]


def plain(chunks: Iterable[str]) -> str:
    """Return the folded words with one space between them, to look for phrases in."""
    return " ".join(map(_folded, chunks))


@lru_cache(maxsize=30_000)
def _folded(chunk: str) -> str:
    return " ".join(filter(None, map(fold, words_of(chunk))))
