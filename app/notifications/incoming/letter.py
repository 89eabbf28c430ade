"""A mail as it came: who sent it, to which of our addresses, what it says and brings."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import default
from email.utils import getaddresses
from hashlib import sha256
from html.parser import HTMLParser

from app.accounts.addresses import normal_email
from app.notifications.incoming import bounces
from app.notifications.replies import Attachment

RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "pre", "ul", "ol", "table"}
UNSEEN = {"style", "script", "head", "blockquote"}
SPACES = re.compile(r"\s+")
IDENTITY = re.compile(r"<[!-;=?-~]{1,250}>")
BLANK = re.compile(r"[^\S\n]+(?=\n)")
EMPTY_LINES = re.compile(r"\n{3,}")
LONGEST = 40_000
"""Characters of a text that are looked at: more than anybody may post."""

MOST_BYTES = 50_000_000
MOST_OF_HEADERS = 64_000


class UnreadableError(Exception):
    """It is no mail as programs write it, and will be none when it is handed over again."""


@contextmanager
def _reading() -> Iterator[None]:
    """Say in one way that a mail is broken: the library stumbles over it in many."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, RecursionError) as error:
        raise UnreadableError from error
    except (AssertionError, TypeError, ValueError) as error:
        raise UnreadableError from error


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that came in; `to` is the address at which it was handed to us, if that is known."""

    message: EmailMessage
    raw: bytes
    to: str | None = None

    @property
    @_reading()
    def sender(self) -> str:
        """The address of who says they wrote it; none where several say so."""
        named = getaddresses([str(value) for value in self.message.get_all("From", [])])
        return normal_email(named[0][1]) if len(named) == 1 else ""

    @property
    @_reading()
    def recipients(self) -> list[str]:
        """Every address to which it may have come."""
        named = [str(value) for name in RECIPIENTS for value in self.message.get_all(name, [])]
        return [address for _, address in getaddresses([self.to or "", *named]) if address]

    @property
    @_reading()
    def identity(self) -> str:
        """What its program called it; empty where that is no name that a header can hold."""
        named = str(self.message.get("Message-ID", "")).strip()
        return named if IDENTITY.fullmatch(named) else ""

    @property
    @_reading()
    def fingerprint(self) -> str:
        """What tells it from other mails, on whichever way it comes again."""
        named = str(self.message.get("Message-ID", "")).strip()
        return sha256(named.encode(errors="replace") or self.raw).hexdigest()

    @property
    @_reading()
    def is_automatic(self) -> bool:
        """Whether a program wrote it: nothing may answer that, or two would never end."""
        said = self.message
        return (
            str(said.get("Auto-Submitted", "no")).strip().lower() != "no"
            or str(said.get("Precedence", "")).strip().lower() in ("bulk", "junk", "list")
            or str(said.get("Return-Path", "")).strip() == "<>"
            or said.get_content_type() == "multipart/report"
            or any(name in said for name in ("X-Autoreply", "X-Autorespond", "List-Id"))
        )

    @property
    @_reading()
    def text(self) -> str:
        """What it says, without what it quotes where only HTML says it."""
        part = self.message.get_body(("plain", "html"))
        if part is None:
            return ""
        content = _content(part)[: 2 * LONGEST]
        said = _words(content) if part.get_content_subtype() == "html" else content
        return _closed_up(said)[:LONGEST]

    @property
    @_reading()
    def failure(self) -> str | None:
        """Why it came back, if it is a mail of ours that did so for good."""
        return bounces.reason(self.message)

    @_reading()
    def attachments(self) -> Sequence[Attachment]:
        """Return the files that came with it."""
        parts = self.message.iter_attachments()
        found = ((part.get_filename(), part.get_payload(decode=True)) for part in parts)
        return [Attachment(n, content) for n, content in found if n and isinstance(content, bytes)]


@_reading()
def read(raw: bytes, to: str | None = None) -> Letter:
    """Return the mail in these bytes; UnreadableError for what is none, or larger than any."""
    headers = raw[: 2 * MOST_OF_HEADERS].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    if len(raw) > MOST_BYTES or len(headers) > MOST_OF_HEADERS:
        raise UnreadableError
    return Letter(message_from_bytes(raw, policy=default), raw, to)


def _content(part: MIMEPart) -> str:
    """Return a text in whatever it is written; a charset that nobody knows is read as UTF-8."""
    try:
        return str(part.get_content())
    except LookupError:
        payload = part.get_payload(decode=True)
        return payload.decode(errors="replace") if isinstance(payload, bytes) else ""


def _closed_up(text: str) -> str:
    """Return a text without long runs of empty lines, over which patterns take for ever."""
    return EMPTY_LINES.sub("\n\n", BLANK.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


class _Words(HTMLParser):
    """The words of a mail's HTML, without the mail that it quotes."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        quotes = "gmail_quote" in (dict(attrs).get("class") or "").split()
        if tag in UNSEEN or (quotes and tag == "div") or (self.unseen and tag == self.unseen[0]):
            self.unseen.append(tag)
        if tag in BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self.unseen and tag == self.unseen[-1]:
            self.unseen.pop()
        elif tag in BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.pieces.append(SPACES.sub(" ", data))


def _words(html: str) -> str:
    parser = _Words()
    parser.feed(html)
    parser.close()
    lines = "".join(parser.pieces).split("\n")
    return "\n".join(line.strip() for line in lines)
