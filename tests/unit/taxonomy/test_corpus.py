"""The vocabulary understands every value of a corpus of real lessons."""

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest

from app.taxonomy import languages, levels, licences, subjects

pytestmark = pytest.mark.corpus

CORPUS = Path(os.environ.get("STAFFROOM_CORPUS", Path(__file__).parents[4] / "shared" / "corpus"))
FILES = [CORPUS / "lessons.jsonl", CORPUS / "lessons-more.jsonl"]
FIELDS = ("language", "licence", "subject", "age_range", "level")
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}


@pytest.fixture(scope="module")
def values() -> dict[str, set[str]]:
    if not all(file.exists() for file in FILES):
        pytest.skip("the corpus of lessons is missing: set STAFFROOM_CORPUS")
    found: dict[str, set[str]] = defaultdict(set)
    for file in FILES:
        with file.open(encoding="utf-8") as lines:
            for lesson in map(json.loads, lines):
                for field in FIELDS:
                    found[field].add(str(lesson[field] or ""))
    return {field: given - {""} for field, given in found.items()}


def test_every_language_has_names_and_a_direction_and_is_offered(
    values: dict[str, set[str]],
) -> None:
    assert len(values["language"]) > 80
    for tag in map(languages.normalise, values["language"]):
        assert languages.is_known(tag)
        assert tag not in {languages.name(tag), languages.own_name(tag)}
        assert languages.direction(tag) == ("rtl" if tag in RIGHT_TO_LEFT else "ltr")
        assert tag in languages.offered()


def test_every_licence_is_known(values: dict[str, set[str]]) -> None:
    assert {licences.licence_for(code) for code in values["licence"]} == values["licence"]


def test_every_subject_is_understood_completely(values: dict[str, set[str]]) -> None:
    parts = {part for text in values["subject"] for part in text.split(", ")}

    assert {part for part in parts if subjects.subject_for(part) is None} == set()


def test_every_age_range_is_understood(values: dict[str, set[str]]) -> None:
    for text in values["age_range"]:
        assert levels.ages_for(text), text
        assert levels.levels_for(text), text


def test_degrees_of_difficulty_are_not_taken_for_levels(values: dict[str, set[str]]) -> None:
    assert {text for text in values["level"] if levels.levels_for(text)} == set()
