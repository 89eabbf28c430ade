"""What lifts a hit beyond its words: rooms know, and say it to the reader in a few words.

A lift is small and bounded: it decides between hits that answer about equally well.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from app.accounts.models import Actor
from app.search.documents import Hit

MOST = 1.2
"""The largest factor that all lifts of a hit come to."""

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Lift:
    """By which factor a hit rises for somebody, and why, each reason in a few words."""

    factor: float
    words: tuple[str, ...] = ()


Maker = Callable[[Actor, Iterable[int]], Mapping[int, Lift]]

_makers: dict[str, Maker] = {}


def signal(type: str) -> Callable[[Maker], Maker]:  # noqa: A002
    """Let a room lift hits of a type: `make(actor, ids)` returns those that it knows of."""

    def register(make: Maker) -> Maker:
        _makers[type] = make
        return make

    return register


class Lifts:
    """The lifts of hits for one person, each looked up once."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.known: dict[Key, Lift] = {}
        self.asked: set[Key] = set()

    def factors(self, keys: Iterable[Key]) -> dict[Key, float]:
        """Return by which factors documents rise, the bounded ones of those that do."""
        return {key: min(one.factor, MOST) for key, one in self.of(keys).items()}

    def of(self, keys: Iterable[Key]) -> dict[Key, Lift]:
        """Return what is known of these documents."""
        wanted = set(keys)
        by_type: defaultdict[str, list[int]] = defaultdict(list)
        for type_, id_ in sorted(wanted - self.asked):
            by_type[type_].append(id_)
        for type_ in by_type.keys() & _makers.keys():
            for id_, lift in _makers[type_](self.actor, by_type[type_]).items():
                self.known[type_, id_] = lift
        self.asked |= wanted
        return {key: self.known[key] for key in wanted & self.known.keys()}


def lifted(actor: Actor, hits: Iterable[Hit]) -> list[tuple[Hit, tuple[str, ...]]]:
    """Return hits in the order in which they rise for somebody, each with the reasons."""
    found = {(hit.type, hit.id): hit for hit in hits}
    lifts = Lifts(actor)
    factors, known = lifts.factors(found), lifts.of(found)
    order = sorted(found, key=lambda key: -found[key].score * factors.get(key, 1.0))
    return [(found[key], known[key].words if key in known else ()) for key in order]
