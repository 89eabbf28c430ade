"""Mails about notices: soon, bundled, in the person's language, stopped at one press."""

from datetime import timedelta
from email.utils import parseaddr

import pytest
from sqlalchemy import select

from app.accounts import queries as accounts
from app.kernel.db import session, transaction
from app.kernel.jobs import Job, record
from app.kernel.mail import MailRefused
from app.notifications import Notice, Pace, actions, mailing, read_bundle, tokens
from app.notifications.events import NoticeMailDue, NoticeTidyingDue
from app.notifications.models import ReceivedMail
from tests.factories.notices import at_pace, told
from tests.mails import text_of

MINUTE = timedelta(minutes=1)


@pytest.fixture
def mailboxes(app, monkeypatch):
    """The house takes replies and bounces."""
    seal = app.extensions["notifications"]
    ours = tokens.Seal(seal.secret_key, "reply@in.example", "bounces@in.example")
    monkeypatch.setitem(app.extensions, "notifications", ours)


def test_a_mail_comes_a_minute_later_and_says_why(app, letters, mails, later, amina):
    told(amina)
    assert mails() == []
    later(MINUTE)

    (mail,) = mails()

    assert mail["To"] == amina.email
    assert mail["Subject"] == "Letters of thread:7"
    text = text_of(mail)
    assert "One letter in" in text
    assert "Letter 1 says hello." in text
    assert f"http://localhost/en/people/{amina.id}#1" in text
    assert "because you want to hear at once about: Letters." in text
    assert "http://localhost/en/account/notices" in text
    assert '<html lang="en" dir="ltr">' in text_of(mail, "html")
    assert "<img" not in text_of(mail, "html")


def test_a_mail_program_can_unsubscribe_at_one_press(app, letters, mails, later, client, amina):
    told(amina)
    later(MINUTE)
    (mail,) = mails()
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = mail["List-Unsubscribe"].strip(" <>").removeprefix("http://localhost")

    assert client.browser.post(link, data={"List-Unsubscribe": "One-Click"}).status_code == 200

    told(amina, subject_id=2, bundle="thread:8")
    later(MINUTE)
    assert mails() == []


def test_one_tap_in_the_mail_mutes_the_bundle(app, letters, mails, later, client, amina):
    told(amina)
    later(MINUTE)
    (mail,) = mails()
    lines = text_of(mail).splitlines()
    link = lines[lines.index("Hear nothing more of this one") + 1]

    client.get(link.removeprefix("http://localhost"))
    client.submit("Mute it", leads_to=link.removeprefix("http://localhost"))

    told(amina, subject_id=2)
    later(timedelta(hours=1))
    assert mails() == []


def test_what_comes_within_the_minute_is_one_mail(app, letters, mails, later, amina):
    told(amina, subject_id=1)
    told(amina, subject_id=2)
    later(MINUTE)

    (mail,) = mails()
    assert "2 letters in" in text_of(mail)


def test_later_ones_of_an_unread_bundle_wait_longer_and_stand_in_one_row(
    app, letters, mails, later, amina
):
    told(amina, subject_id=1)
    later(MINUTE)
    (first,) = mails()
    told(amina, subject_id=2)
    later(MINUTE)
    assert mails() == []
    later(timedelta(minutes=15))

    (second,) = mails()

    assert first["References"] == second["References"] == second["In-Reply-To"]
    assert first["Subject"] == second["Subject"]
    assert first["Message-ID"] != second["Message-ID"]
    assert first["List-Id"] == second["List-Id"]


def test_what_was_read_meanwhile_is_not_mailed(app, letters, mails, later, amina):
    told(amina)
    read_bundle("thread:7", actor=amina)
    later(MINUTE)

    assert mails() == []


def test_what_may_not_be_seen_any_more_is_not_mailed(app, letters, mails, later, amina):
    told(amina)
    letters["letters"] = False
    later(MINUTE)

    assert mails() == []


