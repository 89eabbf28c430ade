"""Who asks: found once at the beginning of a request, handed on as an argument below the view."""

from flask import g

from app.accounts.models import Actor, User


def actor() -> Actor:
    """Return whoever asks: the real User, or a Visitor."""
    found: Actor = g.actor
    return found


def person() -> User:
    """Return the user who asks; only for views that are `@signed_in`."""
    found: User = g.actor
    return found
