"""The part of a text that shows why it was found."""

from app.search.excerpts import excerpt, highlight


def _marked(segments: list[tuple[str, bool]]) -> list[str]:
    return [text for text, is_marked in segments if is_marked]


def test_inflected_words_are_marked_as_they_stand() -> None:
    assert _marked(highlight("Réseaux de tri", "fr", "reseau")) == ["Réseaux"]


def test_nothing_is_lost_between_the_segments() -> None:
    text = "Counting with binary numbers, then counting again"

    assert "".join(piece for piece, _ in highlight(text, "en", "count number")) == text


def test_a_passage_with_the_words_is_chosen_from_a_long_text() -> None:
    text = (
        "filler words here " * 200 + "the parity magic trick amazes " + "more filler words " * 200
    )

    segments = excerpt(text, "en", "parity magic")

    assert _marked(segments) == ["parity", "magic"]
    assert sum(len(piece) for piece, _ in segments) < 300
    assert segments[0][0].startswith("… ")


def test_a_text_without_the_words_is_shown_from_its_beginning() -> None:
    assert excerpt("Short text", "en", "absent") == [("Short text", False)]


def test_characters_of_scripts_without_spaces_are_marked() -> None:
    assert _marked(highlight("二进制数的操作原理", "zh-Hans", "二进制")) == ["二进制"]
    assert _marked(highlight("คู่มือการติดตั้ง", "th", "การติดตั้ง")) == ["การติดตั้ง"]


def test_arabic_is_marked_with_its_article_and_vowel_signs() -> None:
    assert _marked(highlight("مُدوّنة السلوك الخاصة", "ar", "مدونة سلوك")) == ["مُدوّنة", "السلوك"]


def test_a_word_that_goes_on_is_marked_whole() -> None:
    assert _marked(highlight("Sorting networks", "en", "netw*")) == ["networks"]


def test_a_passage_far_down_is_chosen_when_the_beginning_has_less() -> None:
    text = "The parity bit. " + "filler words here " * 800 + "the parity magic trick"

    segments = excerpt(text, "en", "parity magic")

    assert _marked(segments) == ["parity", "magic"]


def test_a_text_in_another_script_is_shown_from_its_beginning() -> None:
    assert excerpt("First project", "en", "первый проект") == [("First project", False)]


def test_a_text_in_two_scripts_is_marked_in_the_one_that_was_asked_for() -> None:
    assert _marked(highlight("Scratch: первый проект", "ru", "проекты")) == ["проект"]


def test_without_words_nothing_is_marked() -> None:
    assert _marked(highlight("Counting, again", "en", "…")) == []


def test_each_stretch_of_a_run_without_spaces_is_marked() -> None:
    assert _marked(highlight("编程和编程课", "zh-Hans", "编程")) == ["编程", "编程"]


def test_serbian_is_marked_in_either_of_its_scripts() -> None:
    assert _marked(highlight("Наша школа", "sr", "škola")) == ["школа"]
