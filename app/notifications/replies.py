"""What rooms do with answers that come by mail."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from app.accounts.models import User


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail."""

    name: str
    content: bytes


Handler = Callable[[User, str, str, Sequence[Attachment], EmailMessage], None]

_handlers: dict[str, Handler] = {}


def register_reply(prefix: str, handler: Handler) -> None:
    """Take answers to mails whose `Told.reference` is `prefix:payload`.

    The handler gets person, payload, text without what it quotes, attachments and the mail. It
    raises Refused with the reason that the person is sent, and checks what the person may do.
    """
    _handlers[prefix] = handler


def handler_of(prefix: str) -> Handler | None:
    """Return what takes answers of this kind; None when no room does any more."""
    return _handlers.get(prefix)
