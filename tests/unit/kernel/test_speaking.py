"""The languages of the interface: words, numbers, days, in the reader's way."""

from datetime import UTC, date, datetime, timedelta

import pytest
from werkzeug.datastructures import LanguageAccept

from app.kernel import clock, i18n
from app.kernel.i18n import speaking

EVENING = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english():
    with speaking("en"):
        yield


def test_a_moment_is_shown_where_the_reader_is():
    assert i18n.date(EVENING) == "March 1, 2026"
    assert i18n.date(date(2026, 3, 1)) == "March 1, 2026"
    with speaking("en", "Asia/Jakarta"):
        assert i18n.date(EVENING) == "March 2, 2026"
        assert "6:30" in i18n.moment(EVENING)
    with speaking("fr", "Africa/Dakar"):
        assert i18n.date(EVENING) == "1 mars 2026"


def test_a_zone_is_set_until_it_is_taken_back():
    i18n.set_zone("Asia/Jakarta")
    assert "6:30" in i18n.moment(EVENING)
    i18n.set_zone(None)
    assert i18n.moment(EVENING).replace("\u202f", " ") == "Mar 1, 2026, 11:30 PM"


def test_how_long_ago_is_said_in_words(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: EVENING)

    assert i18n.ago(EVENING - timedelta(days=3)) == "3 days ago"
    assert i18n.ago(EVENING - timedelta(seconds=20)) == "just now"
    with speaking("fr"):
        assert i18n.ago(EVENING - timedelta(days=3)) == "il y a 3 jours"


def test_numbers_and_lists_follow_the_locale():
    assert i18n.number(12345.5) == "12,345.5"
    assert i18n.listing(["a", "b", "c"]) == "a, b, and c"
    with speaking("fr"):
        assert i18n.number(12345.5).replace("\u202f", " ") == "12 345,5"


def test_sentences_take_values_and_count():
    assert i18n.gettext("Age %(age)s", age=9) == "Age 9"
    assert i18n.gettext("100 %") == "100 %"
    assert i18n.ngettext("%(num)s step of %(of)s", "%(num)s steps of %(of)s", 1, of=3) == (
        "1 step of 3"
    )
    assert i18n.pgettext("verb", "Post %(name)s", name="x") == "Post x"
    assert str(i18n.lazy_gettext("Later")) == "Later"
    assert str(i18n.lazy_pgettext("verb", "Post")) == "Post"


def test_an_unknown_locale_is_spoken_as_the_default():
    with speaking("xx") as spoken:
        assert spoken == i18n.DEFAULT


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ([("ar", 1)], "ar"),
        ([("de", 1), ("fr", 0.5)], "fr"),
        ([("de", 1)], "en"),
        ([], "en"),
        ([("fr-CH", 1), ("en", 0.5)], "fr"),
        ([("fr", 0), ("*", 1)], "en"),
    ],
)
def test_a_newcomer_is_met_in_the_best_language_there_is(asked, answered):
    assert i18n.best_for(LanguageAccept(asked)).tag == answered


def test_the_pseudo_locales_are_spoken_but_not_offered():
    assert {"en-XA", "ar-XB"} <= set(i18n.LOCALES)
    assert {locale.tag for locale in i18n.OFFERED} == {"en", "fr", "ar"}
    assert (i18n.LOCALES["ar-XB"].dir, i18n.LOCALES["en-XA"].dir) == ("rtl", "ltr")
