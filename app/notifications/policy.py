"""Who may see a notice: only the person it is for."""

from sqlalchemy import ColumnElement

from app.accounts.models import Actor
from app.notifications.models import Notice


def can_view(actor: Actor, notice: Notice) -> bool:
    """A notice is seen by the person it is for, and by nobody else at all."""
    return actor.is_signed_in and notice.user_id == actor.id


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Say `can_view` in SQL; a visitor's id belongs to nobody."""
    return Notice.user_id == actor.id


can_read = can_view
"""Whoever sees a notice may say that it is read."""
