"""Mail: from the deed to the server."""

import socket
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from sqlalchemy import select

from app.kernel import db, mail, worker
from app.kernel.db import session
from app.kernel.jobs import Job
from app.kernel.mail import MailRefused, MailWritten, Post
from tests.mails import text_of

LETTER = MailWritten(
    "Борис <boris@school.example>",
    "Ваш пароль изменён — नमस्ते",
    "Здравствуйте!\n",
    "<p>Здравствуйте!</p>",
    "<1@school.example>",
)


class Received:
    """An SMTP server's memory."""

    def __init__(self):
        self.letters = []
        self.raw = []
        self.answers = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.answers:
            return self.answers.pop()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.raw.append((envelope.content, envelope.mail_from))
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def server():
    received = Received()

    def authenticate(server, session, envelope, mechanism, data):
        return AuthResult(success=data.password == b"s3cret/", handled=False)

    with socket.create_server(("127.0.0.1", 0)) as free:
        received.port = free.getsockname()[1]
    controller = Controller(
        received,
        hostname="127.0.0.1",
        port=received.port,
        authenticator=authenticate,
        auth_require_tls=False,
    )
    controller.start()
    yield received
    controller.stop()


@pytest.fixture
def sent_through(app, config, monkeypatch):
    def deliver(letter, url):
        post = Post(url, "staffroom@school.example", config.data_dir / "mailbox")
        monkeypatch.setitem(app.extensions, "post", post)
        with app.app_context():
            mail.deliver(letter)

    return deliver


def test_a_mail_reaches_the_server_in_any_script(server, sent_through):
    sent_through(LETTER, f"smtp://127.0.0.1:{server.port}")

    (letter,) = server.letters
    assert letter["Subject"] == LETTER.subject
    assert letter["To"] == LETTER.to
    assert letter["From"] == "Staffroom <staffroom@school.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"] == "<1@school.example>"
    assert text_of(letter).strip() == LETTER.text.strip()
    assert "<p>" in text_of(letter, "html")


def test_a_server_may_ask_who_we_are(server, sent_through):
    sent_through(LETTER, f"smtp://house:s3cret%2F@127.0.0.1:{server.port}")

    assert len(server.letters) == 1


def test_a_wrong_word_at_the_server_is_an_error(server, sent_through):
    with pytest.raises(OSError, match="535"):
        sent_through(LETTER, f"smtp://house:wrong@127.0.0.1:{server.port}")


def test_nothing_is_sent_in_the_clear_where_encryption_was_asked_for(server, sent_through):
    with pytest.raises(OSError):
        sent_through(LETTER, f"smtp+tls://127.0.0.1:{server.port}")
    with pytest.raises(OSError):
        sent_through(LETTER, f"smtps://127.0.0.1:{server.port}")

    assert server.letters == []


def test_a_mail_is_kept_for_later_while_the_server_is_away(app, config, monkeypatch):
    post = Post("smtp://127.0.0.1:9", "staffroom@school.example", config.data_dir / "mailbox")
    monkeypatch.setitem(app.extensions, "post", post)
    with app.app_context():
        mail.send(
            "amina@school.example",
            "password-changed",
            locale="en",
            name="Amina",
            address="amina@school.example",
        )
        session.commit()

        worker.run_all()

    job = session.scalar(select(Job))
    assert job.attempts == 1
    assert "refused" in job.last_error.lower()


def test_without_a_server_mail_lies_in_the_mailbox_of_the_demo(app, mails):
    with app.app_context():
        mail.send(
            "amina@school.example",
            "password-changed",
            locale="fr",
            name="Amina",
            address="amina@school.example",
        )

    (letter,) = mails()

    assert letter["To"] == "amina@school.example"
    assert '<html lang="fr" dir="ltr">' in text_of(letter, "html")
    assert "amina@school.example" in text_of(letter)


def test_long_addresses_in_headers_travel_as_they_are(server, sent_through):
    link = f"<https://school.example/en/mail/unsubscribe/{'a-_.' * 30}>"
    root = f"<{'thread-7' * 12}@school.example>"
    headers = {"List-Unsubscribe": link, "References": root, "Reply-To": "reply+1@school.example"}
    sent_through(replace(LETTER, headers=headers), f"smtp://127.0.0.1:{server.port}")

    ((raw, _sender),) = server.raw

    assert f"List-Unsubscribe: {link}\r\n".encode() in raw
    assert f"References: {root}\r\n".encode() in raw
    assert server.letters[0]["Reply-To"] == "reply+1@school.example"


@pytest.mark.parametrize(
    ("envelope", "said"),
    [
        (None, "staffroom@school.example"),
        ("bounces+1@school.example", "bounces+1@school.example"),
        ("", "<>"),
    ],
)
def test_a_mail_comes_back_to_where_it_says(server, sent_through, envelope, said):
    sent_through(replace(LETTER, envelope=envelope), f"smtp://127.0.0.1:{server.port}")

    ((_raw, sender),) = server.raw
    assert sender == said


def test_an_address_that_nobody_has_is_not_tried_again(app, server, sent_through, monkeypatch):
    given_up = []
    monkeypatch.setattr(mail, "record", given_up.append)
    server.answers = ["550 5.1.1 nobody here"]

    sent_through(LETTER, f"smtp://127.0.0.1:{server.port}")

    assert given_up == [MailRefused(LETTER.to, "550 5.1.1 nobody here")]


def test_a_mailbox_that_is_full_is_tried_again(server, sent_through):
    server.answers = ["452 4.2.2 full"]

    with pytest.raises(OSError, match="full"):
        sent_through(LETTER, f"smtp://127.0.0.1:{server.port}")


def test_mail_survives_hours_without_a_server_and_comes_once(
    app, config, server, house, monkeypatch, later
):
    address = "staffroom@school.example"
    box = config.data_dir / "mailbox"
    monkeypatch.setitem(app.extensions, "post", Post("smtp://127.0.0.1:9", address, box))
    with app.app_context():
        with db.transaction():
            for name in ("amina", "boris"):
                to = f"{name}@school.example"
                mail.send(to, "password-changed", locale="en", name=name, address=to)
        for _hour in range(12):
            worker.run_all()
            later(timedelta(hours=1))
        assert server.letters == []

        url = f"smtp://127.0.0.1:{server.port}"
        monkeypatch.setitem(app.extensions, "post", Post(url, address, box))
        for _hour in range(3):
            worker.run_all()
            later(timedelta(hours=1))

    assert sorted(letter["To"] for letter in server.letters) == [
        "amina@school.example",
        "boris@school.example",
    ]


def test_a_name_with_an_end_of_line_keeps_no_mail_back(app):
    with app.app_context():
        message = mail._message(replace(LETTER, subject="Conversation with A\u2028B\x0bC"))

    assert message["Subject"] == "Conversation with A B C"
