"""What a person keeps to themselves: whom they block, and what they have begun to write."""

import pytest
from sqlalchemy import func, select

from app.kernel.db import session
from app.kernel.errors import Denied
from app.messages import actions
from app.messages.models import MessageBlock, MessageDraft


def count(table):
    return session.scalar(select(func.count()).select_from(table))


def test_a_person_is_blocked_once_and_nobody_blocks_themselves(amina, boris):
    actions.block(boris, actor=amina)
    actions.block(boris, actor=amina)
    assert count(MessageBlock) == 1

    with pytest.raises(Denied):
        actions.block(amina, actor=amina)


def test_a_draft_without_words_is_forgotten(amina):
    for text in ("Perhaps", " "):
        actions.keep_draft("conversation:1", text, actor=amina)

    assert count(MessageDraft) == 0
