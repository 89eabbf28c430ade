"""Reading the mails that were sent, as their receivers do."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from mailbox import Maildir
from pathlib import Path
from urllib.parse import urlsplit


def taken_from(folder: Path) -> list[EmailMessage]:
    """Return the mails in a demo's mailbox, and empty it."""
    box = Maildir(folder, create=True)
    found = [message_from_bytes(kept.as_bytes(), policy=policy.default) for kept in box]
    box.clear()
    return found


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    """Return the words of a mail, or its HTML."""
    part = mail.get_body((kind,))
    assert part is not None, f"the mail has no {kind} part"
    return str(part.get_content())


def link_in(mail: EmailMessage) -> str:
    """Return the path of the first link, which must lead to our own address."""
    found = re.search(r"https?://\S+", text_of(mail))
    assert found, f"no link in {text_of(mail)}"
    parts = urlsplit(found[0])
    assert parts.netloc == "localhost", f"the link leads away: {found[0]}"
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
