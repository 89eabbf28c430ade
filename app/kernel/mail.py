"""Mail: written in the reader's language, sent by jobs, each saying why it came."""

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime, make_msgid
from mailbox import Maildir
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Flask, current_app, render_template

from app.kernel import clock, i18n
from app.kernel.db import transaction
from app.kernel.jobs import Event, Turn, record, subscribe

TIMEOUT = 20
TRIES = 30
"""More than a day of a mail server that is away."""


class _Verbatim:
    """A header of addresses and identities: Python would encode a long one, and none would work."""

    max_count = None
    parse = UnstructuredHeader.parse
    value_parser = UnstructuredHeader.value_parser

    def fold(self, *, policy: EmailPolicy) -> str:
        """Return the header on one line."""
        return f"{getattr(self, 'name')}: {self}{policy.linesep}"  # noqa: B009  # given by a mixin


_headers = HeaderRegistry()
for _name in ("list-unsubscribe", "list-id", "in-reply-to", "references"):
    _headers.map_to_type(_name, _Verbatim)  # type: ignore[arg-type]  # it is mixed into one
POLICY = SMTP.clone(header_factory=_headers)


@dataclass(frozen=True, slots=True)
class MailWritten(Event):
    """A mail that waits to be sent."""

    to: str
    subject: str
    text: str
    html: str
    message_id: str
    headers: dict[str, str] = field(default_factory=dict)
    envelope: str | None = None
    """Where it comes back when nobody has the address; empty: nowhere. None: to the sender."""


@dataclass(frozen=True, slots=True)
class MailRefused(Event):
    """The server of the address says for good that nobody has it."""

    to: str
    reason: str


@dataclass(frozen=True, slots=True)
class Post:
    """Where mail goes: an SMTP server, or the demo's mailbox when `url` is None."""

    url: str | None
    sender: str
    mailbox: Path


def init_app(app: Flask, *, url: str | None, sender: str, data_dir: Path) -> None:
    """Say where mail goes."""
    app.extensions["post"] = Post(url, sender, data_dir / "mailbox")


def send(
    to: str,
    template: str,
    *,
    locale: str,
    headers: Mapping[str, str] | None = None,
    message_id: str | None = None,
    envelope: str | None = None,
    **values: Any,
) -> None:
    """Write a mail from `emails/<template>.txt` and `.html` and leave it to the worker.

    The first line of the text template is the subject.
    """
    with i18n.speaking(locale) as spoken:
        text = render_template(f"emails/{template}.txt", **values)
        html = render_template(f"emails/{template}.html", spoken=spoken, **values)
    subject, _, body = text.strip().partition("\n")
    identity = message_id or make_msgid(domain=domain())
    more = dict(headers or {})
    record(MailWritten(to, subject.strip(), f"{body.strip()}\n", html, identity, more, envelope))


def domain() -> str:
    """Return the domain of the sender, under which mails are named."""
    return post().sender.rpartition("@")[2]


def post() -> Post:
    """Return where mail goes."""
    found: Post = current_app.extensions["post"]
    return found


@subscribe(MailWritten, outside=True, tries=TRIES, turn=Turn.FIRST)
def deliver(mail: MailWritten) -> None:
    """Hand the mail to the server, or lay it in the demo's mailbox."""
    message = _message(mail)
    if post().url is None:
        Maildir(post().mailbox, create=True).add(message)
    else:
        _hand_over(message, post().url or "", mail.envelope)


def _message(mail: MailWritten) -> EmailMessage:
    message = EmailMessage(policy=POLICY)
    message["From"] = f"Staffroom <{post().sender}>"
    message["To"] = mail.to
    message["Subject"] = " ".join(mail.subject.split())  # a name may hold any end of line
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    for name, value in mail.headers.items():
        del message[name]
        message[name] = value
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def _hand_over(message: EmailMessage, url: str, envelope: str | None) -> None:
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
        try:
            server.send_message(message, from_addr=envelope)
        except smtplib.SMTPRecipientsRefused as refused:
            _give_up_if_final(message["To"], refused)


def _give_up_if_final(to: str, refused: smtplib.SMTPRecipientsRefused) -> None:
    """Try no more when the server says so for good; a mail has one recipient."""
    code, words = next(iter(refused.recipients.values()))
    if code < 500:
        raise refused
    with transaction():
        record(MailRefused(to, f"{code} {words.decode(errors='replace')}"))
