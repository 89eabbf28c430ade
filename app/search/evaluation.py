"""How well the search finds what people look for: judged queries, measured.

A hit counts 2^grade - 1, divided by log2(rank + 1), against the best order there could be
(nDCG@10). What nobody has judged counts nothing. Translations of what is relevant are taken out
of the ranking before it is judged: they are not errors.
"""

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

Search = Callable[[str, str, int], Sequence[str]]
"""Finds identifiers for a text, in a reader's language, so many."""

JUDGED = 10
_FETCHED = 60
"""More than are judged, because translations are taken out."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A query with what should be found."""

    text: str
    language: str
    kind: str
    grades: Mapping[str, int]
    translations: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one query went."""

    query: Judged
    ndcg: float
    first: bool
    found: bool
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What many outcomes come to."""

    queries: int
    ndcg: float
    success_at_1: float
    success_at_10: float
    median_ms: float
    p95_ms: float


def read(path: Path) -> list[Judged]:
    """Read judged queries, one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        return [_judged(json.loads(line)) for line in lines if line.strip()]


def _judged(row: Mapping[str, Any]) -> Judged:
    return Judged(
        row["query"],
        row["language"],
        row["kind"],
        {one["id"]: one["grade"] for one in row["relevant"]},
        frozenset(row.get("translations_of_relevant") or ()),
    )


def evaluate(queries: Iterable[Judged], search: Search) -> list[Outcome]:
    """Run the queries, each with its own language as the reader's."""
    return [_outcome(query, search) for query in queries]


def _outcome(query: Judged, search: Search) -> Outcome:
    started = perf_counter()
    identifiers = search(query.text, query.language, _FETCHED)
    took = (perf_counter() - started) * 1000
    foreign = query.translations - query.grades.keys()
    ranking = [one for one in identifiers if one not in foreign][:JUDGED]
    hits = [one in query.grades for one in ranking]
    return Outcome(query, ndcg(ranking, query.grades), any(hits[:1]), any(hits), took)


def ndcg(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """Return the discounted gain of a ranking, 1 for the best one possible."""
    best = sorted(grades.values(), reverse=True)[:JUDGED]
    return _gain(grades.get(one, 0) for one in ranking) / (_gain(best) or 1.0)


def _gain(grades: Iterable[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """Sum up outcomes."""
    count = len(outcomes)
    times = sorted(outcome.milliseconds for outcome in outcomes)
    return Figures(
        count,
        sum(outcome.ndcg for outcome in outcomes) / count,
        sum(outcome.first for outcome in outcomes) / count,
        sum(outcome.found for outcome in outcomes) / count,
        median(times),
        times[min(count - 1, math.ceil(count * 0.95) - 1)],
    )


def by(outcomes: Iterable[Outcome], key: Callable[[Judged], str]) -> dict[str, Figures]:
    """Sum up outcomes by kind or by language."""
    groups: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[key(outcome.query)].append(outcome)
    return {name: figures(group) for name, group in sorted(groups.items())}


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield the lines of a table: all, by kind, by language."""
    yield f"{'':34}{'n':>4} {'nDCG@10':>8} {'s@1':>6} {'s@10':>6} {'median':>8} {'p95':>8}"
    yield _line("all", figures(outcomes))
    for key in (lambda query: query.kind, lambda query: query.language):
        for name, one in by(outcomes, key).items():
            yield _line(name, one)


def _line(name: str, one: Figures) -> str:
    return (
        f"{name:34}{one.queries:4} {one.ndcg:8.4f} {one.success_at_1:6.3f}"
        f" {one.success_at_10:6.3f} {one.median_ms:5.0f} ms {one.p95_ms:5.0f} ms"
    )
