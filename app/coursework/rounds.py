"""Who looks at whose work: fair, and nobody at their own."""

from collections.abc import Mapping, Sequence


def ring(people: Sequence[int], count: int) -> list[tuple[int, int]]:
    """Return pairs of reviewer and author: each looks at the next ones in the ring.

    Everybody looks at as many and is looked at by as many: `count`, or all others if these are
    fewer.
    """
    most = min(count, len(people) - 1)
    return [
        (one, people[(place + step) % len(people)])
        for place, one in enumerate(people)
        for step in range(1, most + 1)
    ]


def least(load: Mapping[int, tuple[int, ...]], count: int) -> list[int]:
    """Return those with the smallest load, as many as are asked for; of equals the first."""
    return sorted(load, key=lambda one: (load[one], one))[: max(count, 0)]
