"""E-mail addresses: the form in which they are kept, and whether mail could reach them."""

import re
import unicodedata

ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@.<>]+(\.[^\s@.<>]+)+")


def normal_email(text: str) -> str:
    """Return an address as it is kept; not casefolded, for ß is not ss in a mailbox."""
    return unicodedata.normalize("NFC", text).strip().lower()


def is_address(text: str) -> bool:
    """Return whether mail could reach this; whether it does, only a mail can tell."""
    return len(text) <= 254 and ADDRESS.fullmatch(normal_email(text)) is not None
