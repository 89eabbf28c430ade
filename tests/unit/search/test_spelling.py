"""How near two words are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.spelling import distance, signature, tolerance
from app.search.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("left", "right", "slips"),
    [
        ("check", "check", 0),
        ("chek", "check", 1),
        ("checkuot", "checkout", 1),
        ("netwerk", "network", 1),
        ("netwrok", "network", 1),
        ("sortieren", "sortierung", 2),
        ("मोटा", "मोठा", 1),
        ("one", "three", 3),
    ],
)
def test_slips_are_counted_up_to_the_limit(left: str, right: str, slips: int) -> None:
    assert distance(left, right, 2) == slips


@given(st.text("abcde", max_size=8), st.text("abcde", max_size=8))
def test_signatures_never_rule_out_a_near_word(left: str, right: str) -> None:
    slips = distance(left, right, 2)

    assert slips > 2 or (signature(left) ^ signature(right)).bit_count() <= 2 * slips


def test_short_words_and_numbers_are_taken_as_they_are() -> None:
    assert [tolerance(word) for word in ("cat", "2024", "chek", "checkout")] == [0, 0, 1, 2]


def test_the_vocabulary_finds_beginnings_parts_and_near_words() -> None:
    words = Vocabulary({"network": "network", "sorting": "sorting", "reseau": "réseau"})

    assert words.starting("net", 5) == ["network"]
    assert words.containing("work", 5) == ["network"]
    assert words.near("netwrok", 1) == [(1, "network")]
    assert words.shown == {"reseau": "réseau"}


@given(st.text("abc", min_size=4, max_size=7), st.sets(st.text("abc", min_size=3, max_size=8)))
def test_no_word_with_one_slip_is_missed(word: str, others: set[str]) -> None:
    near = {other for other in others if distance(word, other, 1) == 1}

    found = Vocabulary({other: other for other in others}).near(word, 1)

    assert {other for _slips, other in found} == near
