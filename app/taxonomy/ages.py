"""Ages out of what people write about them: “8-10”, “5.-7. klasse”, “Grade 5”, “18+”."""

import re
import unicodedata
from typing import NamedTuple

from app.taxonomy.names import read

BEFORE_SCHOOL = 5
"""Pupils turn six in their first grade nearly everywhere: grade 1 is age 6 to 7."""

LAST_GRADE = 13
OLDEST = 99


class Span(NamedTuple):
    """Ages as they are said; None is an open end. `years` are those that begin in it."""

    youngest: int | None
    oldest: int | None
    years: range


_words: dict[str, list[str]] = read("ages.json")
_GRADE = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(_words['grade'])})(?![^\W\d_])")
_UPPER_GRADE = re.compile(r"\bvg\s?([123])\b")
_KINDERGARTEN = re.compile(r"\bk(?=\s?(?:-|to)\s?\d)")
_SCHOOL_YEAR = re.compile(r"\byears?\s(\d{1,2})(?:\s?(?:-|to|and)\s?(\d{1,2}))?(?!\d)")
_KEY_STAGE = re.compile(r"\b(?:ks|key stages?)\s?([1-5])(?:\s?(?:-|to|and)\s?([1-5]))?\b")
_KEY_STAGES = {1: (5, 7), 2: (7, 11), 3: (11, 14), 4: (14, 16), 5: (16, 18)}

_UP, _UNTIL = frozenset(_words["up"]), frozenset(_words["until"])
_AROUND_AGES = _UP | _UNTIL | frozenset(_words["filling"])


def said_in(text: str) -> Span | None:
    """Return the ages that a text gives in numbers, or None where its numbers mean other things."""
    plain = _plain(text)
    return _key_stages(plain) or _school_years(plain) or _grades(plain) or _ages(plain)


def _plain(text: str) -> str:
    lowered = unicodedata.normalize("NFKC", text.casefold())
    digits = "".join(str(unicodedata.decimal(letter, letter)) for letter in lowered)
    return re.sub("[‐-―−~〜]", "-", digits)


def _key_stages(text: str) -> Span | None:
    found = _KEY_STAGE.search(text)
    if found is None:
        return None
    youngest, oldest = _KEY_STAGES[int(found[1])][0], _KEY_STAGES[int(found[2] or found[1])][1]
    return Span(youngest, oldest, range(youngest, oldest))


def _school_years(text: str) -> Span | None:
    """Read England's years, which begin one year before the grades of most countries."""
    found = _SCHOOL_YEAR.search(text)
    return _schooling([int(found[1]), int(found[2] or found[1])], before=4) if found else None


def _grades(text: str) -> Span | None:
    numbered = _UPPER_GRADE.sub(lambda found: f"{10 + int(found[1])} trinn", text)
    numbered = _KINDERGARTEN.sub("0 grade ", numbered)
    if not _GRADE.search(numbered):
        return None
    return _schooling([int(number) for number in re.findall(r"\d+", numbered)], BEFORE_SCHOOL)


def _schooling(grades: list[int], before: int) -> Span | None:
    if not grades or max(grades) > LAST_GRADE:
        return None
    youngest, oldest = min(grades) + before, max(grades) + before + 1
    return Span(youngest, oldest, range(youngest, oldest))


def _ages(text: str) -> Span | None:
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    words = set(re.sub(r"[\d\s.,+()\"'’:-]+", " ", text).split())
    if not 1 <= len(numbers) <= 2 or not all(1 <= number <= OLDEST for number in numbers):
        return None
    if words - _AROUND_AGES:
        return None
    youngest, oldest = min(numbers), max(numbers)
    if len(numbers) == 1 and words & _UNTIL:
        return Span(None, oldest, range(1, oldest + 1))
    if len(numbers) == 1 and ("+" in text or words & _UP):
        return Span(youngest, None, range(youngest, OLDEST + 1))
    return Span(youngest, oldest, range(youngest, oldest + 1))
