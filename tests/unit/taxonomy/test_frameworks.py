"""Competence frameworks: names in the languages of their publishers, and where they come from."""

import pytest

from app.kernel import i18n
from app.taxonomy import frameworks
from app.taxonomy.frameworks import FRAMEWORKS

UNESCO, EUROPE, ISTE = "unesco-ict-cft-v3", "digcompedu-2017", "iste-educators"


@pytest.mark.parametrize(
    ("name", "groups", "items"), [(UNESCO, 3, 18), (EUROPE, 6, 22), (ISTE, 1, 7)]
)
def test_each_is_whole_and_says_where_it_comes_from(name, groups, items):
    framework = FRAMEWORKS[name]

    assert (len(framework.groups), len(list(framework.items))) == (groups, items)
    assert framework.url.startswith("https://")
    assert framework.licence
    assert framework.attribution
    assert len({item.id for item in framework.items}) == items
    assert all("en" in item.names for item in framework.items)


@pytest.mark.parametrize(("tag", "name"), [("en", ("Policy Understanding", "en")), ("fr", ("Compréhension des politiques", "fr")), ("ar", ("Policy Understanding", "en"))])  # fmt: skip
def test_a_name_is_in_the_readers_language_else_english(tag, name):
    with i18n.speaking(tag):
        assert frameworks.competence(f"{UNESCO}:KA.1").name == name


def test_a_step_is_said_with_what_it_is_a_step_of():
    assert (
        frameworks.competence(f"{UNESCO}:KD.4").whole_name.text
        == "Application of Digital Skills: Infusion"
    )
    assert frameworks.competence(f"{EUROPE}:3.2").whole_name.text == "Guidance"


def test_competences_are_grouped_by_framework_in_its_order():
    ids = [f"{ISTE}:2.1", f"{UNESCO}:KD.1", "nobody:1", f"{UNESCO}:KA.2"]

    found = [
        (framework.id, [item.code for item in items])
        for framework, items in frameworks.grouped(ids)
    ]

    assert found == [(UNESCO, ["KA.2", "KD.1"]), (ISTE, ["2.1"])]
    assert not frameworks.is_known("nobody:1")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("inclusion accessibility", f"{EUROPE}:5.1"),
        ("POLÍTICAS aplicacion", f"{UNESCO}:KD.1"),
        ("ISTE designer", f"{ISTE}:2.5"),
        ("kc.6", f"{UNESCO}:KC.6"),
    ],
)
def test_a_competence_is_found_by_words_of_any_language(words, found):
    assert frameworks.matching(words) == {found}


def test_what_nobody_says_finds_nothing():
    assert frameworks.matching("zebra") == frozenset()
