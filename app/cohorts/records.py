"""A person's record: what they learn, what they have completed, and the hours of each year."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.cohorts.models import Enrolment, Standing


@dataclass(frozen=True, slots=True)
class Year:
    """What somebody completed in a year of their own calendar."""

    number: int
    places: tuple[Enrolment, ...]

    @property
    def hours(self) -> int:
        """The hours of all courses together, as far as courses say them."""
        return sum(place.cohort.course.hours or 0 for place in self.places)


def years(places: Iterable[Enrolment], time_zone: str) -> list[Year]:
    """Return the years in which somebody completed a course, the last first.

    Who was moved on after it counts in the new cohort only.
    """
    by_year: dict[int, list[Enrolment]] = {}
    for place in places:
        if place.completed_at is not None and place.standing != Standing.MOVED:
            day = place.completed_at.astimezone(ZoneInfo(time_zone))
            by_year.setdefault(day.year, []).append(place)
    return [Year(number, tuple(by_year[number])) for number in sorted(by_year, reverse=True)]


def taking_part(places: Iterable[Enrolment]) -> list[Enrolment]:
    """Return what somebody learns now."""
    return [one for one in places if one.is_active and not one.is_completed]


def not_in_yet(places: Iterable[Enrolment]) -> list[Enrolment]:
    """Return where somebody is invited, asks or waits."""
    early = (Standing.INVITED, Standing.ASKED, Standing.WAITING)
    return [one for one in places if one.standing in early]


def past(places: Iterable[Enrolment]) -> list[Enrolment]:
    """Return what somebody left without completing it."""
    return [one for one in places if one.standing == Standing.LEFT and not one.is_completed]
