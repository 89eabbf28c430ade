"""Whether a typed text is an accepted answer: spelling that does not matter is folded away."""

import re
import unicodedata

from app.search.analysis import fold

LONGEST = 1_000
"""What is longer is no short text."""

_STARS = re.compile(r"(?<!\\)\*+")
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"\S+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\u200e\u200f\u061c"))
_QUOTES = str.maketrans("‘’‛ʼ“”„«»", '\'\'\'\'"""""')


def fits(typed: str, accepted: str, *, case_sensitive: bool, forgiving: bool) -> bool:
    """Return whether a text is this answer, in which an unescaped `*` stands for anything."""
    if len(typed) > LONGEST:
        return False

    def folded(text: str) -> str:
        return _folded(text, case_sensitive=case_sensitive, forgiving=forgiving)

    bits = [
        folded(bit.replace("\\*", "*")) for bit in _STARS.split(_SPACES.sub(" ", accepted.strip()))
    ]
    text = folded(_SPACES.sub(" ", typed.strip()))
    return text == bits[0] if len(bits) == 1 else _fits_between(text, bits)


def without_stars(accepted: str) -> str:
    """Return an answer as it may be shown to learners."""
    return " ".join(bit.replace("\\*", "*").strip() for bit in _STARS.split(accepted)).strip()


def _folded(text: str, *, case_sensitive: bool, forgiving: bool) -> str:
    text = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).translate(_QUOTES)
    if not case_sensitive:
        text = unicodedata.normalize("NFKC", text.casefold())
    if forgiving:
        text = _WORD.sub(lambda word: fold(word[0]), text)
    return _SPACES.sub(" ", text)


def _fits_between(text: str, bits: list[str]) -> bool:
    """Return whether the bits come in the text in their order, the first and last at its ends."""
    first, *middle, last = bits
    if len(text) < len(first) + len(last):
        return False
    if not (text.startswith(first) and text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for bit in middle:
        at = text.find(bit, at, end)
        if at < 0:
            return False
        at += len(bit)
    return True
