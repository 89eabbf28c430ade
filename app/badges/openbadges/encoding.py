"""How the standards write bytes, moments and hashes."""

import base64
import binascii
import hashlib
from datetime import UTC, datetime

from app.badges.openbadges.errors import Invalid

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
MOST_BASE58 = 1024
"""Decoding takes quadratic time; keys and signatures have fewer than 100 characters."""


def base64url(data: bytes) -> str:
    """Return base64url without padding (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """Return the bytes of unpadded base64url; anything else in it is refused."""
    try:
        standard = text.encode("ascii").translate(bytes.maketrans(b"-_", b"+/"))
        return base64.b64decode(standard + b"=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Invalid("not base64url") from error


def base58(data: bytes) -> str:
    """Return base58 in the alphabet of Bitcoin, without the multibase letter."""
    number, digits = int.from_bytes(data), ""
    while number:
        number, digit = divmod(number, 58)
        digits = BASE58[digit] + digits
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


def from_base58(text: str) -> bytes:
    """Return the bytes of base58."""
    if len(text) > MOST_BASE58:
        raise Invalid("too long for base58")
    number = 0
    for letter in text:
        if letter not in BASE58:
            raise Invalid("not base58")
        number = number * 58 + BASE58.index(letter)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def moment(when: datetime) -> str:
    """Return a moment as XML Schema's dateTimeStamp, in UTC and whole seconds."""
    if when.tzinfo is None:
        raise Invalid("a moment needs its zone")
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_moment(text: object) -> datetime:
    """Return the moment of a dateTimeStamp; one without a zone is refused."""
    if not isinstance(text, str):
        raise Invalid("not a moment")
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise Invalid("not a moment") from error
    if when.tzinfo is None:
        raise Invalid("a moment needs its zone")
    return when


def identity_hash(identity: str, salt: str) -> str:
    """Return the hash of an identity (IdentityHash in both standards)."""
    return f"sha256${hashlib.sha256((identity + salt).encode()).hexdigest()}"
