"""What a query asks for: one `Wanted` per word, with all the terms that would satisfy it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.search.analysis import (
    ALGORITHMS,
    BLUNT,
    GRAMS,
    fold,
    script_of_word,
    stem_terms,
    surface_terms,
)
from app.search.grammar import Parsed

STRONG = 0.8
"""From this weight on a term is the word itself or its inflection, not merely something like it."""

_STEM = 0.85
_BLUNT_STEM = 0.6
_EVERY_ALGORITHM = (*sorted(set(ALGORITHMS.values())), BLUNT)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word of the query; `terms` weighs what satisfies it, 1 being the word itself."""

    word: str
    terms: dict[str, float]
    spaced: bool = True
    """False for an n-gram: there is nothing to spell right in it."""

    @property
    def strong(self) -> list[str]:
        """The terms that are the word itself or its inflections."""
        return [term for term, weight in self.terms.items() if weight >= STRONG]


def wanted(parsed: Parsed) -> list[Wanted]:
    """Return what the query's words ask for, stemmed in every language of their script."""
    asked: list[Wanted] = []
    for at, word in enumerate(parsed.words):
        if script_of_word(word) in GRAMS:
            asked += [Wanted(gram, {gram: 1.0}, spaced=False) for gram in surface_terms(word)]
        else:
            asked.append(Wanted(fold(word), _with_neighbours(parsed.words, at)))
    return asked[:_MOST]


_MOST = 24
"""N-grams of one query; more would only repeat what these have said."""


@lru_cache(maxsize=2_000)
def terms_of(word: str) -> dict[str, float]:
    """Return the terms that mean this word in a text of whichever language."""
    terms = {
        term: _BLUNT_STEM if algorithm == BLUNT else _STEM
        for algorithm in _EVERY_ALGORITHM
        for term in stem_terms(word, algorithm)
    }
    return terms | dict.fromkeys(surface_terms(word), 1.0)


def _with_neighbours(words: Sequence[str], at: int) -> dict[str, float]:
    """A compound written apart: `micro bit` is also satisfied by `microbit`."""
    terms = dict(terms_of(words[at]))
    for left, right in ((at - 1, at), (at, at + 1)):
        if left >= 0 and right < len(words):
            joined = words[left] + words[right]
            if script_of_word(words[left]) not in GRAMS and len(joined) <= 40:
                terms = dict.fromkeys(surface_terms(joined), 1.0) | terms
    return terms
