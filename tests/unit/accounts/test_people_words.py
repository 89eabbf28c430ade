"""Languages, time zones and browsers as people call them."""

import pytest

from app.accounts import browsers, languages, zones
from app.accounts.forms import one_line
from app.kernel import i18n


@pytest.mark.parametrize(
    ("tag", "kept"),
    [
        ("sw", "sw"),
        ("sw-KE", "sw"),
        ("in", "id"),
        ("iw", "he"),
        ("sh", "sr"),
        ("PT_br", "pt"),
        ("zh-hant-TW", "zh-Hant"),
        ("sr-Latn-XX", "sr"),
        ("*", None),
        ("und", None),
        ("mul", None),
        ("qqq", None),
        ("", None),
    ],
)
def test_a_tag_is_kept_in_one_form(tag, kept):
    assert languages.normal(tag) == kept


def test_every_offered_language_is_kept_as_offered():
    tags = [tag for tag, _name in languages.names()]

    assert len(tags) > 300
    assert [languages.normal(tag) for tag in tags] == tags


def test_a_language_is_named_for_the_reader_and_for_its_speakers():
    with i18n.speaking("fr"):
        assert languages.name("ar") == "arabe (العربية)"
        assert languages.name("fr") == "français"
    assert languages.name("xx") == "xx"


@pytest.mark.parametrize(
    ("tags", "zone"),
    [
        (["sw-KE"], "Africa/Nairobi"),
        (["en", "hi"], "Asia/Kolkata"),
        (["en-US", "en"], "UTC"),
        (["id"], "UTC"),
        (["fr"], "Europe/Paris"),
        (["*", "nonsense"], "UTC"),
        ([], "UTC"),
    ],
)
def test_a_time_zone_is_guessed_only_where_a_country_has_one(tags, zone):
    assert zones.guess(tags) == zone
    assert zone in zones.names()


def test_zones_are_places():
    assert "Asia/Kolkata" in zones.names()
    assert not {"Etc/GMT+5", "EST", "localtime"} & set(zones.names())


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Linux",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) "
            "SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36",
            "Samsung Internet, Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_people_name_it(said, name):
    assert browsers.name(said) == name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Amina\u202eoirF", "AminaoirF"),
        ("\u2066Boris\u2069", "Boris"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("  Dana \n Levi\x07 ", "Dana Levi"),
    ],
)
def test_one_line_turns_no_other_text_around(typed, kept):
    assert one_line(typed) == kept
