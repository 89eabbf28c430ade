"""How well a document answers a query: one way for both engines.

BM25F: the fields of a document are melted into one weight per term when it is indexed (`impacts`).
A query's score is the share of what was asked for that the document gives, each word counting by
how rare it is *in the document's language*, so that "de" weighs nothing in French and a small
language is not drowned by a large one. The best are looked at more closely (`closer`).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.search.analysis import GRAMS, Analysed, analyse, script_of_word
from app.search.documents import Document
from app.search.wanted import Wanted

Postings = Mapping[str, Mapping[int, float]]
"""For each term the documents that have it, with the term's weight in them."""


@dataclass(frozen=True, slots=True)
class Field:
    """How much a word in this part of a document says, and how long the part usually is."""

    weight: float
    usual_length: int
    length_matters: float


FIELDS = {
    "title": Field(8, 6, 0.4),
    "names": Field(3, 20, 0.5),
    "keywords": Field(3, 6, 0.4),
    "subjects": Field(2, 20, 0.4),
    "summary": Field(3, 40, 0.5),
    "author": Field(2, 3, 0.2),
    "body": Field(1, 600, 0.5),
}
PLAIN = ("title", "summary", "body")
"""The fields whose folded text is kept, to look for words side by side."""

SATURATION = 3.0
ENTITLED = 0.5
ADJACENT = 0.5
_PRIOR = 20
"""How many imaginary documents a language borrows its word frequencies from the whole with."""
_FLOOR = 0.3


def analysed(document: Document) -> dict[str, Analysed]:
    """Return the document's texts in terms."""
    language = document.language
    return {name: analyse(text, language) for name, text in document.texts.items() if text}


def impacts(parts: Mapping[str, Analysed]) -> dict[str, float]:
    """Melt the fields of a document into one weight per term."""
    weights: defaultdict[str, float] = defaultdict(float)
    for name, part in parts.items():
        kind = FIELDS[name]
        longer = kind.length_matters * (part.length / kind.usual_length - 1)
        unit = kind.weight / (1 + longer)
        for term, times in part.terms.items():
            weights[term] += times * unit
    return weights


@dataclass(frozen=True, slots=True)
class Scores:
    """Documents by how well they answer, and by which share of the words they have."""

    score: dict[int, float] = field(default_factory=dict)
    coverage: dict[int, float] = field(default_factory=dict)
    importance: dict[str, list[float]] = field(default_factory=dict)
    """By language: the share of each wanted word, together 1."""


def score(
    asked: Sequence[Wanted],
    postings: Postings,
    language_of: Mapping[int, str],
    sizes: Mapping[str, int],
) -> Scores:
    """Score the documents of the postings; `sizes` counts all documents of each language."""
    best = [_best(one, postings) for one in asked]
    importance = _importance(best, language_of, sizes)
    totals: defaultdict[int, float] = defaultdict(float)
    coverage: defaultdict[int, float] = defaultdict(float)
    for at, documents in enumerate(best):
        for number, worth in documents.items():
            share = importance[language_of[number]][at]
            totals[number] += share * worth
            coverage[number] += share
    final = {number: total * math.sqrt(coverage[number]) for number, total in totals.items()}
    return Scores(final, dict(coverage), importance)


def _best(one: Wanted, postings: Postings) -> dict[int, float]:
    best: dict[int, float] = {}
    for term, weight in one.terms.items():
        for number, impact in postings.get(term, {}).items():
            worth = weight * impact / (impact + SATURATION)
            if worth > best.get(number, 0.0):
                best[number] = worth
    return best


def _importance(
    best: Sequence[Mapping[int, float]], language_of: Mapping[int, str], sizes: Mapping[str, int]
) -> dict[str, list[float]]:
    """Weigh the words by rarity in each language, steadied by their rarity in all."""
    having = [Counter(map(language_of.__getitem__, documents)) for documents in best]
    overall = [(count.total() + 0.5) / (sum(sizes.values()) + 1) for count in having]
    weights = {}
    for language in set().union(*having):
        size = sizes.get(language, 0)
        rates = [
            (count[language] + _PRIOR * rate) / (size + _PRIOR)
            for count, rate in zip(having, overall, strict=True)
        ]
        rarity = [_FLOOR - math.log(min(1.0, rate)) for rate in rates]
        weights[language] = [one / sum(rarity) for one in rarity]
    return weights


def closer(
    asked: Sequence[Wanted],
    importance: Sequence[float],
    words: Sequence[str],
    texts: Sequence[str],
    terms: Iterable[frozenset[str]],
) -> float:
    """Return the factor for a title that is what was asked for, and for words side by side.

    `texts` are the plain title, summary and body; `terms` those of each word of the title.
    """
    title = list(terms)
    of_title = frozenset[str]().union(*title)
    given = sum(
        share * max((one.terms[term] for term in one.terms.keys() & of_title), default=0.0)
        for one, share in zip(asked, importance, strict=True)
    )
    wanted_terms = frozenset[str]().union(*(one.terms.keys() for one in asked))
    used = sum(not wanted_terms.isdisjoint(word) for word in title) / max(1, len(title))
    return 1 + ENTITLED * given * (0.5 + 0.5 * used) + ADJACENT * _adjacency(words, texts)


def _adjacency(words: Sequence[str], texts: Sequence[str]) -> float:
    pairs = [phrase(pair) for pair in pairwise(words)]
    if not pairs:
        return 0.0
    return max(
        worth * sum(has_phrase(text, pair) for pair in pairs) / len(pairs)
        for worth, text in zip((1.0, 0.6, 0.4), texts, strict=True)
    )


def phrase(words: Sequence[str]) -> str:
    """Join folded words as a plain text has them."""
    return " ".join(words)


def has_phrase(text: str, wanted_phrase: str) -> bool:
    """Tell whether a plain text has the phrase; a word of a script with spaces counts whole."""
    if wanted_phrase not in text:
        return False
    left = "" if script_of_word(wanted_phrase[:1]) in GRAMS else " "
    right = "" if script_of_word(wanted_phrase[-1:]) in GRAMS else " "
    return f"{left}{wanted_phrase}{right}" in f" {text} "
