"""Boards, threads and posts for tests: made with the actions of the house."""

from typing import Any

import pytest
from sqlalchemy.orm import joinedload

from app.accounts import queries as accounts
from app.accounts.models import User
from app.discussions import actions, boards, queries, texts
from app.discussions.actions import Opening, Said
from app.discussions.boards import BoardSettings
from app.discussions.models import Board, Post, Thread
from app.kernel.db import session
from app.portals.models import Portal


def said(text: str = "How do you measure rain?", language: str = "en", **values: Any) -> Said:
    """Return what somebody wants to post."""
    return Said(texts.rendered(text, {}), language, **values)


def board(portal: Portal, steward: User, name: str = "Science", **values: Any) -> Board:
    """Return a board that everyone reads."""
    settings = BoardSettings(language="en", name=name, **values)
    return boards.make(portal, settings, actor=steward)


def thread(
    board: Board, author: User, title: str = "Rain without a yard", text: str = "", **values: Any
) -> Thread:
    """Return a thread with its first post."""
    author = here(author)
    board = session.get(Board, board.id, options=[joinedload(Board.portal)]) or board
    sent = {name: values.pop(name) for name in ("language", "is_held", "key") if name in values}
    first = said(text or "Where do you put the gauge?", **sent)
    return actions.start(board, Opening(title, **values), first, actor=author).thread


def reply(thread: Thread, author: User, text: str = "On the roof.", **values: Any) -> Post:
    """Return a reply."""
    author = here(author)
    post = actions.reply(found(author, thread), said(text, **values), actor=author)
    session.flush()
    return post


def found(actor: User, thread: Thread) -> Thread:
    """Return the thread as a page would load it."""
    again = queries.find(actor, thread.id)
    assert again is not None
    return again


def here(user: User) -> User:
    """Return the person in the present session: a page may have ended the one before."""
    again = accounts.by_email(user.email)
    assert again is not None
    return again


@pytest.fixture
def science(north: Portal, dana: User) -> Board:
    """A board of North that everyone reads."""
    return board(north, dana)


@pytest.fixture
def rain(science: Board, amina: User) -> Thread:
    """Amina's question on it."""
    return thread(science, amina, kind="question")
