"""Mail that comes in: answers taken once or refused with the reason, and bounces."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest
from sqlalchemy import select

from app.kernel.db import session
from app.kernel.errors import Denied, Refused, Throttled
from app.notifications import register_reply, replies, tokens
from app.notifications.incoming import Outcome, receive
from app.notifications.models import Undeliverable
from tests.mails import text_of

QUOTED = "\n\nOn Mon, 2 Mar 2026 at 07:00, Staffroom <staffroom@localhost> wrote:\n> hello\n"


@pytest.fixture
def mailbox(app, monkeypatch):
    seal = app.extensions["notifications"]
    ours = tokens.Seal(seal.secret_key, "reply@in.example", "bounces@in.example")
    monkeypatch.setitem(app.extensions, "notifications", ours)
    with app.app_context():
        yield


@pytest.fixture
def taken(mailbox, monkeypatch):
    """What the tests' own room was handed: answers to letters."""
    monkeypatch.setattr(replies, "_handlers", {})
    found = []

    def take(person, payload, text, attachments, message):
        if "refuse" in text:
            raise Refused("Not after midnight.")
        if "hidden" in text:
            raise Denied
        if "often" in text:
            raise Throttled("Wait an hour.", 3600)
        found.append((person.name, payload, text, attachments))

    register_reply("letter", take)
    return found


def answer(user, to=None, **headers):
    message = EmailMessage()
    message["From"] = f"{user.name} <{user.email}>"
    message["To"] = to or tokens.reply_address(user.id, "letter:5")
    message["Subject"] = "Re: Letters"
    message["Message-ID"] = "<one@school.example>"
    for name, value in headers.items():
        del message[name.replace("_", "-")]
        message[name.replace("_", "-")] = value
    message.set_content("Yes, with bottles." + QUOTED)
    return message


def taken_in(message, **more):
    session.commit()
    return receive(message.as_bytes(policy=SMTP), **more)


def test_an_answer_goes_to_the_room_without_what_it_quotes(taken, amina):
    message = answer(amina)
    message.add_attachment(b"rain;12", maintype="text", subtype="csv", filename="pluie été.csv")

    assert taken_in(message) == Outcome.TAKEN

    ((name, payload, text, files),) = taken
    assert (name, payload, text) == (amina.name, "5", "Yes, with bottles.")
    assert [(one.name, one.content) for one in files] == [("pluie été.csv", b"rain;12")]


def test_a_mail_that_is_handed_over_twice_acts_once(taken, mails, amina):
    assert taken_in(answer(amina)) == Outcome.TAKEN
    again = answer(amina)
    again["Received"] = "by another server"

    assert taken_in(again) == Outcome.REPEATED

    assert len(taken) == 1


def test_a_refused_answer_is_answered_with_the_reason_and_their_words(taken, mails, amina):
    message = answer(amina)
    message.set_content("Please refuse this." + QUOTED)

    assert taken_in(message) == Outcome.REFUSED
    assert taken_in(message) == Outcome.REPEATED

    (mail,) = mails()
    assert mail["To"] == amina.email
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["In-Reply-To"] == "<one@school.example>"
    assert "Not after midnight." in text_of(mail)
    assert "Please refuse this." in text_of(mail)
    assert "hello" not in text_of(mail)


def test_a_refusal_is_in_the_language_of_its_reader(taken, mails, nadia):
    message = answer(nadia)
    message.set_content("refuse")
    taken_in(message)

    (mail,) = mails()
    assert 'dir="rtl"' in text_of(mail, "html")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("often", "Wait an hour."),
        ("hidden", "not open to you any more"),
        ("> only quoted", "no words of yours"),
    ],
)
def test_the_reason_is_one_that_helps(taken, mails, amina, words, reason):
    message = answer(amina)
    message.set_content(words)
    assert taken_in(message) == Outcome.REFUSED

    (mail,) = mails()
    assert reason in text_of(mail)


def test_a_room_that_takes_no_answers_any_more_is_said(taken, mails, amina):
    to = tokens.reply_address(amina.id, "parcel:5")
    assert taken_in(answer(amina, to)) == Outcome.REFUSED

    (mail,) = mails()
    assert "does not take answers any more" in text_of(mail)


def test_an_address_works_for_its_person_alone(taken, mails, amina, boris):
    theirs = tokens.reply_address(amina.id, "letter:5")
    assert taken_in(answer(boris, theirs)) == Outcome.REFUSED

    (mail,) = mails()
    assert mail["To"] == boris.email
    assert "Answer from the address to which our mail came" in text_of(mail)
    assert taken == []


