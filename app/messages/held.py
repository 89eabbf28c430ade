"""The files that came with messages: while one is named, it is not swept away."""

from collections.abc import Iterable

from sqlalchemy import select

from app.kernel import files
from app.kernel.db import session
from app.messages.models import MessageAttachment


@files.holder
def by_messages() -> Iterable[int]:
    """Return the files that are attached to messages."""
    return session.scalars(select(MessageAttachment.file_id).distinct())
