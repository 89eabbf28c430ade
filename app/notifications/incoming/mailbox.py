"""A mailbox that is asked for new mail, by IMAP."""

import imaplib
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

log = logging.getLogger(__name__)

TIMEOUT = 30


def poll(url: str, take: Callable[[bytes], object]) -> int:
    """Hand each unseen mail of the mailbox to `take`; one that cannot be taken stays unseen."""
    parts = urlsplit(url)
    host = parts.hostname or "localhost"
    kind = imaplib.IMAP4_SSL if parts.scheme == "imaps" else imaplib.IMAP4
    port = parts.port or (993 if parts.scheme == "imaps" else 143)
    taken = 0
    with kind(host, port, timeout=TIMEOUT) as box:
        box.login(unquote(parts.username or ""), unquote(parts.password or ""))
        box.select(unquote(parts.path.strip("/")) or "INBOX")
        for uid in _unseen(box):
            taken += _hand_over(box, uid, take)
    return taken


def _unseen(box: imaplib.IMAP4) -> list[str]:
    _ok, found = box.uid("search", "UNSEEN")
    return [uid.decode() for uid in (found[0] or b"").split()]


def _hand_over(box: imaplib.IMAP4, uid: str, take: Callable[[bytes], object]) -> bool:
    _ok, parts = box.uid("fetch", uid, "(BODY.PEEK[])")
    raw = _content(parts)
    try:
        take(raw)
    except Exception:  # one broken mail must not keep the others waiting
        log.exception("mail could not be taken", extra={"uid": uid})
        return False
    box.uid("store", uid, "+FLAGS", r"(\Seen)")
    return True


def _content(parts: list[Any]) -> bytes:
    return next((bytes(part[1]) for part in parts if isinstance(part, tuple)), b"")
