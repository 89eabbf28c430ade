"""Numbers and short texts as people type them."""

import time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.courses.quizzes.credits import from_percent, is_sayable, to_percent
from app.courses.quizzes.folding import fits, without_stars
from app.courses.quizzes.quantities import number_in_file, readings, written


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("42", ["42"]),
        (" -3.5 ", ["-3.5"]),
        ("−3,5", ["-3.5"]),
        ("+ 7", ["7"]),
        (".5", ["0.5"]),
        ("5.", ["5"]),
        ("1,234", ["1.234", "1234"]),
        ("1.234", ["1.234", "1234"]),
        ("1,23", ["1.23"]),
        ("1 234 567,89", ["1234567.89"]),
        ("1\u202f234", ["1234"]),
        ("1.234.567", ["1234567"]),
        ("12,34,567.5", ["1234567.5"]),
        ("1’234.50", ["1234.50"]),
        ("٣٫١٤", ["3.14"]),
        ("۱۲٬۳۴۵", ["12345"]),
        ("१२.५", ["12.5"]),
        ("３．５", ["3.5"]),
        ("6,02e23", ["6.02e23"]),
        ("6.02 × 10^23", ["6.02e23"]),
        ("6.02·10²³", ["6.02e23"]),
        ("1,5E-3", ["0.0015"]),
        ("\u200e-5\u200f", ["-5"]),
    ],
)
def test_a_number_is_read_in_any_writing(typed, meant) -> None:
    assert list(readings(typed)) == [Decimal(one) for one in meant]


@pytest.mark.parametrize(
    "typed", ["", "x", "1,2,3", "1..2", "12.34.56", "1,2.3,4", "--1", "5 m", "1e", "½", "9" * 200]
)
def test_what_is_no_number_has_no_reading(typed) -> None:
    assert readings(typed) == ()


@given(st.text(max_size=80))
def test_anything_can_be_typed(typed: str) -> None:
    readings(typed)
    number_in_file(typed)
    from_percent(typed)


@given(st.decimals(-(10**20), 10**20, allow_nan=False, allow_infinity=False, places=6))
def test_a_number_is_written_as_it_can_be_read(number: Decimal) -> None:
    assert number_in_file(written(number)) == number


@pytest.mark.parametrize(
    ("said", "share"),
    [
        ("100", Fraction(1)),
        ("-50", Fraction(-1, 2)),
        ("33.33333", Fraction(1, 3)),
        ("33.3", Fraction(1, 3)),
        ("33", Fraction(1, 3)),
        ("66", Fraction(2, 3)),
        ("67", Fraction(2, 3)),
        ("-33.33333", Fraction(-1, 3)),
        ("16.66667", Fraction(1, 6)),
        ("14.28571", Fraction(1, 7)),
        ("12.5", Fraction(1, 8)),
        ("8.33", Fraction(1, 12)),
        ("30", Fraction(3, 10)),
        ("0", Fraction(0)),
        ("5", Fraction(1, 20)),
        ("much", None),
        ("1e9", None),
    ],
)
def test_a_percentage_means_an_exact_share(said, share) -> None:
    assert from_percent(said) == share


@given(st.integers(1, 20).flatmap(lambda n: st.integers(-n, n).map(lambda k: Fraction(k, n))))
def test_a_share_of_up_to_twenty_is_said_exactly(share: Fraction) -> None:
    assert is_sayable(share)
    assert from_percent(to_percent(share)) == share


LOOSE = {"case_sensitive": False, "forgiving": True}
PLAIN = {"case_sensitive": False, "forgiving": False}
STRICT = {"case_sensitive": True, "forgiving": False}


@pytest.mark.parametrize(
    ("typed", "accepted", "how"),
    [
        ("STRASSE", "Straße", PLAIN),
        ("it’s", "it's", PLAIN),
        ("new\n york", "New York", PLAIN),
        ("cafe\u0301", "café", STRICT),
        ("cafe", "café", LOOSE),
        ("مدرسه", "مَدرَسة", LOOSE),
        ("كتابي", "کتابی", LOOSE),
        ("١٢ درس", "12 درس", LOOSE),
        ("Photosynthesis in plants", "photo*plants", PLAIN),
        ("anything", "*", PLAIN),
        ("a*b", r"a\*b", PLAIN),
        ("ab", "a*b", PLAIN),
        ("a 1 b 2 c", "a*b*c", PLAIN),
    ],
)
def test_a_text_fits_however_it_is_typed(typed, accepted, how) -> None:
    assert fits(typed, accepted, **how)


@pytest.mark.parametrize(
    ("typed", "accepted", "how"),
    [
        ("cafe", "café", PLAIN),
        ("paris", "Paris", STRICT),
        ("axb", r"a\*b", PLAIN),
        ("aba", "ab*ba", PLAIN),
        ("a c", "a*b*c", PLAIN),
        ("foo.bar", "foo?bar", PLAIN),
        ("x" * 2_000, "*", PLAIN),
    ],
)
def test_a_text_does_not_fit_when_it_is_another(typed, accepted, how) -> None:
    assert not fits(typed, accepted, **how)


def test_many_stars_take_no_time() -> None:
    begun = time.perf_counter()
    assert not fits("a" * 999, "a*" * 400 + "b", **PLAIN)
    assert time.perf_counter() - begun < 1


def test_stars_are_not_shown() -> None:
    assert without_stars(r"photo*synthesis \* light") == "photo synthesis * light"
