"""What rooms offer to somebody whose search finds little: a search is never a dead end."""

from collections.abc import Callable
from dataclasses import dataclass

from app.accounts.models import Actor
from app.search.asked import Asked


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to do instead."""

    sentence: str
    label: str
    url: str


Make = Callable[[Actor, Asked], Offer | None]

_makers: dict[str, Make] = {}


def offer(make: Make) -> Make:
    """Let a room offer something; it returns None to whom it has nothing to offer."""
    _makers[f"{make.__module__}.{make.__name__}"] = make
    return make


def offers(actor: Actor, asked: Asked) -> list[Offer]:
    """Return what this person is offered for what they looked for."""
    made = (make(actor, asked) for make in _makers.values())
    return [one for one in made if one is not None]
