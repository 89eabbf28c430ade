"""What other renderers left in texts is understood or swallowed, never shown."""

import pytest

from app.kernel.markup import RichText
from app.kernel.markup.bounds import MAX_BRACKETS

PICTURE = "![](/files/shared/1/rain.png)"


def imported(source: str) -> str:
    return RichText.from_markdown(source, html=True).html


@pytest.mark.parametrize("source", ["{.lead}", "{#rain}", "{: .lead #rain}"])
def test_a_paragraph_of_attributes_alone_is_not_shown(source: str) -> None:
    assert imported(source) == ""


@pytest.mark.parametrize("source", ["{rain}", "a set {1, 2}", "{.lead} and more"])
def test_braces_that_say_something_stay(source: str) -> None:
    assert imported(source) == f"<p>{source}</p>"


def test_attributes_within_the_words_of_a_link_are_swallowed() -> None:
    shown = imported("[*Rain*{.lead} tonight](https://rain.example/)")

    assert "<em>Rain</em> tonight</a>" in shown


def test_attributes_describe_a_picture_that_nobody_described() -> None:
    assert 'alt="A jar"' in imported(f"{PICTURE}{{alt='A jar' width=45%}}")


def test_attributes_do_not_overwrite_the_words_of_a_picture() -> None:
    shown = imported("![Rain](/files/shared/1/rain.png){alt='A jar'}")

    assert 'alt="Rain"' in shown


def test_a_paragraph_of_brackets_alone_shows_its_words() -> None:
    source = "[" * (MAX_BRACKETS + 1) + " rain <b>now</b>"

    assert "rain" in imported(source)
    assert "<b>" not in imported(source)


def test_mail_addresses_lead_where_they_did() -> None:
    text = RichText.from_markdown(
        "[write](mailto:amina@school.example) [see](rain.pdf)", resolve=lambda name: f"/kept/{name}"
    )

    assert 'href="mailto:amina@school.example"' in text.html
    assert 'href="/kept/rain.pdf"' in text.html
