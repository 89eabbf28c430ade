"""Until when somebody may hand in, and whether that is late."""

from datetime import datetime, time

from app.cohorts.models import Cohort
from app.courses.content import Item
from app.coursework.models import Extension, Submission


def due(cohort: Cohort, item: Item, extension: Extension | None) -> datetime | None:
    """Return until when an item is due for somebody: the end of the day where the cohort is."""
    if extension is None:
        return cohort.due_of(item)
    end = time.max.replace(microsecond=0)
    return datetime.combine(extension.due_on, end, cohort.zone)


def is_late(at: datetime, due_at: datetime | None) -> bool:
    """Return whether something came after it was due."""
    return due_at is not None and at > due_at


def is_taken(
    cohort: Cohort, extension: Extension | None, last: Submission | None, now: datetime
) -> bool:
    """Return whether work is still taken from somebody.

    After a cohort is closed a trainer decides: by more time, or by returning what was handed in.
    """
    if not cohort.is_closed:
        return not cohort.is_planned
    has_time = extension is not None and cohort.today(now) <= extension.due_on
    return has_time or (last is not None and last.status == "returned")
