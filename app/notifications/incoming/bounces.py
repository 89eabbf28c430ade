"""Mail of ours that came back: whether for good, and in whose words."""

import re
from email.message import EmailMessage, Message

CODE = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
NOT_THE_ADDRESS = ("5.2.2", "5.2.3", "5.3.", "5.6.", "5.7.")
"""A full mailbox, a mail too large, a server that is full or takes it for spam: it is not dead."""

NOBODY = ("550", "551", "553")


def is_final(said: str) -> bool:
    """Return whether a server's words mean that nobody has the address."""
    code = CODE.search(said)
    if code is None:
        return said.lstrip().startswith(NOBODY)
    return code[1] == "5" and not code[0].startswith(NOT_THE_ADDRESS)


def reason(message: EmailMessage) -> str | None:
    """Return the words with which a mail came back for good; None when it may yet arrive."""
    for report in _reports(message):
        failed = str(report.get("Action", "")).strip().lower() == "failed"
        status = str(report.get("Status", "")).strip()
        if failed and is_final(status):
            words = str(report.get("Diagnostic-Code", "")).partition(";")[2]
            return " ".join(words.split()) or status
    return None


def _reports(message: EmailMessage) -> list[Message]:
    """Return what a delivery report says of each recipient (RFC 3464)."""
    found: list[Message] = []
    for part in message.walk():
        payload = part.get_payload()
        if part.get_content_type() == "message/delivery-status" and isinstance(payload, list):
            found += [one for one in payload if isinstance(one, Message)]
    return found
