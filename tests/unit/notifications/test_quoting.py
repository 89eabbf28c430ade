"""What people wrote, out of answers as mail programs send them."""

import pytest

from app.notifications.incoming import letter
from app.notifications.incoming.quoting import own_words

OURS = {"staffroom@school.example", "reply+3-post-9-abc@in.example"}


@pytest.mark.parametrize(
    "heading",
    [
        "On Mon, 2 Mar 2026 at 07:00, Staffroom <staffroom@school.example> wrote:",
        "On Mon, 2 Mar 2026 at 07:00, Staffroom\n<reply+3-post-9-abc@in.example> wrote:",
        "Le lun. 2 mars 2026 à 07:00, Staffroom <staffroom@school.example> a écrit :",
        "في الاثنين، 2 مارس 2026 في 7:00 ص كتب Staffroom <staffroom@school.example>:",
        "सोम, 2 मार्च 2026 को 7:00 am बजे को Staffroom <staffroom@school.example> ने लिखा:",
        "пн, 2 мар. 2026 г. в 07:00, Staffroom <STAFFROOM@school.example>:",
        "Am 02.03.26 um 07:00 schrieb Staffroom:",
    ],
)
def test_only_what_stands_above_the_quoted_mail_is_theirs(heading):
    mine = "Yes, with bottles.\n\n* one\n* two\n\nThanks,\nAmina"

    assert own_words(f"{mine}\r\n\r\n{heading}\r\n\r\n> One letter\r\n> hello\r\n", OURS) == mine


def test_what_they_say_about_our_address_stays_theirs():
    text = "Write to staffroom@school.example if it rains.\nSee you in 2027.\n"

    assert own_words(text, OURS) == text.strip()


def test_a_signature_goes_and_so_do_quoted_lines_between():
    assert own_words("> did it rain?\nYes.\n\n-- \nAmina\nThiès\n", OURS) == "Yes."


def test_nothing_above_the_quotation_is_nothing():
    assert own_words("On Mon, 2 Mar 2026, Staffroom wrote:\n> hello\n", OURS) == ""


def test_a_mail_of_html_alone_is_read_without_what_it_quotes():
    raw = (
        b"Content-Type: text/html; charset=utf-8\n\n"
        b"<style>p{}</style><p>Yes,<br>with <b>bottles</b></p><div class='gmail_quote'>"
        b"<div>On Monday</div><blockquote>old</blockquote></div><p>And rain.</p>"
    )

    text = letter.read(raw).text

    assert own_words(text, OURS) == "Yes,\nwith bottles\n\nAnd rain."


def test_a_mail_without_words_has_none():
    assert letter.read(b"Content-Type: image/png\n\nx").text == ""
