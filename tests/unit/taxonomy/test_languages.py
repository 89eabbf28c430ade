"""Languages are kept under one tag each and have a name, a script and a direction."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel import i18n
from app.taxonomy import languages


@pytest.mark.parametrize(
    ("tag", "kept"),
    [
        ("in", "id"),
        ("iw", "he"),
        ("ji", "yi"),
        ("mo", "ro"),
        ("no", "nb"),
        ("nor", "nb"),
        ("sh", "sr-Latn"),
        ("tl", "fil"),
        ("prs", "fa-AF"),
        ("EN_us", "en-US"),
        (" pt-br ", "pt-BR"),
        ("es-419", "es-419"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh_TW", "zh-Hant"),
        ("zh-hant-HK", "zh-Hant"),
        ("cmn", "zh-Hans"),
        ("sr-Cyrl", "sr"),
        ("sr-latn-rs", "sr-Latn-RS"),
        ("eng", "en"),
        ("cnr", "cnr"),
        ("nso", "nso"),
        ("ca-valencia", "ca-valencia"),
        ("de-u-co-phonebk", "de"),
        ("en-x-pirate", "en"),
    ],
)
def test_a_tag_is_brought_to_one_form(tag: str, kept: str) -> None:
    assert languages.normalise(tag) == kept
    assert languages.is_known(tag)


@pytest.mark.parametrize(
    "tag", ["", "e", "xx", "und", "mul", "english", "en us", "x-private", "1a", "en--US"]
)
def test_what_is_no_language_is_refused(tag: str) -> None:
    with pytest.raises(ValueError, match="language"):
        languages.normalise(tag)
    assert not languages.is_known(tag)


@settings(deadline=None)
@given(st.from_regex(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", fullmatch=True))
def test_a_kept_tag_stays_as_it_is(tag: str) -> None:
    try:
        kept = languages.normalise(tag)
    except ValueError:
        return

    assert languages.normalise(kept) == kept


@settings(deadline=None)
@given(st.text(max_size=20))
def test_any_stored_text_can_be_shown_as_a_language(text: str) -> None:
    assert isinstance(languages.own_name(text), str)
    assert isinstance(languages.name(text), str)
    assert languages.direction(text) in {"ltr", "rtl"}


@pytest.mark.parametrize(
    ("tag", "in_french", "own"),
    [
        ("id", "indonésien", "Bahasa Indonesia"),
        ("fr", "français", "Français"),
        ("pt-BR", "portugais (Brésil)", "Português (Brasil)"),
        ("pt-AO", "portugais (Angola)", "Português (Angola)"),
        ("zu", "zoulou", "isiZulu"),
        ("zh-Hant", "chinois traditionnel", "繁體中文"),
        ("sr-Latn", "serbe (latin)", "Srpski (latinica)"),
        ("pa-PK", "pendjabi (Pakistan)", "پنجابی (پاکستان)"),
        ("mfe", "créole mauricien", "Kreol morisien"),
        ("alchemy", "alchemy", "alchemy"),
    ],
)
def test_a_language_has_a_name_for_others_and_for_itself(
    tag: str, in_french: str, own: str
) -> None:
    with i18n.speaking("fr"):
        assert languages.name(tag) == in_french
    assert languages.own_name(tag) == own


def test_a_language_that_cldr_does_not_name_has_a_name() -> None:
    with i18n.speaking("en"):
        assert languages.name("cnr") == "Montenegrin"
    assert languages.own_name("cnr") == "Crnogorski"


@pytest.mark.parametrize(
    "tag", ["ar", "he", "fa", "ur", "ckb", "ps", "ug", "yi", "dv", "nqo", "sd", "ku-Arab", "pa-PK"]
)
def test_some_languages_run_from_the_right(tag: str) -> None:
    assert languages.direction(tag) == "rtl"


@pytest.mark.parametrize("tag", ["en", "ku", "ar-Latn", "az", "pa", "th", "cnr", "alchemy"])
def test_the_others_run_from_the_left(tag: str) -> None:
    assert languages.direction(tag) == "ltr"


@pytest.mark.parametrize(
    ("tag", "script"), [("en", "Latn"), ("sr", "Cyrl"), ("sr-Latn", "Latn"), ("pa-PK", "Arab")]
)
def test_a_language_has_a_script(tag: str, script: str) -> None:
    assert languages.script(tag) == script


@pytest.mark.parametrize(
    ("tag", "read"),
    [
        ("fr-CA", ("fr-CA", "fr")),
        ("sr-Latn-RS", ("sr-Latn-RS", "sr-Latn", "sr")),
        ("zh-Hant", ("zh-Hant", "zh-Hans")),
        ("nn", ("nn", "nb")),
        ("sw", ("sw",)),
    ],
)
def test_readers_of_a_language_read_others(tag: str, read: tuple[str, ...]) -> None:
    assert languages.fallbacks(tag) == read


def test_ones_own_languages_are_offered_first_and_the_rest_by_name() -> None:
    offered = languages.offered(["sw", "mfe", "sw"])

    assert offered[:2] == ["sw", "mfe"]
    assert len(offered) == len(set(offered)) > 120
    places = [offered.index(tag) for tag in ("ceb", "cs", "cy", "da")]
    assert places == sorted(places)


def test_what_is_offered_is_in_its_kept_form_and_has_a_name() -> None:
    for tag in languages.offered():
        assert languages.normalise(tag) == tag
        assert languages.own_name(tag) != tag
        assert languages.name(tag) != tag
