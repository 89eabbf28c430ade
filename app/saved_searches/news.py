"""What is new in people's saved searches: a section of their digest."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from app import search
from app.accounts.models import User
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.i18n import speaking
from app.kernel.markup import excerpt
from app.notifications import Section, Told, isolate, section
from app.saved_searches import queries, wording
from app.saved_searches.models import SavedSearch
from app.search import asking

MOST = 5
"""Hits of one search in one digest."""


def collect(people: Sequence[User], since: datetime) -> Mapping[int, list[Told]]:
    """Return what is new to each of these people in what they keep."""
    kept = queries.of_people(person.id for person in people)
    found: dict[int, list[Told]] = {}
    for person in people:
        if person.id in kept:
            with speaking(person.locale, person.time_zone):
                found[person.id] = list(_told(person, kept[person.id], since))
    return found


def _told(person: User, kept: Sequence[SavedSearch], since: datetime) -> Iterator[Told]:
    """Yield each new hit once, under the first search that finds it."""
    told: set[tuple[str, int]] = set()
    for saved in kept:
        for shown in _new(person, saved, max(since, saved.created_at)):
            key = (shown.hit.type, shown.hit.id)
            if key not in told:
                told.add(key)
                yield Told(
                    sentence=_(
                        "%(title)s is new in your saved search %(search)s",
                        title=isolate(shown.card.title),
                        search=isolate(wording.name(saved)),
                    ),
                    path=shown.card.url,
                    language=shown.card.language,
                    excerpt=excerpt(shown.card.summary, 200),
                )


def _new(person: User, saved: SavedSearch, since: datetime) -> list[asking.Shown]:
    """Return what was published since then and has all that was asked for; as that person.

    In any language: whoever wants one has chosen it, and without one no near words are sought.
    """
    answer = asking.ask(
        person,
        search.Query(
            saved.text,
            filters=saved.filters,
            audiences=asking.audiences(person),
            sort="newest",
            limit=MOST,
            grouped=True,
        ),
    )
    if answer.results.relaxed:
        return []
    return [one for one in answer.shown if one.hit.score > since.timestamp()]


section(
    Section(
        "saved-searches",
        _l("New in your saved searches"),
        collect,
        hint=_l("What was shared since the last mail and fits a search that you keep."),
    )
)
