"""A query word meets a text's word as a reader of the language expects."""

import pytest

from app.search.analysis import analyse, fold, normalise, plain, surface_terms, words
from app.search.grammar import Parsed
from app.search.wanted import wanted

MEETS = [
    ("en", "Sorting networks", "network sorted"),
    ("en", "Teaching the BBC micro:bit", "microbit"),
    ("en", "Teaching the BBC micro:bit", "micro bit"),
    ("en", "An open-source project", "open source"),
    ("fr", "Réseaux de tri", "reseau"),
    ("fr", "L'école et les élèves", "eleve ecole"),
    ("es", "Números binarios", "numero binario"),
    ("pt", "Código de conduta", "codigo condutas"),
    ("de", "Binärzahlen und Straßen", "binarzahl strasse"),
    ("nb", "Lærerveiledning på norsk", "laererveiledning pa"),
    ("nl", "De kinderen tellen getallen", "getal"),
    ("sv", "Frågor om ljud", "fragor ljuden"),
    ("pl", "Żółte łódki", "zolte lodki"),
    ("tr", "Davranış kurallarınız", "davranis kurallar"),
    ("tr", "İSTANBUL", "istanbul"),
    ("ru", "Кодекс поведения", "кодексы поведение"),
    ("el", "Δραστηριότητες στην τάξη", "δραστηριοτητα ταξη"),
    ("ar", "مُدوّنة السلوك", "مدونة سلوك"),
    ("ar", "إدارة المدرسة", "ادارة المدرسه"),
    ("fa", "پروژه\u200cی متن\u200cباز", "پروژه متن باز"),
    ("he", "שָׁלוֹם כיתה", "שלום"),
    ("hi", "विज्ञान पढ़ना", "विज्ञान पढना"),
    ("hi", "पाठ १२", "12"),
    ("bn", "সুশীলার আল্পনা", "আলপনা"),
    ("ta", "சுசீலாவின் கோலங்கள்", "கோலங்கள்"),
    ("zh-Hant", "二進制數的操作原理", "二进制"),
    ("zh-Hans", "二进制数的操作原理", "二進制"),
    ("ja", "ボートレース", "ぼーとれーす"),
    ("ja", "ﾎﾞｰﾄ", "ボート"),
    ("ko", "보트 경주", "보트 경주"),
    ("th", "คู่มือการติดตั้งและตั้งค่า", "การติดตั้ง"),
    ("km", "ការដំឡើងកម្មវិធី", "ដំឡើង"),
    ("my", "စတင်အသုံးပြုခြင်း", "အသုံးပြု"),
    ("vi", "Hướng dẫn cài đặt", "huong dan cai dat"),
    ("sr", "Школа програмирања", "skole"),
    ("sw", "Kanuni zako za maadili", "kanuni maadili"),
    ("mi", "He nama tāhūrua", "tahurua"),
]


@pytest.mark.parametrize(("language", "text", "query"), MEETS)
def test_each_word_of_the_query_is_met_by_the_text(language: str, text: str, query: str) -> None:
    terms = analyse(text, language).terms

    missing = [
        one.word
        for one in wanted(Parsed(tuple(words(query))))
        if terms.keys().isdisjoint(one.terms)
    ]

    assert not missing


KEPT_APART = [
    ("en", "universal", "universities"),
    ("ta", "கல்", "கால்"),
    ("hi", "कल", "काल"),
    ("zh-Hans", "数学", "科学"),
    ("th", "ครู", "นักเรียน"),
]


@pytest.mark.parametrize(("language", "text", "query"), KEPT_APART)
def test_different_words_keep_apart(language: str, text: str, query: str) -> None:
    surface = set(analyse(text, language).terms)

    assert surface.isdisjoint(surface_terms(query))


def test_a_stem_is_only_met_in_its_own_language() -> None:
    german = {term for term in analyse("Netzwerke", "de").terms if term.startswith("~")}

    assert german == {"~german~netzwerk"}


def test_words_of_devanagari_are_not_split_at_vowel_signs() -> None:
    assert words("कुत्ता और राजा") == ["कुत्ता", "और", "राजा"]


def test_a_mixed_text_is_cut_at_the_change_of_script() -> None:
    assert words("用Scratch编程") == ["用", "scratch", "编程"]


def test_addresses_on_the_web_are_not_text() -> None:
    assert words("see https://example.org/deep/path here") == ["see", "here"]


def test_words_keep_their_order_in_the_plain_text() -> None:
    assert plain(words("Réseaux de TRI, größer")) == "reseaux de tri grosser"


def test_invisible_signs_do_not_make_another_word() -> None:
    assert normalise("co\u00adop\u200bera\u2060tion") == "cooperation"


def test_folding_twice_changes_nothing_more() -> None:
    for word in ("größe", "مُدوّنة", "পড়া", "ぼーと", "１２"):
        assert fold(fold(normalise(word))) == fold(normalise(word))


def test_a_word_without_end_is_cut() -> None:
    analysed = analyse("a" * 100_000, "en")

    assert max(map(len, analysed.terms)) < 60
