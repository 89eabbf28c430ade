"""Portals for tests. North is open, South is open too, and Cove is closed.

They are plain functions that flush; `north`, `south` and `cove` come with their part of the cast.
"""

from itertools import count
from typing import Any

import pytest

from app.accounts.models import Role, User
from app.kernel import clock
from app.kernel.db import session
from app.portals.models import Joining, Portal
from tests.factories.people import person, place

_numbers = count(1)


def portal(name: str = "", **values: Any) -> Portal:
    """Return an open portal in Europe that offers English."""
    name = name or f"Portal {next(_numbers)}"
    defaults = {
        "slug": name.lower().replace(" ", "-"),
        "names": {"en": name},
        "descriptions": {"en": f"Teachers of {name} share what worked."},
        "welcomes": {},
        "region": "europe",
        "languages": ["en"],
        "joining": Joining.OPEN,
        "created_at": clock.now(),
    }
    made = Portal(**(defaults | values))
    session.add(made)
    session.flush()
    return made


@pytest.fixture
def north(amina: User, boris: User, chidi: User, dana: User) -> Portal:
    """The portal of Amina and Boris, which Chidi moderates and Dana runs."""
    made = portal("North", names={"en": "North", "fr": "Le Nord"}, languages=["en", "fr"])
    place(amina, made.id)
    place(boris, made.id)
    place(chidi, made.id, Role.MODERATOR)
    place(dana, made.id, Role.STEWARD)
    return made


@pytest.fixture
def south(eka: User) -> Portal:
    """The portal of Eka; Farid runs it."""
    made = portal("South", region="asia", languages=["id"], names={"en": "South", "id": "Selatan"})
    place(eka, made.id)
    place(person("Farid Rahman"), made.id, Role.STEWARD)
    return made


@pytest.fixture
def cove() -> Portal:
    """A closed portal: Gita belongs to it and Hugo runs it."""
    made = portal("Cove", is_closed=True, joining=Joining.INVITATION)
    place(person("Gita Rao"), made.id)
    place(person("Hugo Lindqvist"), made.id, Role.STEWARD)
    return made
