"""A piece of a page is made once for each locale; those not asked for longest make room."""

import pytest
from markupsafe import Markup

from app.kernel import fragments, i18n
from app.kernel.fragments import Fragments


@pytest.fixture
def kept() -> Fragments:
    return Fragments()


def unexpected() -> Markup:
    raise AssertionError("it was made again")


def test_a_piece_is_made_once(kept: Fragments) -> None:
    assert kept("card", 1, caller=lambda: Markup("<b>")) == "<b>"

    assert kept("card", 1, caller=unexpected) == "<b>"


def test_each_locale_has_its_own_piece(kept: Fragments) -> None:
    kept("card", 1, caller=lambda: Markup("Rain"))
    i18n.speak("fr")

    assert kept("card", 1, caller=lambda: Markup("Pluie")) == "Pluie"


def test_those_not_asked_for_longest_make_room(
    kept: Fragments, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fragments, "MAX_CHARACTERS", 10)
    for name in ("one", "two"):
        kept(name, caller=lambda: Markup("12345"))
    kept("one", caller=unexpected)

    kept("three", caller=lambda: Markup("12345"))

    assert kept("one", caller=unexpected) == "12345"
    assert kept("two", caller=lambda: Markup("anew")) == "anew"
    assert kept.characters <= 10


def test_a_piece_made_twice_at_the_same_moment_counts_once(kept: Fragments) -> None:
    def slow() -> Markup:
        kept("card", caller=lambda: Markup("first"))
        return Markup("second")

    kept("card", caller=slow)

    assert kept("card", caller=unexpected) == "first"
    assert kept.characters == 5


def test_a_piece_of_nothing_is_made_once_too(kept: Fragments) -> None:
    kept("nothing", caller=Markup)

    assert kept("nothing", caller=unexpected) == ""


def test_of_a_list_only_what_is_new_is_made(kept: Fragments) -> None:
    made: list[str] = []

    def row(name: str, kind: str) -> Markup:
        made.append(name)
        return Markup("<{}>").format(f"{name} {kind}")

    assert kept.each("row", ["a", "b"], row, "old") == "<a old><b old>"
    assert kept.each("row", ["b", "c"], row, "old") == "<b old><c old>"
    assert kept.each("row", ["c"], row, "new") == "<c new>"
    assert made == ["a", "b", "c", "c"]
