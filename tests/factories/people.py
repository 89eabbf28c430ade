"""People for tests, and the named cast that plays everywhere.

They are plain functions that flush; `place` gives a person a role in a portal.
"""

from functools import lru_cache
from itertools import count
from typing import Any

import pytest

from app.accounts import passwords
from app.accounts.addresses import normal_email
from app.accounts.models import Membership, Role, Standing, User, Visitor
from app.kernel import clock
from app.kernel.db import session

PASSWORD = "lanterns over seven quiet rivers"
"""Everybody's password in tests."""

_numbers = count(1)


@lru_cache
def _hash() -> str:
    return passwords.hashed(PASSWORD)


def person(name: str = "", **values: Any) -> User:
    """Return a confirmed person; `confirmed_at=None` for one who has not answered the mail."""
    name = name or f"Person {next(_numbers)}"
    local = ".".join(name.lower().split())
    at = clock.now()
    defaults = {
        "email": normal_email(f"{local}@school.example"),
        "languages": ["en"],
        "password_hash": _hash(),
        "created_at": at,
        "confirmed_at": at,
        "memberships": [],
    }
    user = User(name=name, **(defaults | values))
    session.add(user)
    session.flush()
    return user


def place(
    user: User,
    portal_id: int,
    role: Role = Role.MEMBER,
    standing: Standing = Standing.ACTIVE,
) -> Membership:
    """Give a person a place in a portal."""
    membership = Membership(
        portal_id=portal_id, role=role, standing=standing, created_at=clock.now()
    )
    user.memberships.append(membership)
    session.add(user)
    session.flush()
    return membership


@pytest.fixture
def amina() -> User:
    """An author: a member of North."""
    return person("Amina Diallo", languages=["en", "fr"], time_zone="Africa/Dakar")


@pytest.fixture
def boris() -> User:
    """A member of North as well, who writes nothing of Amina's."""
    return person("Борис Петров", email="boris@school.example", languages=["ru", "en"])


@pytest.fixture
def chidi() -> User:
    """The moderator of North."""
    return person("Chidi Okafor")


@pytest.fixture
def dana() -> User:
    """The steward of North."""
    return person("Dana Levi", languages=["he", "en"])


@pytest.fixture
def eka() -> User:
    """A member of South, a stranger in North."""
    return person("Eka Wijaya", languages=["id"])


@pytest.fixture
def nadia() -> User:
    """The network steward."""
    return person(
        "نادية حداد",
        email="nadia@school.example",
        languages=["ar"],
        locale="ar",
        is_network_steward=True,
    )


@pytest.fixture
def visitor() -> Visitor:
    """Somebody without an account."""
    return Visitor(["en"])
