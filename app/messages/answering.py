"""Answers by mail: they go into the conversation that the mail told of."""

from collections.abc import Sequence
from email.message import EmailMessage
from io import BytesIO

from app.accounts.models import User
from app.kernel import files
from app.kernel.errors import NotFound
from app.kernel.markup import RichText
from app.messages import actions, queries
from app.messages.actions import Said
from app.messages.models import Conversation
from app.notifications import Attachment

MOST_FILES = 8


def take(
    person: User,
    payload: str,
    text: str,
    attachments: Sequence[Attachment],
    message: EmailMessage,
) -> None:
    """Put an answer into its conversation; what stands in the way is raised as Refused."""
    conversation = queries.get(person, int(payload))
    if conversation is None:
        raise NotFound
    stored = [
        files.store(BytesIO(one.content), one.name, person.id) for one in attachments[:MOST_FILES]
    ]
    said = Said(
        text=RichText.from_markdown(text),
        language=_language(person, conversation),
        files=[(file.id, "") for file in stored],
    )
    actions.reply(conversation, said, actor=person)


def _language(person: User, conversation: Conversation) -> str:
    """Return the language of the last message, or the one that the person reads best."""
    last = queries.lasts([conversation]).get(conversation.id)
    if last is not None and last.language in person.languages:
        return last.language
    return next(iter(person.languages), person.locale)
