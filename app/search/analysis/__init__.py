"""How a text becomes the terms that are looked up, the same for both engines and all rooms.

A word gives its folded surface ("reseaux") and its stem under the text's language, marked with
the algorithm so that it is only met by the same language's stem ("~french~reseau"). A script
without spaces gives n-grams instead. A query's language is unknown: it is stemmed in all
languages of its script, and each text is met by the stem of its own language.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from app.search.analysis.folding import fold, normalise
from app.search.analysis.scripts import GRAMS, grams, runs, script_of, script_of_word
from app.search.analysis.stemming import ALGORITHMS, BLUNT, algorithm_for, handles, stems
from app.search.analysis.words import LETTERS, Cut, cut, plain, words, words_of

MARK = "~"
"""Begins every term that is a stem, not a word."""

__all__ = [
    "ALGORITHMS", "BLUNT", "GRAMS", "LETTERS", "MARK", "Analysed", "Cut", "algorithm_for",
    "analyse", "cut", "fold", "grams", "handles", "normalise", "plain", "runs", "script_of",
    "script_of_word", "stem_terms", "surface_terms", "terms_of_chunk", "words", "words_of",
]  # fmt: skip


@dataclass(frozen=True)
class Analysed:
    """A text in terms: how often each occurs, how many words there are, and the folded text."""

    terms: Counter[str]
    length: int
    plain: str
    chunks: Counter[str]
    """What stands between spaces, normalised but not folded."""


def analyse(text: str, language: str) -> Analysed:
    """Return the terms of a text that is mostly in this language."""
    found = cut(text)
    terms: Counter[str] = Counter()
    chunks = Counter(found.chunks)
    for chunk, times in (*chunks.items(), *Counter(found.joined).items()):
        for term in terms_of_chunk(chunk, language):
            terms[term] += times
    return Analysed(terms, len(found.chunks), plain(found.chunks), chunks)


def surface_terms(word: str) -> tuple[str, ...]:
    """Return the folded word, or its n-grams if its script has no spaces."""
    folded = fold(word)
    size = GRAMS.get(script_of(folded[0]), 0) if folded else 0
    return tuple(grams(folded, size)) if size else (folded,) if folded else ()


def stem_terms(word: str, algorithm: str) -> tuple[str, ...]:
    """Return the marked stems of a word, none for a script that the algorithm does not know."""
    if len(word) < 2 or word.isdigit() or not handles(algorithm, script_of_word(word)):
        return ()
    return tuple(f"{MARK}{algorithm}{MARK}{stem}" for stem in stems(word, algorithm))


@lru_cache(maxsize=30_000)
def terms_of_chunk(chunk: str, language: str) -> tuple[str, ...]:
    """Return all terms of what stands between two spaces in a text of this language."""
    return tuple(_terms_of_words(words_of(chunk), language))


def _terms_of_words(found: Iterable[str], language: str) -> Iterable[str]:
    for word in found:
        yield from surface_terms(word)
        script = script_of_word(word)
        if script not in GRAMS:
            yield from stem_terms(word, algorithm_for(language, script))
