"""Reading saved searches."""

from collections.abc import Iterable

from sqlalchemy import select

from app.accounts.models import Actor
from app.kernel.db import session
from app.saved_searches.models import SavedSearch
from app.saved_searches.policy import visible_to


def get(actor: Actor, saved_id: int) -> SavedSearch | None:
    """Return a saved search to whoever keeps it: the one door to it."""
    return session.scalar(select(SavedSearch).where(SavedSearch.id == saved_id, visible_to(actor)))


def of_person(actor: Actor) -> list[SavedSearch]:
    """Return what a person keeps, the newest first."""
    return list(
        session.scalars(
            select(SavedSearch).where(visible_to(actor)).order_by(SavedSearch.id.desc())
        )
    )


def of_people(user_ids: Iterable[int]) -> dict[int, list[SavedSearch]]:
    """Return what many people keep, by person, in one statement."""
    found = session.scalars(
        select(SavedSearch)
        .where(SavedSearch.user_id.in_(list(user_ids)))
        .order_by(SavedSearch.user_id, SavedSearch.id)
    )
    by_person: dict[int, list[SavedSearch]] = {}
    for saved in found:
        by_person.setdefault(saved.user_id, []).append(saved)
    return by_person
