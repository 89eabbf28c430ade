"""Badges and awards for tests: made with the actions of the house, inside an app context."""

from typing import Any

import pytest

from app.accounts.models import User
from app.badges import actions, awarding, issuing, queries
from app.badges.actions import BadgeSettings
from app.badges.awarding import Grant
from app.badges.models import Award, Badge
from app.kernel.db import session
from app.portals.models import Portal


def settings(name: str = "One computer, one class", **values: Any) -> BadgeSettings:
    """Return what is decided about a badge."""
    defaults: dict[str, Any] = {
        "language": "en",
        "description": "Teaches a whole class with one computer.",
        "criteria": "Taught **two lessons** with one computer and wrote down how they went.",
        "drawing": {"shape": "circle", "symbol": "laptop", "hue": 160},
    }
    return BadgeSettings(name=name, **(defaults | values))


def badge(portal: Portal, trainer: User, name: str = "One computer", **values: Any) -> Badge:
    """Return a badge that can be earned."""
    made = actions.make(issuing.issuer_for(portal), settings(name, **values), actor=trainer)
    actions.publish(made, actor=trainer)
    session.flush()
    return made


def awarded(of: Badge, holder: User, by: User, **values: Any) -> Award:
    """Return an award, signed."""
    made = awarding.award(of, Grant(holder, **values), actor=by)
    session.flush()
    return made


def loaded(award: Award) -> Award:
    """Return the award as the database has it now, with its badge and its holder."""
    session.commit()
    session.remove()
    return queries.by_ids([award.id])[0]


@pytest.fixture
def one_computer(app, north: Portal, tala: User) -> Badge:
    """A badge of the North."""
    with app.app_context():
        return badge(north, tala)
