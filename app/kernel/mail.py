"""Mail: written in the reader's language, sent by jobs, each saying why it came."""

import smtplib
import ssl
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from mailbox import Maildir
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Flask, current_app, render_template

from app.kernel import clock, i18n
from app.kernel.jobs import Event, record, subscribe

TIMEOUT = 20


@dataclass(frozen=True, slots=True)
class MailWritten(Event):
    """A mail that waits to be sent."""

    to: str
    subject: str
    text: str
    html: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Post:
    """Where mail goes: an SMTP server, or the demo's mailbox when `url` is None."""

    url: str | None
    sender: str
    mailbox: Path


def init_app(app: Flask, *, url: str | None, sender: str, data_dir: Path) -> None:
    """Say where mail goes."""
    app.extensions["post"] = Post(url, sender, data_dir / "mailbox")


def send(to: str, template: str, *, locale: str, **values: Any) -> None:
    """Write a mail from `emails/<template>.txt` and `.html` and leave it to the worker.

    The first line of the text template is the subject.
    """
    with i18n.speaking(locale) as spoken:
        text = render_template(f"emails/{template}.txt", **values)
        html = render_template(f"emails/{template}.html", spoken=spoken, **values)
    subject, _, body = text.strip().partition("\n")
    domain = post().sender.rpartition("@")[2]
    record(MailWritten(to, subject.strip(), body.strip() + "\n", html, make_msgid(domain=domain)))


def post() -> Post:
    """Return where mail goes."""
    found: Post = current_app.extensions["post"]
    return found


@subscribe(MailWritten, outside=True)
def deliver(mail: MailWritten) -> None:
    """Hand the mail to the server, or lay it in the demo's mailbox."""
    message = _message(mail)
    if post().url is None:
        Maildir(post().mailbox, create=True).add(message)
    else:
        _hand_over(message, post().url or "")


def _message(mail: MailWritten) -> EmailMessage:
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = f"Staffroom <{post().sender}>"
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def _hand_over(message: EmailMessage, url: str) -> None:
    """Send through smtp://, smtp+tls:// (STARTTLS required) or smtps://."""
    parts = urlsplit(url)
    host, port = parts.hostname or "localhost", parts.port
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(host, port or 587, timeout=TIMEOUT)
    with server:
        if parts.scheme == "smtp+tls":
            server.starttls(context=context)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)
