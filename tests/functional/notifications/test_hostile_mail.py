"""Mail that is made to break what reads it, or to keep it busy."""

import time

import pytest
from sqlalchemy import select

from app.kernel.db import session
from app.notifications import tokens
from app.notifications.incoming import Outcome, receive
from app.notifications.models import Undeliverable
from tests.functional.notifications.test_incoming import answer, mailbox, taken, taken_in

__all__ = ["mailbox", "taken"]

DEPTH = 3_000


def raw(user, rest, **headers):
    named = {"From": user.email, "To": tokens.reply_address(user.id, "letter:5")} | headers
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items()]
    session.commit()
    return receive("\n".join([*lines, rest]).encode())


def nested():
    parts = (f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n" for n in range(DEPTH))
    return "\n".join(["Content-Type: multipart/mixed; boundary=b0\n", *parts])


@pytest.mark.parametrize(
    "rest",
    [nested(), "Content-Type: message/rfc822\n\n" * DEPTH],
    ids=["parts", "mails"],
)
def test_a_mail_in_a_mail_in_a_mail_is_left_aside(taken, mails, amina, rest):
    assert raw(amina, rest) == Outcome.UNREADABLE

    assert taken == []
    assert mails() == []


@pytest.mark.parametrize(
    "to",
    [
        "(" * DEPTH + "reply@in.example" + ")" * DEPTH,
        "=?utf-8?q?=0D=0ABcc:x@y.example?= <reply@in.example>",
        ", ".join(f"a{number}@b.example" for number in range(10_000)),
    ],
    ids=["comments", "line ends", "thousands"],
)
def test_a_heading_that_no_program_writes_is_left_aside(taken, amina, to):
    assert raw(amina, "\nhello", To=to) == Outcome.UNREADABLE


def test_an_address_with_a_number_that_no_database_holds_is_nobody_s(taken, amina):
    to = f"bounces+{'9' * 40}-abc@in.example"

    assert raw(amina, "\nhello", To=to) == Outcome.IGNORED
    assert session.scalars(select(Undeliverable)).all() == []


def test_a_charset_that_nobody_knows_is_read_all_the_same(taken, amina):
    assert raw(amina, "Content-Type: text/plain; charset=nonsense\n\nhello") == Outcome.TAKEN

    assert taken[0][2] == "hello"


@pytest.mark.parametrize(
    "text",
    ["\n \n" * 30_000 + "x", "On " * 13_000, "Le " * 13_000, "<div>" * 30_000],
    ids=["blanks", "English", "French", "HTML"],
)
def test_no_text_keeps_us_busy_for_long(taken, amina, text):
    kind = "html" if text.startswith("<") else "plain"
    began = time.monotonic()

    raw(amina, f"Content-Type: text/{kind}\n\n{text}")

    assert time.monotonic() - began < 10


def test_a_long_line_above_a_quotation_stays_whole(taken, amina):
    message = answer(amina)
    words = "On the roof there is wind. " * 40
    message.set_content(f"{words}\n\nOn Mon, 2 Mar 2026, Ann <a@b.example> wrote:\n> hello\n")
    assert taken_in(message) == Outcome.TAKEN

    assert taken[0][2] == words.strip()


def test_a_mail_of_two_authors_is_of_neither(taken, mails, amina, boris):
    assert taken_in(answer(amina, From=f"{amina.email}, {boris.email}")) == Outcome.REFUSED

    assert mails() == []
    assert taken == []


def test_a_name_of_a_mail_that_is_none_is_not_repeated(taken, mails, amina):
    assert raw(amina, "\nrefuse", Message_ID="=?utf-8?q?=0D=0ABcc:x@y.example?=") == "refused"

    (mail,) = mails()
    assert mail["In-Reply-To"] is None
