"""Writing the mails: why each came, how to stop it, and where an answer to it goes."""

from collections.abc import Sequence
from typing import Any

from app.accounts.models import User
from app.kernel import mail
from app.kernel.i18n import speaking
from app.kernel.urls import base_url, external
from app.notifications import tokens
from app.notifications.kinds import Kind, Told
from app.notifications.models import Notice
from app.notifications.subscriptions import target_of

Part = tuple[str, list[Told]]
"""A part of a digest: its label and what is in it."""


def write_notice(person: User, notice: Notice, kind: Kind, told: Told) -> None:
    """Write the mail that tells of one notice, in a row with the others of its bundle."""
    first = f"<{_plain(notice.bundle)}@{mail.domain()}>"
    reply_to = tokens.reply_address(person.id, told.reference)
    with speaking(person.locale):
        stop = _stop_link(person, f"kind:{kind.name}")
        mute = _stop_link(person, f"bundle:{notice.bundle}")
    headers = _stopping(stop) | {
        "List-Id": f"<{_plain(kind.name)}.notices.{mail.domain()}>",
        "In-Reply-To": first,
        "References": first,
    }
    _send(
        person,
        "notifications/notice",
        headers=headers | ({"Reply-To": reply_to} if reply_to else {}),
        message_id=f"<notice-{notice.id}-{notice.count}@{mail.domain()}>",
        told=told,
        subject=_subject(told.about or told.sentence),
        link=f"{base_url()}{told.path}",
        kind=kind,
        mute=mute if target_of(notice.bundle) else None,
        stop=stop,
        can_reply=reply_to is not None,
    )


def write_digest(person: User, parts: Sequence[Part], *, weekly: bool, more: int) -> None:
    """Write a digest of these parts; `more` notices did not find room in it."""
    with speaking(person.locale):
        stop = _stop_link(person, "digest:")
    _send(
        person,
        "notifications/digest",
        headers=_stopping(stop) | {"List-Id": f"<digest.notices.{mail.domain()}>"},
        parts=parts,
        weekly=weekly,
        more=more,
        home=base_url(),
        stop=stop,
    )


def _send(person: User, template: str, **values: Any) -> None:
    address = person.email or ""
    mail.send(
        address,
        template,
        locale=person.locale,
        envelope=tokens.bounce_address(person.id, address),
        name=person.name,
        address=address,
        **values,
    )


def _stopping(link: str) -> dict[str, str]:
    """Return what lets a mail program offer to unsubscribe, at one press (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _stop_link(person: User, what: str) -> str:
    return external("notifications.unsubscribe", token=tokens.stop_token(person.id, what))


def _plain(name: str) -> str:
    return name.replace(":", "-")


def _subject(sentence: str) -> str:
    """Return a sentence for a mail's subject, which needs no marks of direction."""
    return "".join(c for c in sentence if c not in "\u2066\u2067\u2068\u2069").replace("\n", " ")
