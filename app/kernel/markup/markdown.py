"""Markdown to HTML that is not clean yet; it forgives what other renderers left in texts."""

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from app.kernel.markup.bounds import is_bracketed, without_markup

_VALUE = r"""(?:"[^"{}]{0,1000}"|'[^'{}]{0,1000}'|[^\s"'{}]{1,200})"""
_ATTRIBUTES = re.compile(
    r"\{(?P<colon>:?)[ \t]{0,4}"
    rf"(?:(?:[.#][^\s.#{{}}]{{1,100}}|[a-zA-Z-]{{1,30}}={_VALUE})\s{{0,4}}){{1,12}}\}}"
)
"""`{: .class}` of kramdown, `{alt='…' width=45%}` and `{#id}` of pandoc."""

_ALT = re.compile(r"""\balt=(?:"([^"]*)"|'([^']*)')""")
_TAG = re.compile(r"<(/?[a-zA-Z][\w:-]*)")
_END_TAG = re.compile(r"</([a-zA-Z][\w:-]*)")
_ELEMENTS = (
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink "
    "blockquote body br button canvas caption center cite code col colgroup data datalist dd del "
    "details dfn dialog div dl dt em embed fieldset figcaption figure font footer form frame "
    "frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend "
    "li link main map mark marquee math menu meta meter nav nobr noembed noframes noscript object "
    "ol optgroup option output p param picture plaintext portal pre progress q rp rt ruby s samp "
    "script search section select slot small source span strike strong style sub summary sup svg "
    "table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr "
    "xmp"
)
_KNOWN = frozenset(_ELEMENTS.split())


def render(source: str) -> str:
    """Return HTML of Markdown; HTML in it is shown as it was typed."""
    return without_markup(source) if is_bracketed(source) else str(_TYPED.render(source))


def render_with_html(source: str) -> str:
    """Return HTML of Markdown that may hold HTML, as imported texts do.

    What only looks like a tag, `<your-name>`, stays a text.
    """
    if is_bracketed(source):
        return without_markup(source)
    return str(_MIXED.render(source, {"elements": set(_END_TAG.findall(source)) | _KNOWN}))


def render_inline(source: str) -> str:
    """Return HTML of one line of Markdown, without a paragraph around it."""
    return without_markup(source) if is_bracketed(source) else str(_TYPED.renderInline(source))


def _leftover(state: StateInline, silent: object) -> bool:
    """Swallow the attributes that kramdown or pandoc would have read here."""
    if state.src[state.pos] != "{":
        return False
    found = _ATTRIBUTES.match(state.src, state.pos, state.posMax)
    if found is None or not (found["colon"] or _belongs(state, found.end())):
        return False
    if not silent:
        _describe_image(state, found[0])
    state.pos = found.end()
    return True


def _belongs(state: StateInline, end: int) -> bool:
    """Return whether braces stand right behind a link, image or emphasis, or end a heading."""
    if state.pos == 0:
        return end == state.posMax
    return state.src[state.pos - 1] in ")]*_`" or state.src[state.pos + 1] == "#"


def _describe_image(state: StateInline, attributes: str) -> None:
    words = _ALT.search(attributes)
    if words and state.tokens and not state.pending and state.tokens[-1].type == "image":
        image = state.tokens[-1]
        if not image.content:
            image.content = (words[1] or words[2]).replace("\n", " ")
            image.children = [Token("text", "", 0, content=image.content)]


def _escape_placeholders(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, env: Any
) -> str:
    def keep(tag: re.Match[str]) -> str:
        name = tag[1].lstrip("/")
        known = name in env["elements"] or name.lower() in env["elements"]
        return tag[0] if known else f"&lt;{tag[1]}"

    return _TAG.sub(keep, tokens[index].content)


def _parser(*, html: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": html}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("text", "leftover", _leftover)
    if html:
        parser.add_render_rule("html_inline", _escape_placeholders)
        parser.add_render_rule("html_block", _escape_placeholders)
    return parser


_TYPED = _parser(html=False)
_MIXED = _parser(html=True)
