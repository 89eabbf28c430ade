"""The parts of the world by which the network lists its portals."""

from functools import lru_cache

from babel import Locale

from app.kernel.i18n import current

_PARTS = {
    "africa": ("002", ("011", "014", "015", "017", "018")),
    "americas": ("019", ("003", "005", "013", "029")),
    "asia": ("142", ("030", "034", "035", "143", "145")),
    "europe": ("150", ("039", "151", "154", "155")),
    "oceania": ("009", ("053", "054", "057", "061")),
}
"""Slugs of continents with their UN M49 codes and those of their regions; CLDR names both."""

SLUGS = tuple(_PARTS)
CODES = {slug: code for slug, (code, _regions) in _PARTS.items()}
REGIONS = {slug: regions for slug, (_code, regions) in _PARTS.items()}


def name(place: str) -> str:
    """Return the name of a continent's slug, an M49 code or an ISO 3166 country code."""
    return _name(CODES.get(place, place), current().babel)


def continent_of(region: str) -> str | None:
    """Return the slug of the continent that an M49 code is or lies in."""
    for slug in SLUGS:
        if region in (CODES[slug], *REGIONS[slug]):
            return slug
    return None


@lru_cache(1024)
def _name(code: str, locale: Locale) -> str:
    return str(locale.territories.get(code) or Locale("en").territories.get(code) or code)
