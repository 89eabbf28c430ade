"""How much markup is worth parsing: both kinds of parser are slow on what no person writes."""

import html
import re

from app.kernel.markup.vocabulary import NESTING

MAX_WEIGHT = 100_000
"""The open elements above each tag, summed over all tags. The heaviest real lessons reach 2,000."""

MAX_ATTRIBUTES = 100
"""On one tag: each new one is compared with all before it."""

MAX_BRACKETS = 2_000
"""In one paragraph of Markdown: each may begin a link that has to be looked for to its end."""

_ATTRIBUTE = r"""
    =?+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>"'][^\s>]*+)?+)?+
"""
_TAG = re.compile(
    rf"""
    <!--(?:-?>|.*?(?:--!?>|\Z))
    | <(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:[\s/]++|{_ATTRIBUTE}|=)*+)
    """,
    re.VERBOSE | re.DOTALL,
)
_ATTRIBUTES = re.compile(_ATTRIBUTE, re.VERBOSE)
_MARKUP = re.compile(r"<[^<>]*>")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def is_excessive(source: str) -> bool:
    """Return whether an HTML parser would take longer for this than anybody wants to wait.

    It errs upwards: an end tag counts only for the element that was opened last.
    """
    opened: list[str] = []
    weight = 0
    for tag in _TAG.finditer(source):
        name = (tag["name"] or "").lower()
        weight += len(opened)
        if weight > MAX_WEIGHT or _is_overloaded(tag["attributes"] or ""):
            return True
        if tag["end"] and opened and opened[-1] == name:
            opened.pop()
        elif not tag["end"] and name in NESTING:
            opened.append(name)
    return False


def is_bracketed(source: str) -> bool:
    """Return whether a paragraph has more brackets than a Markdown parser can bear."""
    if source.count("[") <= MAX_BRACKETS:
        return False
    return any(part.count("[") > MAX_BRACKETS for part in _BLANK_LINE.split(source))


def without_markup(source: str) -> str:
    """Return the words alone, as HTML in paragraphs."""
    words = html.escape(html.unescape(_MARKUP.sub(" ", source)), quote=False)
    return "".join(f"<p>{part.strip()}</p>\n" for part in _BLANK_LINE.split(words) if part.strip())


def _is_overloaded(attributes: str) -> bool:
    if len(attributes) <= 2 * MAX_ATTRIBUTES:
        return False
    return sum(1 for _ in _ATTRIBUTES.finditer(attributes)) > MAX_ATTRIBUTES
