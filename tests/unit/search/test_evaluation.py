"""The measure itself."""

import math

import pytest

from app.search.evaluation import Judged, evaluate, figures, ndcg, table


def test_the_best_order_gains_all() -> None:
    assert ndcg(["a", "b"], {"a": 3, "b": 1}) == 1.0


def test_a_relevant_hit_in_the_second_place_is_discounted() -> None:
    assert ndcg(["x", "a"], {"a": 3}) == pytest.approx(1 / math.log2(3))


def test_translations_are_no_errors_and_other_hits_are() -> None:
    judged = Judged("q", "en", "known-item", {"a": 3}, frozenset({"a-fr", "a-de"}))

    among_translations = evaluate([judged], lambda *_: ["a-fr", "a-de", "a"])
    among_others = evaluate([judged], lambda *_: ["x", "y", "a"])

    assert among_translations[0].ndcg == 1.0
    assert among_others[0].ndcg == 0.5


def test_only_ten_hits_are_judged() -> None:
    judged = Judged("q", "en", "typo", {"a": 3}, frozenset())

    outcome = evaluate([judged], lambda *_: [*"bcdefghijk", "a"])[0]

    assert (outcome.ndcg, outcome.found) == (0.0, False)


def test_figures_are_summed_up_by_kind_and_language() -> None:
    known = Judged("q", "en", "known-item", {"a": 3}, frozenset())
    typo = Judged("p", "fr", "typo", {"b": 3}, frozenset())

    outcomes = evaluate([known, typo], lambda *_: ["a"])

    assert figures(outcomes).ndcg == 0.5
    assert [line.split()[0] for line in table(outcomes)][1:] == [
        "all",
        "known-item",
        "typo",
        "en",
        "fr",
    ]
