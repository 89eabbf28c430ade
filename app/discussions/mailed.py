"""Replies that come by mail: a post in the thread that the mail told of."""

from collections.abc import Sequence
from dataclasses import replace
from email.message import EmailMessage
from hashlib import sha256
from io import BytesIO

from app.accounts.models import User
from app.discussions import actions, naming, policy, queries, texts, trust
from app.discussions.actions import Said
from app.discussions.models import Post
from app.discussions.notices import PREFIX
from app.kernel import files
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.notifications import Attachment, register_reply

MOST_FILES = 8


def register(limits: trust.Limits) -> None:
    """Take replies by mail; `limits` are those of new members."""

    def take(
        person: User,
        payload: str,
        text: str,
        attachments: Sequence[Attachment],
        message: EmailMessage,
    ) -> None:
        post = queries.find_post(person, int(payload))
        if post is None or not policy.can_reply(person, post.thread):
            raise Refused(_("Nobody replies in this thread any more, or it is not open to you."))
        said = _said(person, post, text, attachments)
        said = replace(said, key=_key(message))
        if refusals := trust.refusals(person, said, limits):
            raise Refused(" ".join(refusals))
        held = trust.is_suspicious(person, said, limits)
        actions.reply(post.thread, said.held() if held else said, actor=person)

    register_reply(PREFIX, take)


def _key(message: EmailMessage) -> str | None:
    """Return what tells a mail from others: its whole name, for many end alike."""
    named = str(message.get("Message-ID", ""))
    return sha256(named.encode(errors="replace")).hexdigest()[:40] if named else None


def _said(person: User, post: Post, text: str, attachments: Sequence[Attachment]) -> Said:
    if len(text) > texts.LONGEST:
        raise Refused(_("This text is too long for one post."))
    kept = attachments[:MOST_FILES]
    stored = [files.store(BytesIO(one.content), one.name, person.id) for one in kept]
    return Said(
        text=naming.rendered(post.thread.portal_id, text),
        language=_language(person, post.thread.language),
        files=[(one.id, "") for one in stored],
        reply_to_id=post.id,
    )


def _language(person: User, spoken: str) -> str:
    """Return the thread's language if the person writes it, else their first."""
    return spoken if spoken in person.languages or not person.languages else person.languages[0]
