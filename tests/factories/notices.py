"""Notices for tests: a kind of the tests' own, “letter”, about records that a set holds."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from app.accounts.models import User
from app.kernel.db import session
from app.kernel.i18n import current
from app.notifications import Kind, Notice, Pace, Told, isolate, kinds, register_kind, tell
from app.notifications.models import NoticePace

OPEN = {"letters": True}
"""Whether people may see what the notices are about."""


def load(person: User, notices: Sequence[Notice]) -> Mapping[int, Told]:
    """Return all of them in words, or nothing when letters are hidden."""
    if not OPEN["letters"]:
        return {}
    return {notice.id: _told(notice) for notice in notices}


def _told(notice: Notice) -> Told:
    about = f"Letters of {notice.bundle}"
    count = notice.count
    said = (
        f"{count} letters in {isolate(about)}" if count > 1 else f"One letter in {isolate(about)}"
    )
    return Told(
        sentence=said,
        path=f"/{current().tag}/people/{notice.user_id}#{notice.subject_id}",
        language="en",
        excerpt=f"Letter {notice.subject_id} says hello.",
        about=about,
        reference=f"letter:{notice.subject_id}",
    )


@pytest.fixture
def letters(monkeypatch):
    """Register the kinds of the tests alone, "letter" at once and "parcel" weekly."""
    monkeypatch.setattr(kinds, "_kinds", {})
    monkeypatch.setitem(OPEN, "letters", True)
    for name, pace in (("letter", Pace.AT_ONCE), ("parcel", Pace.WEEKLY)):
        register_kind(
            Kind(
                name=name,
                label=f"{name.title()}s",
                hint=f"Somebody sent a {name}.",
                default=pace,
                load=load,
            )
        )
    return OPEN


def told(*people: User, subject_id: int = 1, **values: Any) -> None:
    """Tell people of a letter in thread 7, sent by nobody."""
    defaults = {"kind": "letter", "bundle": "thread:7", "actor_id": 0}
    tell([one.id for one in people], subject_id=subject_id, **(defaults | values))


def at_pace(person: User, name: str, pace: Pace) -> None:
    """Let the person have chosen a pace."""
    session.merge(NoticePace(user_id=person.id, name=name, pace=pace))
    session.flush()
