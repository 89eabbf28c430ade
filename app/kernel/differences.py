"""What two texts say differently, word by word."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Some words that stayed (""), came ("ins") or went ("del")."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that changed and how its text reads now."""

    field: str
    runs: list[Run]


def between(was: Mapping[str, str], now: Mapping[str, str]) -> list[Difference]:
    """Return the parts whose texts are not the same, those of now in their order first."""
    names = list(dict.fromkeys([*now, *was]))
    pairs = ((name, was.get(name, ""), now.get(name, "")) for name in names)
    return [Difference(name, runs(old, new)) for name, old, new in pairs if old != new]


def runs(old: str, new: str) -> list[Run]:
    """Return how one text became another."""
    was, now = _words(old), _words(new)
    matcher = difflib.SequenceMatcher(a=was, b=now, autojunk=len(was) + len(now) > 5_000)
    found: list[Run] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found.append(Run("", "".join(now[c:d])))
            continue
        found += [Run("del", "".join(was[a:b]))] if a < b else []
        found += [Run("ins", "".join(now[c:d]))] if c < d else []
    return found


_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]\s*|[^\s\u3040-\u30ff\u3400-\u9fff]+\s*|\s+")
"""A word with the space after it; Chinese and Japanese have none, there a letter counts."""


def _words(text: str) -> list[str]:
    return _WORD.findall(text)
