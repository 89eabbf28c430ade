"""When digests are due: in the morning of the person's own time zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(7)


def next_due(now: datetime, zone: str, weekday: int | None) -> datetime:
    """Return the next morning in the zone, of this weekday if there is one (Monday is 0)."""
    here = ZoneInfo(zone)
    day = now.astimezone(here).date()
    while (weekday is not None and day.weekday() != weekday) or _morning(day, here) <= now:
        day += timedelta(days=1)
    return _morning(day, here)


def is_on(moment: datetime, zone: str, weekday: int) -> bool:
    """Return whether a moment is on this weekday in the zone."""
    return moment.astimezone(ZoneInfo(zone)).weekday() == weekday


def _morning(day: date, here: ZoneInfo) -> datetime:
    return datetime.combine(day, MORNING, here).astimezone(UTC)
