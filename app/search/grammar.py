"""The language of queries: words, "a phrase", -without, and a last word that goes on*.

No input is wrong: what makes no sense is read as words, what is too long is cut.
"""

import re
from dataclasses import dataclass

from app.search.analysis import GRAMS, fold, plain, script_of_word, words

LONGEST_QUERY = 400
MOST_WORDS = 10
SHORTEST_PREFIX = 3

_PART = re.compile(
    r'(?P<minus>(?<!\S)[-−])?(?:["“”„«»](?P<phrase>[^"“”„«»]+)["“”„«»]|(?P<word>[^\s"“”„«»]+))'
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query, read: normalised words, folded phrases, and whether the last word goes on."""

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    prefix: bool = False


def parse(text: str) -> Parsed:
    """Read a query; the empty one finds everything."""
    found: list[str] = []
    phrases: list[str] = []
    excluded: list[str] = []
    text = text[:LONGEST_QUERY]
    for part in _PART.finditer(text):
        inner = words(part["phrase"] or part["word"])
        if part["minus"]:
            excluded += inner
            continue
        if part["phrase"] and inner:
            phrases.append(plain(inner))
        found += inner
    found = _without_signs(found)
    return Parsed(
        tuple(found[:MOST_WORDS]),
        tuple(phrases[:MOST_WORDS]),
        tuple(excluded[:MOST_WORDS]),
        prefix=_goes_on(text, found),
    )


def _without_signs(found: list[str]) -> list[str]:
    return [word for word in found if fold(word)]


def _goes_on(text: str, found: list[str]) -> bool:
    if not text.rstrip().endswith("*") or not 0 < len(found) <= MOST_WORDS:
        return False
    return len(found[-1]) >= SHORTEST_PREFIX and script_of_word(found[-1]) not in GRAMS
