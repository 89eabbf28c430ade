"""From ranked documents to one page of hits, with the facets of all of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from app.search.documents import FACETS, Hit, Query, Results
from app.search.engine import Card

Scores = Mapping[int, float]


def page(query: Query, cards: Mapping[int, Card], scores: Scores) -> Results:
    """Return the hits after the query's mark, in order, and count the facets."""
    facets, numbers = _filtered(query, cards, scores)
    hits = [_hit(cards[number], scores[number]) for number in numbers]
    hits.sort(key=_order)
    if query.grouped:
        hits = _grouped(hits, query.languages)
    mark = _mark(query.after)
    following = [hit for hit in hits if mark is None or _order(hit) > mark]
    shown = tuple(following[: query.limit])
    more = shown and len(following) > len(shown)
    return Results(len(hits), shown, facets, next=_cursor(shown[-1]) if more else None)


def _hit(card: Card, score: float) -> Hit:
    return Hit(card.type, card.id, round(score, 6), card.language, card.family)


def _order(hit: Hit) -> tuple[float, str, int]:
    return (-hit.score, hit.type, -hit.id)


def _cursor(hit: Hit) -> str:
    return f"{hit.score!r}~{hit.type}~{hit.id}"


def _mark(after: str | None) -> tuple[float, str, int] | None:
    """Read a cursor; one that was tampered with begins from the top."""
    try:
        score, type_, number = (after or "").split("~")
        return (-float(score), type_, -int(number))
    except ValueError:
        return None


def _filtered(
    query: Query, cards: Mapping[int, Card], scores: Scores
) -> tuple[dict[str, list[tuple[str, int]]], list[int]]:
    """Count each facet among what passes all *other* filters, so that one can choose again.

    Where a family is one hit, its editions count as one too.
    """
    wanted = {name: frozenset(values) for name, values in query.filters.items() if values}
    counted: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    passing = []
    for number in scores:
        facets = cards[number].facets
        failed = [n for n, values in wanted.items() if values.isdisjoint(facets.get(n, ()))]
        if not failed:
            passing.append(number)
        if len(failed) <= 1:
            family = cards[number].family if query.grouped else None
            one = number if family is None else -family - 1
            for name in failed or facets:
                for value in facets.get(name, ()):
                    counted[name, value].add(one)
    return _ordered(counted), passing


def _ordered(counted: Mapping[tuple[str, str], set[int]]) -> dict[str, list[tuple[str, int]]]:
    pairs = sorted(((-len(ones), value, name) for (name, value), ones in counted.items()))
    facets: dict[str, list[tuple[str, int]]] = {name: [] for name in FACETS}
    for count, value, name in pairs:
        facets[name].append((value, -count))
    return {name: values for name, values in facets.items() if values}


def _grouped(hits: Sequence[Hit], languages: Sequence[str]) -> list[Hit]:
    """Keep one hit a family, where its best one stood, in the language the reader likes most."""
    families: defaultdict[tuple[str, int], list[Hit]] = defaultdict(list)
    for hit in hits:
        families[hit.type, -hit.id if hit.family is None else hit.family].append(hit)
    return [_one_of(group, languages) for group in families.values()]


def _one_of(group: Sequence[Hit], languages: Sequence[str]) -> Hit:
    order = {language: at for at, language in enumerate(languages)}
    chosen = min(group, key=lambda hit: (order.get(hit.language, len(order)), -hit.score))
    return Hit(
        chosen.type,
        chosen.id,
        group[0].score,
        chosen.language,
        chosen.family,
        tuple((hit.id, hit.language) for hit in group if hit is not chosen),
    )
