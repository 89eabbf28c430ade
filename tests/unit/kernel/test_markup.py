"""What people write is rendered and cleaned when it is written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from app.kernel.errors import Refused
from app.kernel.markup import (
    MAX_SOURCE,
    Format,
    RichText,
    RichTextType,
    excerpt,
    markdown_inline,
    plain_text,
    walls,
)

LINK = 'rel="nofollow noopener ugc"'


def markdown(source: str) -> str:
    return RichText.from_markdown(source).html


def imported(source: str) -> str:
    return RichText.from_markdown(source, html=True).html


def html(source: str) -> str:
    return RichText.from_html(source).html


def test_markdown_is_rendered_with_tables_and_strikethrough() -> None:
    shown = markdown(
        "**Bold** ~~gone~~\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```python\nx < 1\n```"
    )

    assert "<strong>Bold</strong> <s>gone</s>" in shown
    assert "<th>a</th>" in shown
    assert "<td>2</td>" in shown
    assert '<code class="language-python">x &lt; 1\n</code>' in shown


def test_html_typed_into_markdown_is_shown_as_it_was_typed() -> None:
    assert markdown("a <b>c</b>") == "<p>a &lt;b&gt;c&lt;/b&gt;</p>"


def test_html_in_imported_markdown_is_kept_when_it_is_harmless() -> None:
    div = '<div dir="rtl" lang="ar">سلام</div>'

    shown = imported(f'{div}\n\nH<sub>2</sub>O <font color="red">x</font>')

    assert div in shown
    assert "H<sub>2</sub>O x" in shown


def test_placeholders_in_imported_markdown_are_no_tags() -> None:
    assert imported("cd <your-name>") == "<p>cd &lt;your-name&gt;</p>"
    assert imported("<toggle>hidden</toggle>") == "<p>hidden</p>"


def test_the_page_keeps_its_one_h1() -> None:
    assert html("<h1>a</h1><h2>b</h2><h6>c</h6>") == "<h2>a</h2><h3>b</h3><h6>c</h6>"
    assert html("<h2>b</h2>") == "<h2>b</h2>"


def test_tables_from_word_processors_keep_their_structure() -> None:
    source = (
        '<table class="MsoTable" style="color:red"><caption>Plan</caption><tbody><tr>'
        '<th scope="col" colspan="2" id="x" onclick="y()">A</th></tr><tr>'
        '<td rowspan="2">1</td><td dir="rtl">2</td></tr></tbody></table>'
    )

    assert html(source) == (
        "<table><caption>Plan</caption><tbody><tr>"
        '<th scope="col" colspan="2">A</th></tr><tr>'
        '<td rowspan="2">1</td><td dir="rtl">2</td></tr></tbody></table>'
    )


@pytest.mark.parametrize(
    ("attribute", "kept"),
    [
        ('dir="rtl"', True),
        ('dir="up"', False),
        ('lang="zh-Hant-TW"', True),
        ('lang="x y"', False),
        ('class="card"', False),
        ('style="color:red"', False),
        ('id="main"', False),
        ('onclick="x()"', False),
    ],
)
def test_only_known_attributes_with_sensible_values_are_kept(attribute: str, kept: bool) -> None:
    for wall in (walls.first_wall, walls.last_wall, html):
        assert (attribute in wall(f"<p {attribute}>a</p>")) == kept


def test_an_own_image_is_shown_when_it_comes_into_view() -> None:
    assert markdown('![A tree](/files/1 "t")') == (
        '<p><img src="/files/1" alt="A tree" title="t" loading="lazy"></p>'
    )


def test_an_image_on_another_host_becomes_a_link_that_says_what_it_shows() -> None:
    address = "https://example.org/a/my%20tree.png?x=1&y=2"
    escaped = address.replace("&", "&amp;")

    link = f'<p><a href="{escaped}" {LINK}>'

    assert markdown(f"![A <tree>]({address})") == f"{link}A &lt;tree&gt;</a></p>"
    assert markdown(f"![]({address})") == f"{link}my tree.png</a></p>"


def test_an_image_inside_a_link_becomes_the_text_of_the_link() -> None:
    shown = markdown("[![A tree](https://a.org/t.png)](https://b.org/)")

    assert shown == f'<p><a href="https://b.org/" {LINK}>A tree</a></p>'


@pytest.mark.parametrize(
    "address",
    ["//a.org/t.png", "/\\a.org/t.png", "/\t/a.org/t.png", "&#47;&#47;a.org/t.png", "t.png"],
)
def test_no_image_is_fetched_from_elsewhere(address: str) -> None:
    for wall in (walls.last_wall, html):
        assert "src=" not in wall(f'<img src="{address}" alt="A tree">')


@pytest.mark.parametrize(
    "address", ["https://a.org/?x=1&amp;copy=2", "mailto:a@b.org", "/en/north"]
)
def test_links_that_lead_somewhere_are_kept(address: str) -> None:
    assert html(f'<a href="{address}">a</a>') == f'<a href="{address}" {LINK}>a</a>'


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "ftp://a.org",
        "../b.md",
        "#top",
    ],
)
def test_links_that_lead_nowhere_become_text(address: str) -> None:
    assert html(f'<a href="{address}">a</a>') == "a"


def test_an_import_says_where_relative_addresses_lead() -> None:
    places = {"images/t.png": "/files/7", "../b.md": "https://a.org/b", "/c": "https://a.org/c"}
    source = "![A tree](images/t.png) [b](../b.md) [c](/c) [d](https://d.org)"

    shown = RichText.from_markdown(source, resolve=lambda address: places[address]).html

    assert '<img src="/files/7" alt="A tree"' in shown
    assert f'<a href="https://a.org/b" {LINK}>b</a>' in shown
    assert f'<a href="https://a.org/c" {LINK}>c</a>' in shown
    assert f'<a href="https://d.org" {LINK}>d</a>' in shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Text\n\n{: .note}", "<p>Text</p>"),
        ("## Install {#install}", "<h2>Install </h2>"),
        ("[a](https://a.org){:target=_blank}", f'<p><a href="https://a.org" {LINK}>a</a></p>'),
        (
            "![](https://a.org/t.png){alt='A big\ntree' width=45%}",
            f'<p><a href="https://a.org/t.png" {LINK}>A big tree</a></p>',
        ),
        ("`{x=1}` and {x=1} and {'a': b}", "<p><code>{x=1}</code> and {x=1} and {'a': b}</p>"),
    ],
)
def test_leftovers_of_other_renderers_are_not_shown(source: str, shown: str) -> None:
    assert markdown(source) == shown


def test_scripts_and_styles_leave_no_text_behind() -> None:
    source = "<style>p{}</style>a<script>alert(1)</script>b<svg><text>c</text></svg>d"

    assert html(source) == "abd"
    assert walls.last_wall(source) == "abd"


def test_an_embedded_page_is_kept_as_a_link() -> None:
    shown = html('<iframe width="1" src="https://v.org/1" allow="x"></iframe>')

    assert shown == f'<a href="https://v.org/1" {LINK}>https://v.org/1</a>'


def test_an_unclosed_script_does_not_swallow_the_lesson() -> None:
    assert "the rest" in html("<p>Use <script> here</p><p>the rest</p>")


@pytest.mark.parametrize(
    "source",
    [
        "<ul><li>" * 20_000 + "words",
        "".join(f"<b id={n}>" for n in range(99)) + "<p>words" * 20_000,
        "<a " + " ".join(f"x{n}" for n in range(20_000)) + ">words",
        '<!-- <a x=" --><b ' + " ".join(f"x{n}" for n in range(20_000)) + '">words',
        "<div><table></div></table>" * 5_000 + "words",
    ],
)
def test_markup_that_would_take_minutes_to_parse_loses_its_tags(source: str) -> None:
    text = RichText.from_html(source)

    assert "words" in text.text
    assert "<ul" not in text.html
    assert "<b" not in text.html


def test_a_paragraph_of_brackets_is_not_searched_for_links() -> None:
    assert markdown("![" * 3_000).startswith("<p>![![")


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(Refused, match="300000"):
        RichText.from_markdown("x" * (MAX_SOURCE + 1))


def test_pictures_inside_the_text_do_not_count_against_its_length() -> None:
    picture = "data:image/png;base64," + "A" * MAX_SOURCE

    assert html(f'<p>a<img src="{picture}" alt="A tree"></p>') == "<p>aA tree</p>"


def test_a_text_knows_its_words() -> None:
    source = "# Fractions\n\nHalf of *one* &amp; two\n\n- a\n- b\n\n| x | y |\n|-|-|\n"

    text = RichText.from_markdown(source)

    assert text.format is Format.MARKDOWN
    assert text.text == "Fractions\nHalf of one & two\na\nb\nx\ny"
    assert text.markup == Markup(text.html)
    assert isinstance(text.markup, Markup)


@pytest.mark.parametrize(
    ("source", "empty"), [("", True), (" \n", True), ("<!-- x -->", True), ("a", False)]
)
def test_a_text_without_words_is_empty(source: str, empty: bool) -> None:
    assert RichText.from_html(source).is_empty is empty
    assert not RichText.from_markdown("![](/files/1)").is_empty


def test_a_text_survives_the_database() -> None:
    column = RichTextType()
    text = RichText.from_markdown("**a**")

    stored = column.process_bind_param(text, None)

    assert column.process_result_value(stored, None) == text
    assert column.process_bind_param(None, None) is None
    assert column.process_result_value(None, None) is None


def test_a_line_of_markdown_has_no_blocks() -> None:
    assert markdown_inline("# *a* <b> `c`") == "# <em>a</em> &lt;b&gt; <code>c</code>"
    assert isinstance(markdown_inline("a"), Markup)


def test_attributes_with_angle_brackets_leave_no_trace_in_the_words() -> None:
    assert plain_text('<p>a <img src="/1" alt="1 > 0"> b &lt;c&gt;</p>') == "a b <c>"


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("one two", 7, "one two"),
        ("one\n two", 7, "one two"),
        ("one two three", 10, "one two…"),
        ("abcdefghijkl", 6, "abcde…"),
        ("กำลังใจ", 4, "กำ…"),
        ("नमस्ते दुनिया", 5, "नम…"),
    ],
)
def test_an_excerpt_is_cut_between_words_or_letters(text: str, length: int, short: str) -> None:
    assert excerpt(text, length) == short


@settings(deadline=None)
@given(st.text(max_size=300), st.integers(min_value=1, max_value=50))
def test_an_excerpt_is_never_longer_than_asked(text: str, length: int) -> None:
    assert len(excerpt(text, length)) <= length


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_written_as_markdown(source: str) -> None:
    assert "<script" not in imported(source)
    assert "<script" not in markdown(source)
