"""Numbers as people type them: in any script's digits, with a comma or a point.

“1,234” is one thing in Paris and another in London, and a learner may have learnt either. It is
not guessed: such a number has two readings, and an answer is right when one of them is.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

LONGEST = 60

_SIGNS = {
    **dict.fromkeys("\u2212\u2013\u2010\u2011\ufe63\uff0d", "-"),
    "\uff0b": "+",
    "\u066b": ".",
    "\uff0e": ".",
    "\uff0c": ",",
    "×": "x",
    "·": "x",
    **dict.fromkeys("'’\u066c\u2019_", " "),
}
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u061c\u2060\u2066\u2067\u2069"))
_TYPED = str.maketrans(_SIGNS)
_PARTS = re.compile(
    r"(?P<sign>[+-]?) ?(?P<digits>[0-9][0-9., ]*|[.,][0-9]+)"
    r"(?: ?(?:[eE]|[x*] ?10 ?\^) ?(?P<power>[+-]?[0-9]{1,3}))?"
)
_PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_TEN_TO = re.compile(r"(10)([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})")


def readings(typed: str) -> tuple[Decimal, ...]:
    """Return what a number may mean, the likeliest first; nothing if it is no number."""
    found = _PARTS.fullmatch(_folded(typed))
    if found is None:
        return ()
    power = int(found["power"] or 0)
    numbers = dict.fromkeys(_values(found["digits"].rstrip()))
    sign = -1 if found["sign"] == "-" else 1
    return tuple((sign * number).scaleb(power) for number in numbers)


def number_in_file(said: str) -> Decimal | None:
    """Return a number as programs write it; a comma for the point is forgiven."""
    said = said.strip()
    if len(said) > LONGEST:
        return None
    if said.count(",") == 1 and "." not in said:
        said = said.replace(",", ".")
    return Decimal(said) if _PLAIN.fullmatch(said) else None


def written(number: Decimal) -> str:
    """Return a number as programs read it, without needless zeros."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if len(text) <= LONGEST else str(number)


def _folded(typed: str) -> str:
    """Return it with ASCII digits and signs, one space where there were many."""
    if len(typed) > LONGEST * 2:
        return ""
    typed = _TEN_TO.sub(lambda found: f"10^{found[2].translate(_POWERS)}", typed)
    typed = typed.translate(_TYPED).translate(_INVISIBLE)
    typed = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in typed)
    folded = " ".join(typed.split())
    return folded if len(folded) <= LONGEST else ""


def _values(digits: str) -> Iterator[Decimal]:
    """Yield the numbers that digits with separators may be."""
    marks = [c for c in digits if c in ".,"]
    if not marks or (len(set(marks)) == 1 and len(marks) > 1):
        yield from _whole(digits)
    elif len(set(marks)) == 2:
        whole, _mark, rest = digits.rpartition(marks[-1])
        yield from _broken(whole, rest)
    else:
        whole, _mark, rest = digits.partition(marks[0])
        yield from _broken(whole, rest)
        yield from _whole(digits)


def _broken(whole: str, rest: str) -> Iterator[Decimal]:
    for number in _whole(whole or "0"):
        if rest.replace(" ", "").isdecimal() or not rest:
            yield Decimal(f"{number}.{rest.replace(' ', '') or 0}")


def _whole(digits: str) -> Iterator[Decimal]:
    """Yield a number without a fraction; what parts its digits parts them in threes or fewer."""
    groups = re.split(r"[., ]", digits)
    if len({c for c in digits if c in "., "}) <= 1 and _are_groups(groups):
        yield Decimal("".join(groups))


def _are_groups(groups: list[str]) -> bool:
    """Return whether digits are parted as in the West (1 234 567) or India (12 34 567)."""
    first, *rest = groups
    if not rest:
        return True
    return 1 <= len(first) <= 3 and len(rest[-1]) == 3 and all(2 <= len(g) <= 3 for g in rest)