def test_a_forged_address_is_refused_and_nothing_of_the_mail_is_sent_on(taken, mails, amina):
    forged = tokens.reply_address(amina.id, "letter:5").replace("letter-5", "letter-6")
    assert taken_in(answer(amina, forged)) == Outcome.REFUSED

    (mail,) = mails()
    assert "not whole, or not one of ours" in text_of(mail)
    assert "bottles" not in text_of(mail)


def test_a_stranger_gets_no_mail_from_us(taken, mails, amina):
    message = answer(amina, "reply+1-letter-5-nonsense@in.example", From="x@elsewhere.example")
    assert taken_in(message) == Outcome.REFUSED

    assert mails() == []


def test_nobody_else_gets_a_mail_from_us_by_an_address_that_is_signed(taken, mails, amina):
    message = answer(amina, From="x@elsewhere.example")
    assert taken_in(message) == Outcome.REFUSED

    assert mails() == []


def test_another_member_gets_no_words_of_whoever_uses_their_name(taken, mails, amina, boris):
    message = answer(amina, From=boris.email)
    assert taken_in(message) == Outcome.REFUSED

    (mail,) = mails()
    assert mail["To"] == boris.email
    assert "bottles" not in text_of(mail)


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"Return_Path": "<>"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<teachers.example>"},
    ],
)
def test_programs_are_neither_taken_nor_answered(taken, mails, amina, headers):
    assert taken_in(answer(amina, **headers)) == Outcome.IGNORED
    forged = answer(amina, "reply+1-letter-5-x@in.example", Message_ID="<2@x>", **headers)
    assert taken_in(forged) == Outcome.IGNORED

    assert taken == []
    assert mails() == []


def test_a_pipe_may_say_the_address_that_the_mail_does_not(taken, amina):
    message = answer(amina, "undisclosed@school.example")

    assert taken_in(message, to=tokens.reply_address(amina.id, "letter:5").upper()) == "taken"


def test_a_mail_to_somebody_else_is_none_of_ours(taken, amina):
    assert taken_in(answer(amina, "someone@in.example")) == Outcome.IGNORED
    assert taken_in(answer(amina, "reply+1-x@elsewhere.example", Message_ID="<2@x>")) == "ignored"


REPORT = """\
From: MAILER-DAEMON@mx.example
To: {to}
Return-Path: <>
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; amina.diallo@school.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} No such
 user here
--b
Content-Type: message/rfc822

Subject: Letters

hello
--b--
"""


def came_back(user, action="failed", status="5.1.1", to=None):
    session.commit()
    to = to or tokens.bounce_address(user.id, user.email)
    return receive(REPORT.format(to=to, action=action, status=status).encode())


def test_a_mail_that_comes_back_for_good_stops_mail(mailbox, mails, amina):
    assert came_back(amina) == Outcome.CAME_BACK

    (found,) = session.scalars(select(Undeliverable))
    assert (found.user_id, found.email) == (amina.id, amina.email)
    assert found.reason == "550 5.1.1 No such user here"
    assert mails() == []


@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("delayed", "4.4.1"),
        ("failed", "4.4.7"),
        ("failed", "5.2.2"),
        ("failed", "5.7.1"),
        ("relayed", "2.0.0"),
    ],
)
def test_what_may_yet_arrive_stops_nothing(mailbox, amina, action, status):
    assert came_back(amina, action, status) == Outcome.IGNORED

    assert session.scalars(select(Undeliverable)).all() == []


def test_a_forged_bounce_stops_nothing(mailbox, amina, boris):
    forged = tokens.bounce_address(boris.id, boris.email).replace(f"+{boris.id}-", f"+{amina.id}-")

    assert came_back(amina, to=forged) == Outcome.IGNORED
    assert came_back(amina, to=tokens.bounce_address(0, "x@y.example")) == Outcome.IGNORED


def test_a_reference_that_no_address_can_hold_has_none(mailbox, amina):
    for reference in (None, "letter", "letter:x-1", "Letter:1", "letter:1 2"):
        assert tokens.reply_address(amina.id, reference) is None
    for address in ("reply+x@in.example", "reply+-@in.example", "reply+1@in.example"):
        assert tokens.read_reply_address(address) is None


def test_mail_to_a_former_address_that_comes_back_stops_nothing(mailbox, amina):
    former = tokens.bounce_address(amina.id, "old@school.example")

    assert came_back(amina, to=former) == Outcome.IGNORED
