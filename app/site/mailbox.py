"""The demo's mailbox, `/dev/mail`: every mail that would have been sent, where none can be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from mailbox import Maildir

from flask import Blueprint, Flask, Response, make_response, render_template

from app.kernel.access import public
from app.kernel.mail import post

bp = Blueprint("mailbox", "app.site", template_folder="templates")

SHOWN = 50
ADDRESS = re.compile(r"(https?://\S+)")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as a person reads it; every second piece of a paragraph is an address to follow."""

    subject: str
    to: str
    sent_at: datetime
    paragraphs: list[list[str]]


def init_app(app: Flask) -> None:
    """Open the mailbox: only where mail goes nowhere else, for it shows everybody's links."""
    app.register_blueprint(bp)


@bp.get("/dev/mail")
@public
def letters() -> Response:
    """Show the newest mails."""
    newest = sorted(_letters(), key=lambda letter: letter.sent_at, reverse=True)[:SHOWN]
    response = make_response(render_template("site/mailbox.html", letters=newest))
    response.headers["Cache-Control"] = "no-store"
    return response


def _letters() -> Iterator[Letter]:
    for kept in Maildir(post().mailbox, create=True):
        yield _read(message_from_bytes(kept.as_bytes(), policy=policy.default))


def _read(message: EmailMessage) -> Letter:
    body = message.get_body(("plain",))
    text = str(body.get_content()) if body else ""
    return Letter(
        subject=str(message["Subject"]),
        to=str(message["To"]),
        sent_at=parsedate_to_datetime(str(message["Date"])),
        paragraphs=[ADDRESS.split(part) for part in text.split("\n\n") if part.strip()],
    )
