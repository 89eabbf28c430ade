"""Who may see a person and change what they say about themselves."""

from sqlalchemy import ColumnElement, or_, true

from app.accounts.models import Actor, User


def can_view(actor: Actor, person: User) -> bool:
    """Everyone sees people whose address is confirmed; network stewards see the others too."""
    if actor.is_network_steward or actor.id == person.id:
        return True
    return person.is_confirmed and person.email is not None


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Say `can_view` in SQL."""
    if actor.is_network_steward:
        return true()
    return or_(User.confirmed_at.is_not(None) & User.email.is_not(None), User.id == actor.id)


def can_change(actor: Actor, person: User) -> bool:
    """Only the person changes their account."""
    return actor.id == person.id
