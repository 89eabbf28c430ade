"""People hear of messages, by mail too, and can answer from there."""

import re
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from sqlalchemy import select

from app import notifications
from app.kernel.db import session
from app.messages import actions
from app.messages.models import Message, Takes
from app.notifications import tokens
from app.notifications.incoming import Outcome, receive
from app.notifications.models import Notice
from tests.factories import messages
from tests.mails import text_of

HOME = "/en/messages"


@pytest.fixture
def talk(north, amina, boris):
    """What Amina has begun with Boris."""
    return messages.begun(amina, boris).conversation


@pytest.fixture
def replies(app, monkeypatch):
    """A network that takes answers by mail."""
    seal = app.extensions["notifications"]
    ours = tokens.Seal(seal.secret_key, "reply@in.example", "bounces@in.example")
    monkeypatch.setitem(app.extensions, "notifications", ours)
    with app.app_context():
        yield


@pytest.fixture
def notices(run_jobs):
    def of(person):
        run_jobs()
        found = session.scalars(select(Notice).where(Notice.user_id == person.id, Notice.is_unread))
        return [(one.kind, one.count) for one in found]

    return of


def answer(user, talk, text, **headers):
    mail = EmailMessage()
    mail["From"] = user.email
    mail["To"] = tokens.reply_address(user.id, f"message:{talk.id}")
    mail["Message-ID"] = headers.get("id", "<one@school.example>")
    mail.set_content(text)
    return mail


def taken_in(mail):
    session.commit()
    return receive(mail.as_bytes(policy=SMTP))


def test_the_others_are_told_once_however_much_is_written(client, notices, talk, amina, boris):
    messages.reply(talk, amina, "And a hose?")

    assert notices(boris) == [("message", 2)]
    assert notices(amina) == []
    page = client.sign_in(boris).get("/en/notices")
    assert "sent you 2 messages" in page.text


def test_reading_the_conversation_reads_the_notice(client, notices, talk, boris):
    notices(boris)
    client.sign_in(boris).get(f"{HOME}/{talk.id}")
    client.submit("Mark as read", status=303)

    assert notices(boris) == []


def test_what_was_read_before_the_job_ran_is_not_told(client, notices, talk, boris):
    client.sign_in(boris).get(f"{HOME}/{talk.id}")
    client.submit("Mark as read", status=303)

    assert notices(boris) == []


def test_who_muted_or_left_or_blocked_hears_nothing(
    client, notices, north, amina, boris, chidi, dana
):
    talk = messages.begun(amina, boris, chidi, dana).conversation
    client.sign_in(boris).get(f"{HOME}/{talk.id}")
    client.submit("Mute", leads_to=f"{HOME}/{talk.id}")
    assert "Tell me of new messages again" in client.follow().text
    assert "Conversation with" in client.get("/en/subscriptions").main
    actions.leave(messages.queries.get(chidi, talk.id), actor=messages.here(chidi))
    actions.block(messages.here(amina), actor=messages.here(dana))
    session.flush()
    notices(amina)
    session.execute(Notice.__table__.delete())
    messages.reply(talk, amina, "Are you there?")

    assert [notices(one) for one in (boris, chidi, dana)] == [[], [], []]


def test_a_mail_tells_of_it_in_the_readers_language(mails, later, replies, amina, nadia):
    talk = messages.begun(amina, nadia).conversation
    mails()
    later(timedelta(minutes=2))

    (mail,) = mails()

    assert mail["To"] == nadia.email
    assert mail["Reply-To"] == tokens.reply_address(nadia.id, f"message:{talk.id}")
    assert mail["List-Unsubscribe"]
    assert 'dir="rtl"' in text_of(mail, "html")
    assert "spare rain gauge" in text_of(mail)
    assert f"/ar/messages/{talk.id}" in text_of(mail)


def test_the_mail_mutes_the_conversation_at_one_press(client, mails, later, talk, amina, boris):
    mails()
    later(timedelta(minutes=2))
    (mail,) = mails()
    links = re.findall(r"http://localhost(/\S+unsubscribe/\S+)", text_of(mail))
    client.get(links[0])
    client.submit("Mute it", status=303)
    messages.reply(talk, amina, "And a hose?")
    later(timedelta(minutes=40))

    assert mails() == []
    assert notifications.level_of(boris.id, "conversation", talk.id) == "mute"


def test_who_left_before_the_mail_gets_none(mails, later, talk, boris):
    mails()
    actions.leave(messages.queries.get(boris, talk.id), actor=messages.here(boris))
    later(timedelta(minutes=2))

    assert mails() == []


def test_an_answer_by_mail_goes_into_the_conversation(replies, client, talk, amina, boris):
    mail = answer(boris, talk, "Yes, three of them.")
    mail.add_attachment(b"day;rain\n1;12\n", maintype="text", subtype="csv", filename="rain.csv")

    assert taken_in(mail) == Outcome.TAKEN
    assert taken_in(mail) == Outcome.REPEATED

    page = client.sign_in(amina).get(f"{HOME}/{talk.id}")
    assert "Yes, three of them." in page.main
    assert "rain.csv" in page.links
    assert len(session.scalars(select(Message)).all()) == 2


@pytest.mark.parametrize("how", ["blocked", "left", "stranger"])
def test_a_refused_answer_comes_back_with_the_reason(
    replies, mails, talk, amina, boris, chidi, how
):
    sender, reason = boris, "does not take messages"
    if how == "blocked":
        actions.block(messages.here(boris), actor=messages.here(amina))
    if how == "left":
        actions.leave(messages.queries.get(amina, talk.id), actor=messages.here(amina))
        reason = "Nobody else takes part"
    if how == "stranger":
        sender, reason = chidi, "not open to you any more"
    mails()

    assert taken_in(answer(sender, talk, "Yes, three.")) == Outcome.REFUSED

    (mail,) = mails()
    assert mail["To"] == sender.email
    assert reason in text_of(mail)
    assert "Yes, three." in text_of(mail)
    assert len(session.scalars(select(Message)).all()) == 1


def test_whom_one_cannot_answer_has_no_address_for_replies(mails, later, replies, talk, amina):
    mails()
    actions.choose(Takes.NOBODY, actor=messages.here(amina))
    session.commit()
    later(timedelta(minutes=2))

    (mail,) = mails()

    assert mail["Reply-To"] is None
