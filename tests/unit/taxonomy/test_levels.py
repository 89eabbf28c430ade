"""Levels and ages are understood as people write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel import i18n
from app.taxonomy import levels

WANTED = "en fr ar es pt hi zh-Hans th sw id de nb ru bn ta ml ur fa ja ko vi tr uk"


def test_every_level_has_a_name_in_every_language_we_search() -> None:
    assert tuple(levels._words) == levels.SLUGS
    for slug in levels.SLUGS:
        missing = [tag for tag in WANTED.split() if not levels._words[slug].get(tag)]
        assert missing == [], slug


def test_the_english_names_are_those_that_gettext_translates() -> None:
    with i18n.speaking("en"):
        for slug in levels.SLUGS:
            assert levels.name(slug) == levels._words[slug]["en"][0]


def test_an_unknown_level_is_shown_as_it_is() -> None:
    assert levels.name("alchemy") == "alchemy"


def test_every_name_leads_back_to_its_level() -> None:
    lost = {
        (slug, name)
        for slug, by_tag in levels._words.items()
        for names in by_tag.values()
        for name in names
        if levels.levels_for(name) != [slug]
    }

    assert lost == set()


def test_levels_follow_each_other_without_a_gap() -> None:
    spans = [levels.ages(slug) for slug in levels.GENERAL]

    assert [first for first, _last in spans[1:]] == [last for _first, last in spans[:-1]]
    assert levels.ages("teacher-education") == (18, None)


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("8-10", (8, 10)),
        ("14–11", (11, 14)),
        ("11-14 years", (11, 14)),
        ("from 5 to 7 years", (5, 7)),
        ("ages 5, 6, 7", (5, 7)),
        ("٨-١٠", (8, 10)),
        ("10 år", (10, 10)),
        ("10 años", (10, 10)),
        ("18+", (18, None)),
        ("12 and up", (12, None)),
        ("up to 12", (None, 12)),
        ("bis 12 Jahre", (None, 12)),
        ("under 6, 8-10", (None, 10)),
        ("16+, 8-10", (8, None)),
        ("5.-7. klasse, 8.-10. klasse", (10, 16)),
        ("1.-4. klasse, Barnehage", (3, 10)),
        ("8.-10. klasse, Vidaregåande skule, 5.-7. klasse", (10, 19)),
        ("8. trinn - VG2", (13, 18)),
        ("4. trinn - VG3", (9, 19)),
        ("3.-10. trinn", (8, 16)),
        ("3-7. trinn", (8, 13)),
        ("1.-4. клас, 5.-7. клас", (6, 13)),
        ("8.-10. клас, Старша школа", (13, 19)),
        ("1.-4. bekkur", (6, 10)),
        ("Grade 5", (10, 11)),
        ("Grades 6–8", (11, 14)),
        ("8th grade", (13, 14)),
        ("K-5", (5, 11)),
        ("Year 7", (11, 12)),
        ("Years 3 and 4", (7, 9)),
        ("5º ano", (10, 11)),
        ("小学3年级", (8, 9)),
        ("KS2", (7, 11)),
        ("Key stages 1-2", (5, 11)),
        ("Videregående skole", (16, 19)),
        ("Junior", (6, 12)),
        ("高中", (16, 19)),
        ("teachers", (18, None)),
        ("teachers, Barnehage, 1.-4. klasse", (3, 10)),
        ("2020", None),
        ("Grade 20", None),
        ("Version 5", None),
        ("Class of 2024", None),
        ("everybody", None),
        ("", None),
    ],
)
def test_a_text_about_ages_is_understood(text: str, ages: levels.Ages | None) -> None:
    assert levels.ages_for(text) == ages


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("primary", ["primary"]),
        ("Middle school / High school", ["lower-secondary", "upper-secondary"]),
        ("junior high school", ["lower-secondary"]),
        ("Videregående skole, 5.-7. klasse", ["primary", "upper-secondary"]),
        ("teachers, Barnehage, 1.-4. klasse", ["early", "primary", "teacher-education"]),
        ("8-10", ["primary"]),
        ("5-7", ["primary"]),
        ("11-14", ["lower-secondary"]),
        ("8. trinn - VG2", ["lower-secondary", "upper-secondary"]),
        ("4. trinn - VG3", ["primary", "lower-secondary", "upper-secondary"]),
        ("16+", ["upper-secondary"]),
        ("18+", []),
        ("3", []),
        ("Hedy levels 3, 4, 5", []),
        ("", []),
    ],
)
def test_free_text_is_mapped_to_levels(text: str, slugs: list[str]) -> None:
    assert levels.levels_for(text) == slugs


@pytest.mark.parametrize(
    ("youngest", "oldest", "slugs"),
    [
        (3, 5, ["early"]),
        (8, 10, ["primary"]),
        (10, 13, ["primary", "lower-secondary"]),
        (None, 5, ["early"]),
        (16, None, ["upper-secondary"]),
        (18, None, []),
    ],
)
def test_ages_mean_levels(youngest: int | None, oldest: int | None, slugs: list[str]) -> None:
    assert levels.levels_of_ages(youngest, oldest) == slugs


@settings(deadline=None)
@given(st.text(max_size=60) | st.text("0123456789-+., kvg", max_size=20))
def test_any_text_gives_a_span_or_nothing(text: str) -> None:
    youngest, oldest = levels.ages_for(text) or (None, None)

    assert youngest is None or oldest is None or 1 <= youngest <= oldest <= 99
    assert set(levels.levels_for(text)) <= set(levels.SLUGS)


@settings(deadline=None)
@given(st.integers(1, 99), st.integers(1, 99))
def test_two_numbers_are_a_span(first: int, last: int) -> None:
    assert levels.ages_for(f"{first}-{last}") == (min(first, last), max(first, last))


@settings(deadline=None)
@given(st.integers(1, 13), st.integers(0, 5))
def test_a_pupil_is_five_or_six_years_older_than_the_grade(grade: int, more: int) -> None:
    last = min(grade + more, 13)

    assert levels.ages_for(f"{grade}.-{last}. klasse") == (grade + 5, last + 6)
