"""Time zones that people choose, and the first guess at theirs."""

from functools import lru_cache
from zoneinfo import available_timezones

from babel.core import get_global

REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@lru_cache
def names() -> tuple[str, ...]:
    """Return the IANA zones that are places, and UTC."""
    return ("UTC", *sorted(z for z in available_timezones() if z.partition("/")[0] in REGIONS))


def guess(tags: list[str]) -> str:
    """Return the zone of the first language tag whose country has only one, else UTC."""
    for tag in tags:
        zones = get_global("territory_zones").get(_territory(tag), [])
        if len(zones) == 1:
            return str(zones[0])
    return "UTC"


def _territory(tag: str) -> str:
    language, *rest = tag.replace("_", "-").split("-")
    said = [part.upper() for part in rest if len(part) == 2]
    likely = get_global("likely_subtags").get(language.lower(), "")
    return said[0] if said else likely.rpartition("_")[2]
