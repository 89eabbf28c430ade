"""Each of the two walls alone stops every known attack."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.markup import RichText, markdown, vocabulary, walls

CORPUS = Path(os.environ.get("STAFFROOM_CORPUS", Path(__file__).parents[4] / "shared" / "corpus"))
PAYLOADS = CORPUS / "import-samples" / "hostile-html" / "xss-payloads.json"

WALLS: dict[str, Callable[[str], str]] = {
    "first": walls.first_wall,
    "last": walls.last_wall,
    "both": lambda source: RichText.from_html(source).html,
}
KINDS: dict[str, Callable[[str], str]] = {
    "HTML": str,
    "Markdown": markdown.render,
    "Markdown with HTML": markdown.render_with_html,
}


@pytest.fixture(scope="module")
def payloads() -> list[str]:
    if not PAYLOADS.exists():
        pytest.skip("the corpus of attacks is missing: set STAFFROOM_CORPUS")
    return [entry["payload"] for entry in json.loads(PAYLOADS.read_text(encoding="utf-8"))]


def faults(shown: str) -> set[str]:
    """Return what a browser would find in this HTML that must not be there."""
    found = set()
    for element in html5lib.parseFragment(shown, namespaceHTMLElements=False).iter():
        name = str(element.tag)
        if name not in vocabulary.TAGS | {"h1", "DOCUMENT_FRAGMENT"}:
            found.add(name)
        for key, value in element.attrib.items():
            known = key in ("rel", "loading") or vocabulary.allowed(name, str(key), value)
            if not known:
                found.add(f"{name} {key}")
            address = vocabulary.plain_address(value)
            if key in ("href", "src") and ":" in address and not vocabulary.is_linkable(address):
                found.add(f"{name} {key}={value}")
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("wall", WALLS)
def test_nothing_but_the_vocabulary_passes_a_wall(
    payloads: list[str], wall: str, kind: str
) -> None:
    shown = [WALLS[wall](KINDS[kind](payload)) for payload in payloads]

    assert {fault for text in shown for fault in faults(text)} == set()


def test_the_attacks_are_not_in_the_vocabulary(payloads: list[str]) -> None:
    assert sum(1 for payload in payloads if faults(payload)) > 200


@pytest.mark.parametrize("tag", ["svg", "math", "style", "iframe", "form", "object", "script"])
def test_some_elements_never_pass(tag: str) -> None:
    for wall in WALLS.values():
        assert f"<{tag}" not in wall(f"<{tag} action=/x src=/x>a</{tag}>")


def test_each_wall_marks_links_as_written_by_users() -> None:
    for wall in WALLS.values():
        assert 'rel="nofollow noopener ugc"' in wall('<a href="https://a.org" rel="author">a</a>')


def test_the_lessons_of_the_corpus_need_no_shortening() -> None:
    lessons = CORPUS / "lessons-small.jsonl"
    if not lessons.exists():
        pytest.skip("the corpus of lessons is missing: set STAFFROOM_CORPUS")
    with lessons.open(encoding="utf-8") as lines:
        bodies = [json.loads(line)["body_markdown"] for line in lines]

    for body in bodies:
        text = RichText.from_markdown(body, html=True)
        assert not walls.is_excessive(markdown.render_with_html(body))
        assert faults(text.html) == set()
        assert text.text


TAGS = [
    "<p>",
    "</p>",
    "<b>",
    "<a href='x'>",
    "<a href=/y>",
    "<table>",
    "<td>",
    "<svg>",
    "<style>",
    "<script>",
    "</script>",
    "<math>",
    "<h1>",
    "<img src=//a/b>",
    "<img alt='>' src=/c>",
    "<!--",
    "-->",
    "<select>",
    "<textarea>",
    "&lt;",
    "&",
    '"',
    "'",
    "a",
    "<noscript>",
    "</table>",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(TAGS), max_size=25).map("".join))
def test_no_heap_of_tags_passes_a_wall(source: str) -> None:
    for wall in WALLS.values():
        assert faults(wall(source)) == set()
