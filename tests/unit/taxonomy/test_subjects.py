"""Subjects have names in many languages and are found by them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel import i18n
from app.kernel.art import subjects as drawings
from app.taxonomy import names, subjects

WANTED = "en fr ar es pt hi zh-Hans th sw id de nb ru bn ta ml ur fa ja ko vi tr uk"
WORDS = subjects._words
NAMED = [
    (slug, name)
    for part in ("names", "includes")
    for slug, by_tag in WORDS[part].items()
    for names_of_tag in by_tag.values()
    for name in names_of_tag
]


def test_every_subject_has_a_name_in_every_language_we_search() -> None:
    assert tuple(WORDS["names"]) == subjects.SLUGS
    for slug in subjects.SLUGS:
        missing = [tag for tag in WANTED.split() if not WORDS["names"][slug].get(tag)]
        assert missing == [], slug


def test_the_english_names_are_those_that_gettext_translates() -> None:
    with i18n.speaking("en"):
        for slug in subjects.SLUGS:
            assert subjects.name(slug) == WORDS["names"][slug]["en"][0]


def test_an_unknown_subject_is_shown_as_it_is() -> None:
    assert subjects.name("alchemy") == "alchemy"
    assert subjects.names("alchemy") == ()
    assert 0 <= subjects.hue("alchemy") < 360


def test_a_subject_is_searched_by_its_names_in_all_languages_and_not_by_its_parts() -> None:
    names = subjects.names("mathematics")

    assert {"Mathematics", "maths", "Mathématiques", "গণিত", "ഗണിതം", "数学", "數學"} <= set(names)
    assert "algebra" not in names
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Computer science", ["computing"]),
        ("Programmering, Teknologi", ["computing", "technology"]),
        ("Informatique", ["computing"]),
        ("Instructor training", ["teacher-education"]),
        ("matematik", ["mathematics"]),
        ("MATHEMATIQUES", ["mathematics"]),
        ("Algebra", ["mathematics"]),
        ("Kunst og handverk", ["art"]),
        ("Language arts and science", ["language-arts", "science"]),
        ("Physical Education / Health", ["physical-education", "health"]),
        ("علوم الحاسوب؛ الرياضيات", ["computing", "mathematics"]),
        ("العُلوم", ["science"]),
        ("ภาษาไทย, คณิตศาสตร์", ["language-arts", "mathematics"]),
        ("गणित, इतिहास", ["mathematics", "history"]),
        ("情報", ["computing"]),
        ("Математика, Англійська", ["mathematics", "foreign-languages"]),
        ("Stærðfræði, Forritun", ["mathematics", "computing"]),
        ("social studies", ["civics"]),
        ("physical-education", ["physical-education"]),
        ("Programming in Python", ["computing"]),
        ("Maths, mathematics", ["mathematics"]),
        ("Alchemy", []),
        ("", []),
    ],
)
def test_free_text_is_mapped_to_subjects(text: str, slugs: list[str]) -> None:
    assert subjects.subjects_for(text) == slugs
    assert subjects.subject_for(text) == (slugs[0] if slugs else None)


def test_every_name_leads_back_to_its_subject() -> None:
    lost = {(slug, name) for slug, name in NAMED if subjects.subjects_for(name) != [slug]}

    assert lost == set()


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_gives_subjects_that_exist_each_once(text: str) -> None:
    found = subjects.subjects_for(text)

    assert set(found) <= set(subjects.SLUGS)
    assert len(found) == len(set(found))


@settings(deadline=None)
@given(st.lists(st.sampled_from([name for _slug, name in NAMED]), min_size=1, max_size=4))
def test_a_list_of_names_gives_what_each_of_them_gives(listed: list[str]) -> None:
    expected = [slug for name in listed for slug in subjects.subjects_for(name)]

    assert subjects.subjects_for(", ".join(listed)) == list(dict.fromkeys(expected))


@pytest.mark.parametrize("text", ["Éducation", "éducation", "EDUCATION", "E\u0301ducation"])
def test_case_and_accents_do_not_count(text: str) -> None:
    assert names.fold(text) == "education"


def test_vowel_signs_count() -> None:
    assert names.fold("काला") != names.fold("कल")


def test_a_subject_has_the_hue_of_its_drawing() -> None:
    drawn = {
        slug: drawings.SUBJECTS[slug][0] for slug in subjects.SLUGS if slug in drawings.SUBJECTS
    }

    assert len(drawn) > 15
    assert {slug: subjects.hue(slug) for slug in drawn} == drawn