def test_a_pace_chosen_meanwhile_holds(app, letters, mails, later, amina):
    told(amina)
    at_pace(amina, "letter", Pace.NEVER)
    later(MINUTE)

    assert mails() == []


def test_a_kind_that_is_gone_and_a_notice_that_is_gone_are_no_mail(
    app, letters, mails, later, amina
):
    told(amina)
    record(NoticeMailDue(0))
    session.scalars(select(Notice)).one().kind = "gone"
    later(MINUTE)

    assert mails() == []


def test_a_retry_writes_no_second_mail(app, letters, mails, later, amina):
    told(amina)
    notice = session.scalars(select(Notice)).one()
    later(MINUTE)
    assert len(mails()) == 1

    with app.app_context(), transaction():
        mailing.mail_notice(NoticeMailDue(notice.id))

    assert mails() == []


def test_a_mail_is_in_the_language_and_direction_of_its_reader(app, letters, mails, later, nadia):
    told(nadia)
    later(MINUTE)

    (mail,) = mails()

    assert '<html lang="ar" dir="rtl">' in text_of(mail, "html")
    assert f"/ar/people/{nadia.id}#1" in text_of(mail)


def test_replies_and_bounces_go_to_signed_addresses(app, letters, mails, later, amina, mailboxes):
    told(amina)
    later(MINUTE)
    (mail,) = mails()

    _, reply = parseaddr(mail["Reply-To"])
    assert reply.startswith(f"reply+{amina.id}-letter-1-")
    assert len(reply.partition("@")[0]) <= 64
    assert "You can answer this mail" in text_of(mail)
    with app.app_context():
        assert tokens.read_reply_address(reply) == tokens.Answer(amina.id, "letter", "1")
        forged = reply.replace(f"+{amina.id}-", f"+{amina.id + 1}-")
        assert tokens.read_reply_address(forged) is None


def test_without_a_mailbox_nobody_is_asked_to_reply(app, letters, mails, later, amina):
    told(amina)
    later(MINUTE)
    (mail,) = mails()

    assert mail["Reply-To"] is None
    assert "You can answer" not in text_of(mail)


def test_an_address_that_the_server_refuses_gets_no_more_mail_and_its_person_is_told(
    app, letters, mails, later, client, amina
):
    record(MailRefused(amina.email, "550 no such mailbox"))
    record(MailRefused("stranger@school.example", "550 no such mailbox"))
    told(amina)
    later(MINUTE)

    assert mails() == []
    page = client.sign_in(amina).get("/en/")
    assert "Mail to you comes back" in page.text
    page = client.get(page.links["See why, and mend it"])
    assert "550 no such mailbox" in page.main

    client.submit("It is mended: send mail there again", leads_to="/en/account/notices")
    assert "comes back" not in client.get("/en/").text
    told(amina, subject_id=2, bundle="thread:8")
    later(MINUTE)
    assert len(mails()) == 1


def test_another_address_is_reached_at_once(letters, client, amina):
    actions.came_back(accounts.by_id(amina.id), "550")
    amina.email = "amina@elsewhere.example"

    assert "comes back" not in client.sign_in(amina).get("/en/").text


def test_what_is_old_is_forgotten(app, letters, run_jobs, later, amina):
    told(amina, bundle="thread:1")
    read_bundle("thread:1", actor=amina)
    told(amina, bundle="thread:2")
    session.add(ReceivedMail(fingerprint="0", at=later(timedelta())))
    record(NoticeTidyingDue(), after=timedelta(days=200))
    record(NoticeTidyingDue(), after=timedelta(days=400))
    later(timedelta(days=201))

    run_jobs()
    assert [one.bundle for one in session.scalars(select(Notice))] == ["thread:2"]
    assert session.scalars(select(ReceivedMail)).all() == []

    later(timedelta(days=200))
    run_jobs()
    assert session.scalars(select(Notice)).all() == []
    assert session.scalars(select(Job)).all() == []
