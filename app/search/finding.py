"""From a query to its results, the same way for every engine."""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from app.search import paging, widening
from app.search.analysis import GRAMS, fold, script_of_word, terms_of_chunk
from app.search.documents import Hit, Query, Results
from app.search.engine import Card, Found, Reader, Scope
from app.search.grammar import Parsed, parse
from app.search.scoring import Scores, closer, score
from app.search.wanted import STRONG, Wanted, terms_of, wanted

_WORDS_TO_COMPARE = 24
_OFTEN = 5
LITTLE = 10
"""With fewer documents that have all the words, the words are widened."""

LOOKED_AT_CLOSELY = 40
_ENOUGH = 0.3
_ENOUGH_FOR_NEWEST = 0.75
"""The share of the best document's words that a hit must have."""

_ALL = 0.999
_FOREIGN = 0.7
_SAME_LANGUAGE_ELSEWHERE = 0.97
_BY_EDITION = 0.9


def find(reader: Reader, query: Query) -> Results:
    """Return what the query finds; nothing found leads to something near, and says so."""
    parsed = parse(query.text)
    scope = _scope(query, parsed)
    if not parsed.words:
        found = reader.all(scope)
        ranked = {number: card.published for number, card in found.cards.items()}
        return paging.page(query, found.cards, ranked)
    results = _find(reader, query, parsed, scope)
    if not results.total and parsed.phrases:
        results = _find(reader, query, parsed, replace(scope, phrases=()))
        results = replace(results, relaxed=results.relaxed | {"phrases"})
    return results


def similar(reader: Reader, query: Query, *, to: tuple[str, int]) -> tuple[Hit, ...]:
    """Return what has most in common with a document's title and summary, other families only."""
    number = reader.number_of(*to)
    if number is None:
        return ()
    title, summary, _body = reader.texts([number])[number]
    words = dict.fromkeys(f"{title} {summary}".split())
    asked = wanted(Parsed(tuple(words)[:_WORDS_TO_COMPARE]))
    attempt = _scored(reader, asked, _match(reader, asked, Scope(query.audiences, query.types)))
    if number not in attempt.cards:
        return ()
    family = attempt.cards[number].family
    scores = _for_reader(attempt.scores.score, attempt.cards, query.languages)
    others = {
        other: worth
        for other, worth in scores.items()
        if other != number and (family is None or attempt.cards[other].family != family)
    }
    return paging.page(query, attempt.cards, others).hits


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: what was asked for and how well documents answer it."""

    asked: Sequence[Wanted]
    found: Found
    scores: Scores

    @property
    def cards(self) -> Mapping[int, Card]:
        """The documents that have any of the words."""
        return self.found.cards


@dataclass(frozen=True, slots=True)
class Ranking:
    """Documents in the making of an order, and the best one's share of the words."""

    scores: Mapping[int, float]
    cards: Mapping[int, Card]
    coverage: float


def _complete(asked: Sequence[Wanted], found: Found, languages: tuple[str, ...]) -> int:
    """Count the documents, of the reader's languages if any, that have each word itself."""
    complete = set.intersection(*(_numbers(found, one.strong) for one in asked))
    return sum(_is_read(found.cards[number].language, languages) for number in complete)


def _numbers(found: Found, terms: Iterable[str]) -> set[int]:
    return set[int]().union(*(found.postings.get(term, {}).keys() for term in terms))


@lru_cache(maxsize=2_000)
def _is_read(language: str, languages: tuple[str, ...]) -> bool:
    return not languages or language.partition("-")[0] in {o.partition("-")[0] for o in languages}


def _scope(query: Query, parsed: Parsed) -> Scope:
    excluded = [term for word in parsed.excluded for term in _unwanted(word)]
    return Scope(query.audiences, query.types, parsed.phrases, tuple(excluded), query.filters)


def _unwanted(word: str) -> list[str]:
    if script_of_word(word) in GRAMS:
        return [fold(word)]
    return [term for term, weight in terms_of(word).items() if weight >= STRONG]


def _find(reader: Reader, query: Query, parsed: Parsed, scope: Scope) -> Results:
    asked = wanted(parsed)
    if parsed.prefix:
        asked[-1] = widening.completed(reader, asked[-1])
    typed, found, suggestion = asked, _match(reader, asked, scope), None
    complete = _complete(asked, found, query.languages)
    if not complete:
        suggestion = widening.spelt_right(reader, asked, scope)
    if complete < LITTLE:
        asked, found = _widened(reader, asked, found, scope, misspelt=not complete)
    ranking = _ranked(reader, query, parsed, _scored(reader, asked, found))
    relaxed = {"some-words"} if ranking.coverage < _ALL else set()
    if not complete and ranking.scores:
        relaxed.add("spelling")
    having = set[int]().union(*(_numbers(found, one.strong) for one in typed))
    results = paging.page(query, ranking.cards, ranking.scores, having)
    return replace(results, suggestion=suggestion, relaxed=frozenset(relaxed))


