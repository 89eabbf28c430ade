"""What makes a password good, and how it is kept."""

import pytest
from argon2 import PasswordHasher

from app.accounts import passwords


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "пароль из пяти разных слов",
        "雨の日に三つの古い時計を直す先生たち",
        "umbrellas made of patient copper" * 8,
        "tK9!vPq2@Lm7#xRw",
    ],
)
def test_long_and_unusual_is_good_in_any_script(password):
    assert passwords.weakness(password, about=["Amina Diallo", "amina@school.example"]) is None


@pytest.mark.parametrize(
    "password",
    [
        "fourteen chars",
        "passwordpassword",
        "123456789012345",
        "aaaaaaaaaaaaaaaaaaaa",
        "qwertyuiopasdfgh",
        "Amina.Diallo.1987",
        "amina@school.example",
        "staffroomstaffroom",
        "x" * 513,
        "",
    ],
)
def test_short_common_or_personal_is_weak(password):
    assert passwords.weakness(password, about=["Amina Diallo", "amina@school.example"])


def test_the_length_is_counted_in_the_form_that_is_kept():
    assert "at least 15" in passwords.weakness("e\u0301" * 14, about=[])


def test_a_password_fits_its_own_hash_only():
    kept = passwords.hashed("lanterns over seven quiet rivers")

    assert passwords.is_right("lanterns over seven quiet rivers", kept)
    assert not passwords.is_right("lanterns over seven quiet river", kept)
    assert not passwords.is_right("lanterns over seven quiet rivers", None)
    assert not passwords.is_right("", None)
    assert not passwords.is_right("lanterns over seven quiet rivers", "no hash")


def test_the_same_letters_written_otherwise_fit():
    assert passwords.is_right("cafe\u0301 ﬁn", passwords.hashed("caf\u00e9 fin"))


def test_a_hash_of_weaker_settings_is_outdated():
    assert passwords.is_outdated(
        PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("x")
    )
    assert not passwords.is_outdated(passwords.hashed("x"))


def test_no_account_takes_as_much_work_as_one():
    assert not passwords.is_outdated(passwords.NOBODYS)
