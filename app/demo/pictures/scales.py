"""Round numbers for axes, and how numbers and labels are written."""

import math
from collections.abc import Iterator, Sequence

from app.demo.pictures.letters import can_write

LONGEST = 34


def step_for(span: float, most: int) -> float:
    """Return a round step that divides the span into at most so many parts."""
    raw = span / most
    magnitude = 10.0 ** math.floor(math.log10(raw))
    return next(size * magnitude for size in (1, 2, 2.5, 5, 10) if size * magnitude >= raw * 0.999)


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Return round numbers from at most `low` to at least `high`."""
    step = step_for((high - low) or 1, most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


def inner_ticks(low: float, high: float, most: int) -> Iterator[float]:
    """Yield round numbers between `low` and `high`."""
    return (tick for tick in ticks(low, high, most) if low <= tick <= high)


def written(number: float) -> str:
    """Return a number without needless zeros."""
    return f"{number:,.10g}".replace(",", " ")


def labels(said: Sequence[object]) -> list[str]:
    """Return the labels, or their numbers if not all of them can be written here."""
    words = [str(label) for label in said]
    if all(can_write(word) and len(word) <= LONGEST for word in words):
        return words
    return [str(number) for number in range(1, len(words) + 1)]


def unit(said: object) -> str:
    """Return the unit if it can be written here."""
    return str(said) if said and can_write(str(said)) else ""
