"""Mail: from the deed to the server."""

import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from sqlalchemy import select

from app.kernel import mail, worker
from app.kernel.db import session
from app.kernel.jobs import Job
from app.kernel.mail import MailWritten, Post
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

    async def handle_DATA(self, server, session, envelope):
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
