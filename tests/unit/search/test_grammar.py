"""Nothing that a person types is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.grammar import LONGEST_QUERY, MOST_WORDS, parse
from app.search.wanted import wanted


def test_words_are_normalised() -> None:
    assert parse("  Binary  NUMBERS ").words == ("binary", "numbers")


def test_a_phrase_is_kept_and_its_words_are_asked_for() -> None:
    parsed = parse('maths "First Day" school')

    assert parsed.phrases == ("first day",)
    assert parsed.words == ("maths", "first", "day", "school")


@pytest.mark.parametrize("text", ["“first day”", "«first day»", "„first day“"])
def test_quotation_marks_of_other_languages_make_phrases_too(text: str) -> None:
    assert parse(text).phrases == ("first day",)


def test_a_minus_before_a_word_excludes_it() -> None:
    parsed = parse("dog -cat e-mail")

    assert parsed.excluded == ("cat",)
    assert parsed.words == ("dog", "e", "mail")


def test_only_the_last_word_goes_on_and_only_from_three_letters() -> None:
    assert parse("net*").prefix
    assert parse("neural net*").prefix
    assert not parse("ne*").prefix
    assert not parse("net* work").prefix


@pytest.mark.parametrize("text", ["", "   ", "?*", "***", '"', '""', "-", "- -", "!!! ...", "''"])
def test_signs_alone_ask_for_nothing(text: str) -> None:
    parsed = parse(text)

    assert (parsed.words, parsed.phrases, parsed.prefix) == ((), (), False)


def test_a_long_query_is_cut() -> None:
    parsed = parse(" ".join(f"word{number}" for number in range(1000)))

    assert len(parsed.words) == MOST_WORDS
    assert len(" ".join(parsed.words)) <= LONGEST_QUERY


@given(st.text(max_size=600))
def test_any_text_is_a_query(text: str) -> None:
    parsed = parse(text)

    assert len(parsed.words) <= MOST_WORDS
    assert all(one.terms for one in wanted(parsed))
