"""Keeping a search, and giving it up."""

from collections.abc import Mapping

from app.accounts.models import User
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.saved_searches import policy, queries
from app.saved_searches.models import LONGEST, SavedSearch

MOST = 30
"""Of one person; a digest asks them all."""

MOST_VALUES = 20


def save(text: str, chosen: Mapping[str, tuple[str, ...]], *, actor: User) -> SavedSearch:
    """Keep a search; one that is kept already stays as it is."""
    if not text and not chosen:
        raise Refused(_("Search for something or choose something first."))
    if len(text) > LONGEST or sum(map(len, chosen.values())) > MOST_VALUES:
        raise Refused(_("This search is too long to be saved."))
    kept = queries.of_person(actor)
    for one in kept:
        if one.text == text and one.filters == dict(chosen):
            return one
    if len(kept) >= MOST:
        raise Refused(_("You keep as many searches as there is room for. Remove one first."))
    saved = SavedSearch(
        user_id=actor.id,
        text=text,
        chosen={name: list(values) for name, values in chosen.items()},
        created_at=clock.now(),
    )
    session.add(saved)
    return saved


def remove(saved: SavedSearch, *, actor: User) -> None:
    """Give a saved search up."""
    require(policy.can_view(actor, saved))
    session.delete(saved)
