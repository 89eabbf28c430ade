"""The portal of the address that is being answered, and the person who acts in it."""

from flask import g

from app.accounts.models import User
from app.portals.models import Portal


def here() -> Portal:
    """Return the portal of the address; only for views below `/<locale>/<portal>/`."""
    found: Portal = g.portal
    return found


def person() -> User:
    """Return whoever asks as a person; only for views that visitors do not reach."""
    found: User = g.actor
    return found
