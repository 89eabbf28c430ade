"""From ranked documents to one page of hits, with the facets of all of them."""

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from itertools import chain

from app.search.documents import FACETS, Hit, Query, Results
from app.search.engine import Card

Scores = Mapping[int, float]
Cards = Mapping[int, Card]

Place = tuple[float, str, int]
"""Where a document stands: its score, turned round, then its type and id, newest first."""

Group = list[tuple[Place, int]]
"""Documents that are one hit, the best one first: their places and numbers."""


def page(
    query: Query, cards: Cards, scores: Scores, having: Container[int] | None = None
) -> Results:
    """Return the hits after the query's mark, in order, and count the facets.

    `having` are the documents that have words of the query themselves, if not all have.
    """
    facets, numbers = _filtered(query, cards, scores)
    groups = _groups(query, cards, sorted((_place(cards[n], scores[n]), n) for n in numbers))
    mark = _mark(query.after)
    following = [group for group in groups if mark is None or group[0][0] > mark]
    shown = following[: query.limit]
    more = 0 < len(shown) < len(following)
    hits = tuple(_hit(group, cards, query.languages, having) for group in shown)
    return Results(len(groups), hits, facets, next=_cursor(shown[-1]) if more else None)


def _place(card: Card, score: float) -> Place:
    return (-round(score, 6), card.type, -card.id)


def _cursor(group: Group) -> str:
    worth, type_, number = group[0][0]
    return f"{-worth!r}~{type_}~{-number}"


def _mark(after: str | None) -> Place | None:
    """Read a cursor; one that was tampered with begins from the top."""
    try:
        score, type_, number = (after or "").split("~")
        return (-float(score), type_, -int(number))
    except ValueError:
        return None


def _filtered(
    query: Query, cards: Cards, scores: Scores
) -> tuple[dict[str, list[tuple[str, int]]], list[int]]:
    """Count each facet among what passes all *other* filters, so that one can choose again.

    Where a family is one hit, its editions count as one too.
    """
    wanted = {n: {(n, value) for value in values} for n, values in query.filters.items() if values}
    counted: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    passing = []
    for number in scores:
        card = cards[number]
        failed = [name for name, pairs in wanted.items() if pairs.isdisjoint(card.facets)]
        if not failed:
            passing.append(number)
            counted[_one(card, number, query)] |= card.facets
        elif len(failed) == 1:
            counted[_one(card, number, query)] |= {p for p in card.facets if p[0] == failed[0]}
    return _ordered(Counter(chain.from_iterable(counted.values()))), passing


def _one(card: Card, number: int, query: Query) -> int:
    return number if card.family is None or not query.grouped else -card.family - 1


def _ordered(counted: Mapping[tuple[str, str], int]) -> dict[str, list[tuple[str, int]]]:
    facets: dict[str, list[tuple[str, int]]] = {name: [] for name in FACETS}
    for count, value, name in sorted(
        (-count, value, name) for (name, value), count in counted.items()
    ):
        facets[name].append((value, -count))
    return {name: values for name, values in facets.items() if values}


def _groups(query: Query, cards: Cards, ranked: Sequence[tuple[Place, int]]) -> list[Group]:
    """Gather the editions of a family where the best one of them stands."""
    groups: defaultdict[int, Group] = defaultdict(list)
    for place, number in ranked:
        groups[_one(cards[number], number, query)].append((place, number))
    return list(groups.values())


def _hit(
    group: Group, cards: Cards, languages: Sequence[str], having: Container[int] | None
) -> Hit:
    """Return the one that the reader likes most to read, and the others as its editions."""
    order = {language: at for at, language in enumerate(languages)}
    numbers = [number for _place, number in group]
    chosen = min(numbers, key=lambda number: order.get(cards[number].language, len(order)))
    editions = [cards[number] for number in numbers if number != chosen]
    return Hit(
        cards[chosen].type,
        cards[chosen].id,
        -group[0][0][0],
        cards[chosen].language,
        cards[chosen].family,
        tuple((edition.id, edition.language) for edition in editions),
        having is None or chosen in having,
    )
