"""What travels in mails and comes back: signed, for one purpose, and short where it is an address.

A link to mute or unsubscribe names a person and what it is for. An address for replies names a
person and what they answer; the address to which mail bounces names the person whose mailbox it
was. Local parts of addresses are not case-sensitive everywhere, so these are written in lower case.
"""

import hmac
import re
from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha256

from flask import Flask, current_app
from itsdangerous import BadSignature, URLSafeSerializer

PLUS = re.compile(r"\+([a-z0-9-]{1,60})@", re.IGNORECASE)
NUMBER = re.compile(r"[0-9]{1,18}")
REFERENCE = re.compile(r"([a-z]{1,12}):([0-9]{1,19})")


@dataclass(frozen=True, slots=True)
class Seal:
    """The secret that signs, and the addresses whose mail is handed to us; None where none is."""

    secret_key: str
    replies: str | None
    bounces: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address for replies says: who answers, and what."""

    user_id: int
    prefix: str
    payload: str


def init_app(app: Flask, *, secret_key: str, replies: str | None, bounces: str | None) -> None:
    """Say what signs, and where mail comes back."""
    app.extensions["notifications"] = Seal(secret_key, replies, bounces)


def seal() -> Seal:
    """Return what signs in this app."""
    found: Seal = current_app.extensions["notifications"]
    return found


def stop_token(user_id: int, what: str) -> str:
    """Return a token that stops mail to a person: `kind:reply`, `bundle:thread:12`, `digest:`."""
    return str(_serializer().dumps([user_id, what]))


def read_stop_token(token: str) -> tuple[int, str] | None:
    """Return the person and what stops; None for a token that we have not signed."""
    try:
        user_id, what = _serializer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return int(user_id), str(what)


def reply_address(user_id: int, reference: str | None) -> str | None:
    """Return where an answer to a mail goes; None where replies by mail are not taken."""
    found = REFERENCE.fullmatch(reference or "")
    if found is None:
        return None
    return _signed_address(seal().replies, f"{user_id}-{found[1]}-{found[2]}", "reply")


def read_reply_address(address: str) -> Answer | None:
    """Return who answers what; None for an address that we have not signed."""
    parts = _read_signed(address, seal().replies, "reply")
    if parts is None or len(parts) != 3:
        return None
    return Answer(int(parts[0]), parts[1], parts[2])


def bounce_address(user_id: int, email: str) -> str | None:
    """Return where mail to this address of the person comes back if nobody has it any more."""
    return _signed_address(seal().bounces, str(user_id), f"bounce {email}")


def bounced_person(address: str) -> int | None:
    """Return whose mail an address says has come back; `is_bounce_of` tells whether it may."""
    parts = _parts(address, seal().bounces)
    is_one = parts is not None and len(parts) == 2 and NUMBER.fullmatch(parts[0]) is not None
    return int(parts[0]) if parts and is_one else None


def is_bounce_of(address: str, user_id: int, email: str) -> bool:
    """Return whether we have signed the address for mail to just this mailbox of the person."""
    return (bounce_address(user_id, email) or "").casefold() == address.casefold()


def is_reply_address(address: str) -> bool:
    """Return whether a mail to this address is meant as an answer, signed or not."""
    return _parts(address, seal().replies) is not None


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(seal().secret_key, salt="staffroom stop")


def _mac(said: str, purpose: str) -> str:
    key = sha256(f"staffroom {seal().secret_key}".encode()).digest()
    digest = hmac.digest(key, f"{purpose} {said}".encode(), "sha256")
    return b32encode(digest[:15]).decode().lower()


def _signed_address(base: str | None, said: str, purpose: str) -> str | None:
    if base is None:
        return None
    local, _, domain = base.partition("@")
    return f"{local}+{said}-{_mac(said, purpose)}@{domain}"


def _parts(address: str, base: str | None) -> list[str] | None:
    """Return what stands behind the plus of one of our addresses."""
    found = PLUS.search(address)
    if base is None or found is None:
        return None
    is_ours = PLUS.sub("@", address).casefold() == base.casefold()
    return found[1].lower().split("-") if is_ours else None


def _read_signed(address: str, base: str | None, purpose: str) -> list[str] | None:
    parts = _parts(address, base)
    if not parts:
        return None
    *said, mac = parts
    if not said or not said[0].isdecimal():
        return None
    return said if hmac.compare_digest(_mac("-".join(said), purpose), mac) else None
