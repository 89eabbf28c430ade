"""The rooms of a portal: each room enters itself here, so that the layout knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app, request

from app.accounts.models import Actor
from app.kernel.access import Access, access_of
from app.kernel.urls import url
from app.portals import policy
from app.portals.models import Portal


@dataclass(frozen=True, slots=True)
class Entry:
    """One room: what it is called, where it begins, and where it stands in the row."""

    label: Callable[[], str]
    endpoint: str
    position: int

    @property
    def room(self) -> str:
        """The blueprint whose pages all count as this room."""
        return self.endpoint.rpartition(".")[0]


def add(app: Flask, label: Callable[[], str], endpoint: str, *, position: int = 50) -> None:
    """Enter a room for those to whom it is open; the front page has position 0, people 80."""
    entries: list[Entry] = app.extensions.setdefault("navigation", [])
    entries.append(Entry(label, endpoint, position))
    entries.sort(key=lambda entry: entry.position)


def within(app: Flask, blueprint: str, room: str) -> None:
    """Let the pages of a blueprint count as those of another's room."""
    app.extensions.setdefault("navigation_within", {})[blueprint] = room


def rooms(actor: Actor, portal: Portal) -> list[tuple[str, str, bool]]:
    """Return label, address and whether we are there, for each room open to this person."""
    guests: dict[str | None, str] = current_app.extensions.get("navigation_within", {})
    present = guests.get(request.blueprint, request.blueprint)
    return [
        (entry.label(), url(entry.endpoint), entry.room == present)
        for entry in _entries()
        if _is_open(entry, actor, portal)
    ]


def front(portal: Portal) -> str:
    """Return the path of a portal's first room, its front page."""
    return url(_entries()[0].endpoint, portal=portal.slug)


def front_endpoint() -> str:
    """Return the endpoint of the first room of every portal."""
    return _entries()[0].endpoint


def _entries() -> list[Entry]:
    entries: list[Entry] = current_app.extensions["navigation"]
    return entries


def _is_open(entry: Entry, actor: Actor, portal: Portal) -> bool:
    door = access_of(current_app, entry.endpoint)
    if door == Access.STEWARD:
        return policy.can_steward(actor, portal)
    return door == Access.PUBLIC or actor.is_signed_in
