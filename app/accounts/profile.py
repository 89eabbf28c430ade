"""What other rooms show on a person's page, without this room knowing of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.accounts.models import Actor, User


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a person's page: a template and its values, each under a name of its own."""

    template: str
    values: dict[str, Any] = field(default_factory=dict)
    position: int = 10


Maker = Callable[[Actor, User], Section | None]

_makers: dict[str, Maker] = {}


def section(make: Maker) -> Maker:
    """Let a room add to people's pages: `make(actor, person)` returns None to add nothing.

    The function shows only what this actor may see. Sections stand in the order of their
    positions, then of the rooms.
    """
    _makers[f"{make.__module__}.{make.__name__}"] = make
    return make


def sections(actor: Actor, person: User) -> list[Section]:
    """Return the parts of a person's page for whoever asks."""
    made = (make(actor, person) for make in _makers.values())
    return sorted((one for one in made if one is not None), key=lambda one: one.position)
