"""Names in many languages, and finding what a free text names."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

Names = Mapping[str, Mapping[str, list[str]]]
"""By slug and language tag; the first name is the usual one."""

_SEPARATORS = re.compile(r"[,;/|•·、，；،؛\n]+")
_ACCENTS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u200c\u200d]")


def read(file: str) -> Any:
    """Read a JSON file of this room."""
    return json.loads((Path(__file__).parent / file).read_text(encoding="utf-8"))


def parts(text: str) -> list[str]:
    """Return what stands between the commas, semicolons and slashes of a list."""
    return [part.strip() for part in _SEPARATORS.split(text) if part.strip()]


def fold(text: str) -> str:
    """Return what is left of a text when case, accents and punctuation do not count.

    The vowel signs of India's scripts are letters, not accents: they stay.
    """
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return " ".join(
        "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in plain).split()
    )


class Finder:
    """Finds slugs in free text by their names in any language."""

    def __init__(self, *vocabularies: Names) -> None:
        """Take names; where two vocabularies have a word, the earlier one decides."""
        self._vocabularies = vocabularies

    @cached_property
    def _slugs(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for vocabulary in self._vocabularies:
            for slug, by_tag in vocabulary.items():
                for name in (slug, *(name for names in by_tag.values() for name in names)):
                    found.setdefault(fold(name), slug)
        return found

    @cached_property
    def _longest(self) -> int:
        return max(len(name.split()) for name in self._slugs)

    def find(self, text: str) -> list[str]:
        """Return the slugs that a text names, in its order; the longest names win."""
        whole = self._slugs.get(fold(text))
        if whole:
            return [whole]
        named = (slug for part in parts(text) for slug in self._inside(fold(part).split()))
        return list(dict.fromkeys(named))

    def _inside(self, words: list[str]) -> Iterator[str]:
        start = 0
        while start < len(words):
            slug, length = next(self._beginning(words[start : start + self._longest]), ("", 1))
            if slug:
                yield slug
            start += length

    def _beginning(self, words: list[str]) -> Iterator[tuple[str, int]]:
        for length in range(len(words), 0, -1):
            if slug := self._slugs.get(" ".join(words[:length])):
                yield slug, length
