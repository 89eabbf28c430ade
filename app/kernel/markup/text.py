"""Words without markup: for search, mails and excerpts."""

import html
import re
import unicodedata

_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|dl|dt|dd|tr|table|caption|blockquote|pre|figure|figcaption|"
    r"details|summary|hr|br)\b[^>]*>"
)
_CELL = re.compile(r"</t[dh]>")
_ANY_TAG = re.compile(r"""<(?:[^"'<>]|"[^"]*"|'[^']*')*>""")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


def plain_text(cleaned: str) -> str:
    """Return the words of cleaned HTML, a line for each block."""
    lines = _CELL.sub(" ", _BLOCK.sub("\n", _LINES.sub("\n", cleaned)))
    words = html.unescape(_ANY_TAG.sub("", lines))
    return _LINES.sub("\n", _SPACES.sub(" ", words)).strip()


def excerpt(text: str, length: int) -> str:
    """Return the beginning of a text on one line, at most so long, cut between words if it can."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    end = length - 1
    while end > 0 and _belong_together(line[end - 1], line[end]):
        end -= 1
    space = line.rfind(" ", end * 2 // 3, end + 1)
    return line[: space if space > 0 else end].rstrip(" ,;:–—-") + "…"


def _belong_together(before: str, after: str) -> bool:
    """Return whether a cut here would part a letter from its vowel sign, or a conjunct."""
    virama = unicodedata.combining(before) == 9
    return virama or unicodedata.category(after).startswith("M") or after in "\u200c\u200d"