def _match(
    reader: Reader, asked: Sequence[Wanted], scope: Scope, more: Iterable[str] = ()
) -> Found:
    terms = {term for one in asked for term in one.terms}.union(more)
    return reader.match(terms, scope, [one.word for one in asked])


def _scored(reader: Reader, asked: Sequence[Wanted], found: Found) -> Attempt:
    languages = {number: card.language for number, card in found.cards.items()}
    return Attempt(asked, found, score(asked, found.postings, languages, reader.sizes))


def _widened(
    reader: Reader, asked: list[Wanted], found: Found, scope: Scope, *, misspelt: bool
) -> tuple[list[Wanted], Found]:
    """Let the words mean more, and look again for those that now do."""
    rare = _rare(reader, asked, scope) if misspelt else frozenset()
    wide = [widening.widened(reader, one, misspelt=one.word in rare) for one in asked]
    halved = widening.splits(reader, asked, scope) if misspelt else []
    if wide == asked and not halved:
        return asked, found
    halves = {half for split in halved for half in (split.left, split.right)}
    found = _match(reader, wide, scope, halves)
    wide, postings = widening.joined(wide, halved, found.postings)
    return wide, replace(found, postings=postings)


def _rare(reader: Reader, asked: Sequence[Wanted], scope: Scope) -> frozenset[str]:
    """Return the words that hardly any document has: what many have is not misspelt."""
    terms = {term for one in asked if one.spaced for term in one.strong}
    counts = reader.counts(terms, scope)
    return frozenset(
        one.word for one in asked if max((counts.get(t, 0) for t in one.strong), default=0) < _OFTEN
    )


def _ranked(reader: Reader, query: Query, parsed: Parsed, attempt: Attempt) -> Ranking:
    """Order the documents: enough of the words, the reader's languages, editions, a closer look."""
    coverage = attempt.scores.coverage
    best = max(coverage.values(), default=0.0)
    least = best * (_ENOUGH_FOR_NEWEST if query.sort == "newest" else _ENOUGH)
    scores = {number: s for number, s in attempt.scores.score.items() if coverage[number] >= least}
    cards = dict(attempt.cards)
    _add_editions(reader, query, scores, cards)
    scores = _for_reader(scores, cards, query.languages)
    if query.sort == "newest":
        return Ranking({number: cards[number].published for number in scores}, cards, best)
    top = _top(scores)
    for number, factor in _factors(reader, parsed, attempt, top).items():
        scores[number] *= factor
    if query.lift:
        factors = query.lift((cards[number].type, cards[number].id) for number in top)
        for number in top:
            scores[number] *= factors.get((cards[number].type, cards[number].id), 1.0)
    return Ranking(scores, cards, best)


def _top(scores: Mapping[int, float]) -> list[int]:
    return heapq.nlargest(LOOKED_AT_CLOSELY, scores, key=scores.__getitem__)


def _for_reader(
    scores: Mapping[int, float], cards: Mapping[int, Card], languages: tuple[str, ...]
) -> dict[int, float]:
    """Put what the reader can read in front; a Brazilian also reads Portuguese."""
    if not languages:
        return dict(scores)
    factor = {card.language: _FOREIGN for card in cards.values()}
    for language in factor:
        if language in languages:
            factor[language] = 1.0
        elif _is_read(language, languages):
            factor[language] = _SAME_LANGUAGE_ELSEWHERE
    return {number: worth * factor[cards[number].language] for number, worth in scores.items()}


def _add_editions(
    reader: Reader, query: Query, scores: dict[int, float], cards: dict[int, Card]
) -> None:
    """Let a text in a foreign language be found in the edition that the reader can read."""
    foreign: dict[int, float] = {}
    for number in _top(scores) if query.languages else ():
        card = cards[number]
        if card.family is not None and not _is_read(card.language, query.languages):
            foreign[card.family] = max(scores[number], foreign.get(card.family, 0.0))
    if not foreign:
        return
    scope = Scope(query.audiences, query.types)
    for number, card in reader.editions(foreign.keys(), scope).items():
        if card.family is not None and _is_read(card.language, query.languages):
            cards[number] = card
            worth = foreign[card.family] * _FOREIGN * _BY_EDITION
            scores[number] = max(scores.get(number, 0.0), worth)


def _factors(
    reader: Reader, parsed: Parsed, attempt: Attempt, numbers: Sequence[int]
) -> dict[int, float]:
    words = [fold(word) for word in parsed.words]
    factors = {}
    for number, texts in reader.texts(numbers).items():
        if number in attempt.scores.score:
            language = attempt.cards[number].language
            title = [title_terms(word, language) for word in texts[0].split()]
            shares = attempt.scores.importance[language]
            factors[number] = closer(attempt.asked, shares, words, texts, title)
    return factors


@lru_cache(maxsize=5_000)
def title_terms(word: str, language: str) -> frozenset[str]:
    """Return the terms of one word of a title."""
    return frozenset(terms_of_chunk(word, language))
