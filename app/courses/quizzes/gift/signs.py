"""The signs that mean something in GIFT, and how a text says them without meaning them.

A sign behind a backslash is masked by a character that no text holds, so that what is left can be
cut at the signs. In tags of HTML and numbered entities the signs are masked too: `<a href="…">` is
no answer, though Moodle takes it for one. What only begins like a tag is none: `{=a<b ~a>b}`.
"""

import re

from app.courses.quizzes.texts import BLANKS

_SAID = {":": ":", "#": "#", "=": "=", "{": "{", "}": "}", "~": "~", "n": "\n", "\\": "\\"}
_FIRST = 0xFDD0
_MASKS = {sign: chr(_FIRST + place) for place, sign in enumerate(_SAID)}
_MEANT = {ord(_MASKS[sign]): said for sign, said in _SAID.items()}
_NEVER = dict.fromkeys(range(_FIRST, _FIRST + 0x20))

_ESCAPE = re.compile(r"\\([:#={}~n\\])")
_VALUE = r"""(?:"[^"<>{}]*"|'[^'<>{}]*'|[^\s"'<>{}]+)"""
_ATTRIBUTE = rf"\s+[\w-]+(?::[\w-]+)?(?:={_VALUE})?"
_NUMBERED = "&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});"
_HTML = re.compile(rf"<[a-zA-Z][\w-]*(?:{_ATTRIBUTE})+\s*/?>|{_NUMBERED}")
_UNSAYABLE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff{chr(_FIRST)}-{chr(_FIRST + 0x1F)}]")
_SIGN = re.compile("[:#=~]")
_ESCAPED = {
    "\\": "\\\\", "#": "\\#", "=": "\\=", "~": "\\~", "{": "\\{", "}": "\\}", ":": "\\:",
    "\n": "\\n",
}  # fmt: skip
_ESCAPES = str.maketrans(_ESCAPED)


def mask(text: str) -> str:
    """Return a text in which every sign that is left means something."""
    text = _ESCAPE.sub(lambda found: _MASKS[found[1]], text.translate(_NEVER))
    return _HTML.sub(lambda tag: _SIGN.sub(lambda sign: _MASKS[sign[0]], tag[0]), text)


def unmask(text: str) -> str:
    """Return what a masked text says."""
    return text.translate(_MEANT)


def escape(text: str) -> str:
    """Return a text on one line, in which no sign means anything.

    A blank, which no reader keeps, parts a last `&` from the `#` of a feedback: `&#12;` is one
    character.
    """
    return text.translate(_ESCAPES) + (" " if text.endswith("&") else "")


def sayable(text: str) -> str:
    """Return a text without what GIFT, or a file of text at all, cannot hold."""
    return _UNSAYABLE.sub("", text).strip(BLANKS)
