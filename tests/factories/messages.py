"""Conversations for tests: made with the actions of the house."""

from typing import Any

from app.accounts import queries as accounts
from app.accounts.models import User
from app.kernel.db import session
from app.kernel.markup import RichText
from app.messages import actions, queries
from app.messages.actions import Said
from app.messages.models import Conversation, Message


def said(text: str = "Do you have a spare rain gauge?", **values: Any) -> Said:
    """Return what somebody wants to send."""
    return Said(RichText.from_markdown(text), values.pop("language", "en"), **values)


def begun(author: User, *others: User, text: str = "Do you have a spare rain gauge?") -> Message:
    """Return the first message of a conversation."""
    people = [here(one) for one in others]
    return actions.begin(people, said(text), actor=here(author))


def reply(conversation: Conversation, author: User, text: str = "Yes, two.") -> Message:
    """Return an answer in a conversation."""
    author = here(author)
    found = queries.get(author, conversation.id)
    assert found is not None
    return actions.reply(found, said(text), actor=author)


def here(user: User) -> User:
    """Return the person in the present session: a page may have ended the one before."""
    session.flush()
    again = accounts.with_places(user.id)
    assert again is not None
    return again
