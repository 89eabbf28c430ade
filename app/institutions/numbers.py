"""An institution's own numbers: the rooms above count, each what is its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.accounts.models import Actor
from app.institutions.models import Institution


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the words beside it, in the plural that it asks for."""

    value: int
    words: str


Counter = Callable[[Actor, Institution], Number | None]

_counters: list[tuple[int, Counter]] = []


def counter(position: int) -> Callable[[Counter], Counter]:
    """Let a room above count for institutions: only what this actor may see, None for nothing."""

    def register(count: Counter) -> Counter:
        _counters.append((position, count))
        _counters.sort(key=lambda one: one[0])
        return count

    return register


def of(actor: Actor, institution: Institution) -> Sequence[Number]:
    """Return the numbers of an institution that say something."""
    counted = (count(actor, institution) for _position, count in _counters)
    return [number for number in counted if number is not None and number.value]
