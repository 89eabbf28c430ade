"""What an answer brings: an exact share of a question's points, in files a rounded percentage."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from app.courses.quizzes.quantities import number_in_file

FULL = Fraction(1)
NONE = Fraction(0)

PLACES = 5
"""Percentages are written with so many, as Moodle does."""

MAX = 1_000
"""A percentage beyond it is a slip of the pen."""

_ROUGH = (3, 6)
_FINE = tuple(range(3, 21))


def from_percent(said: str) -> Fraction | None:
    """Return the share that a percentage means: 33.33333, 33.3 and 33 are all a third."""
    percent = number_in_file(said)
    if percent is None or abs(percent) > MAX:
        return None
    places = -int(percent.as_tuple().exponent)
    if places > 2 * PLACES:
        return Fraction(percent) / 100
    for parts in _FINE if places >= 2 else _ROUGH:
        share = Fraction(round(percent * parts / 100), parts)
        if share.denominator == parts and percent in _rounded(share, max(places, 0)):
            return share
    return Fraction(percent) / 100


def to_percent(share: Fraction) -> str:
    """Return the percentage of a share: 50, 33.33333."""
    percent = round(Decimal(share.numerator * 100) / share.denominator, PLACES)
    return f"{percent:f}".rstrip("0").rstrip(".") if percent else "0"


def is_sayable(share: Fraction) -> bool:
    """Return whether a percentage says exactly this share."""
    return from_percent(to_percent(share)) == share


def _rounded(share: Fraction, places: int) -> tuple[Decimal, Decimal]:
    """Return its percentage, rounded and cut off: people write 67 and 66."""
    exact = Decimal(share.numerator * 100) / share.denominator
    step = Decimal(1).scaleb(-places)
    return exact.quantize(step, ROUND_HALF_UP), exact.quantize(step, ROUND_DOWN)
