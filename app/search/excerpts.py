"""The part of a text that shows why it was found, its words marked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.search.analysis import GRAMS, LETTERS, fold, normalise, script_of_word, terms_of_chunk
from app.search.grammar import parse
from app.search.wanted import STRONG, wanted

Segment = tuple[str, bool]
"""A piece of text, and whether it is to be marked."""

_CHUNK = re.compile(LETTERS + "+")
_LONGEST_TEXT = 100_000
_BEFORE = 40


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int


def excerpt(text: str, language: str, query: str, *, length: int = 220) -> list[Segment]:
    """Return a passage with the query's words, in text order; the beginning if it has none."""
    text = " ".join(text[:_LONGEST_TEXT].split())
    places = list(_places(text, language, query))
    start, end = _window(text, places, length)
    return _segments(text, [p for p in places if start <= p.start and p.end <= end], start, end)


def highlight(text: str, language: str, query: str) -> list[Segment]:
    """Return a whole short text, such as a title, with the query's words marked."""
    return _segments(text, list(_places(text, language, query)), 0, len(text))


def _places(text: str, language: str, query: str) -> Iterator[_Place]:
    parsed = parse(query)
    terms = {t for one in wanted(parsed) for t, weight in one.terms.items() if weight >= STRONG}
    beginnings = (fold(parsed.words[-1]),) if parsed.prefix else ()
    for found in _CHUNK.finditer(text):
        if script_of_word(found[0]) in GRAMS:
            yield from _unspaced(found, terms)
        elif _is_wanted(found[0], language, terms, beginnings):
            yield _Place(found.start(), found.end())


def _is_wanted(word: str, language: str, terms: set[str], beginnings: Sequence[str]) -> bool:
    normal = normalise(word)
    if not terms.isdisjoint(terms_of_chunk(normal, language)):
        return True
    return any(fold(normal).startswith(beginning) for beginning in beginnings)


def _unspaced(found: re.Match[str], terms: Iterable[str]) -> Iterator[_Place]:
    """Mark n-grams where they stand, joined to the longest stretches.

    Normalising such a script keeps its length, or the marks would stand beside the words.
    """
    run = fold(normalise(found[0]))
    if len(run) != len(found[0]):
        return
    marked = bytearray(len(run))
    for term in terms:
        at = run.find(term) if term else -1
        while at >= 0:
            marked[at : at + len(term)] = b"\1" * len(term)
            at = run.find(term, at + 1)
    for stretch in re.finditer(rb"\x01+", bytes(marked)):
        yield _Place(found.start() + stretch.start(), found.start() + stretch.end())


def _window(text: str, places: Sequence[_Place], length: int) -> tuple[int, int]:
    """Choose the stretch with most places in it, and let it begin and end at a space."""
    if not places:
        return 0, _at_space(text, min(len(text), length))
    first = max(places, key=lambda p: _worth(places, p.start, length))
    start = max(0, first.start - _BEFORE)
    start = 0 if start == 0 else text.find(" ", start, first.start) + 1 or first.start
    return start, max(_at_space(text, min(len(text), start + length)), first.end)


def _worth(places: Sequence[_Place], start: int, length: int) -> int:
    return sum(start <= place.start and place.end <= start + length - _BEFORE for place in places)


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
