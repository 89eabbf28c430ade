"""The part of a text that shows why it was found, its words marked."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from app.search.analysis import GRAMS, LETTERS, fold, normalise, script_of_word, terms_of_chunk
from app.search.grammar import parse
from app.search.wanted import STRONG, wanted

Segment = tuple[str, bool]
"""A piece of text, and whether it is to be marked."""

_CHUNKS = re.compile(f"({LETTERS}+)")
_LONGEST_TEXT = 100_000
_BEGINNING = 6_000
"""As much of a text is looked at first, which is enough if it has as many marks as asked words."""

_BEFORE = 40


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is marked: words with one of the terms, words that begin so."""

    words: int
    terms: frozenset[str]
    beginnings: tuple[str, ...]


def excerpt(text: str, language: str, query: str, *, length: int = 220) -> list[Segment]:
    """Return a passage with the query's words, in text order; the beginning if it has none."""
    text = " ".join(text[:_LONGEST_TEXT].split())
    end = _at_space(text, _BEGINNING)
    places = _places(text[:end], language, query)
    if len(places) < _sought(query).words:
        places += _places(text[end:], language, query, before=end)
    start, end = _window(text, places, length)
    return _segments(text, [p for p in places if start <= p.start and p.end <= end], start, end)


def highlight(text: str, language: str, query: str) -> list[Segment]:
    """Return a whole short text, such as a title, with the query's words marked."""
    return _segments(text, _places(text, language, query), 0, len(text))


def _places(text: str, language: str, query: str, *, before: int = 0) -> list[_Place]:
    """Return where the query's words stand; each word that the text has is looked at once."""
    sought = _sought(query)
    pieces = _CHUNKS.split(text)
    words = _wanted_of(set(pieces[1::2]), language, sought)
    if not words:
        return []
    spans = {word: _spans(word, sought.terms) for word in words}
    starts = accumulate(map(len, pieces), initial=before)
    return [
        _Place(start + first, start + last)
        for start, piece in zip(starts, pieces, strict=False)
        if piece in spans
        for first, last in spans[piece]
    ]


@lru_cache(maxsize=100)
def _sought(query: str) -> _Sought:
    parsed = parse(query)
    terms = {t for one in wanted(parsed) for t, weight in one.terms.items() if weight >= STRONG}
    beginnings = (fold(parsed.words[-1]),) if parsed.prefix else ()
    return _Sought(len(parsed.words), frozenset(terms), beginnings)


def _wanted_of(words: Collection[str], language: str, sought: _Sought) -> list[str]:
    """Return those of the words that are to be marked, at least in part."""
    differ, begin = sought.terms.isdisjoint, sought.beginnings
    found = [word for word in words if not differ(terms_of_chunk(normalise(word), language))]
    if begin:
        found += [word for word in words if fold(normalise(word)).startswith(begin)]
    return found


def _spans(word: str, terms: Iterable[str]) -> list[tuple[int, int]]:
    return _unspaced(word, terms) if script_of_word(word) in GRAMS else [(0, len(word))]


def _unspaced(word: str, terms: Iterable[str]) -> list[tuple[int, int]]:
    """Mark n-grams where they stand, joined to the longest stretches.

    Normalising such a script keeps its length, or the marks would stand beside the words.
    """
    run = fold(normalise(word))
    if len(run) != len(word):
        return []
    marked = bytearray(len(run))
    for term in terms:
        at = run.find(term) if term else -1
        while at >= 0:
            marked[at : at + len(term)] = b"\1" * len(term)
            at = run.find(term, at + 1)
    return [stretch.span() for stretch in re.finditer(rb"\x01+", bytes(marked))]


def _window(text: str, places: Sequence[_Place], length: int) -> tuple[int, int]:
    """Choose the stretch with most places in it, and let it begin and end at a space."""
    if not places:
        return 0, _at_space(text, min(len(text), length))
    ends = [place.end for place in places]
    worth = [bisect_right(ends, p.start + length - _BEFORE) - at for at, p in enumerate(places)]
    first = places[worth.index(max(worth))]
    start = max(0, first.start - _BEFORE)
    start = 0 if start == 0 else text.find(" ", start, first.start) + 1 or first.start
    return start, max(_at_space(text, min(len(text), start + length)), first.end)


def _at_space(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", max(0, end - _BEFORE), end)
    return end if space < 0 else space


def _segments(text: str, places: Sequence[_Place], start: int, end: int) -> list[Segment]:
    segments: list[Segment] = [("… ", False)] if start else []
    at = start
    for place in places:
        segments += [(text[at : place.start], False), (text[place.start : place.end], True)]
        at = place.end
    segments.append((text[at:end] + (" …" if end < len(text) else ""), False))
    return [segment for segment in segments if segment[0]]
