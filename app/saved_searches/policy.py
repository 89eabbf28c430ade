"""Who may see a saved search: only whoever keeps it."""

from sqlalchemy import ColumnElement

from app.accounts.models import Actor
from app.saved_searches.models import SavedSearch


def can_view(actor: Actor, saved: SavedSearch) -> bool:
    """People see what they keep themselves, and nobody else does."""
    return actor.is_signed_in and saved.user_id == actor.id


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Say `can_view` in SQL; a visitor's id belongs to nobody."""
    return SavedSearch.user_id == actor.id
