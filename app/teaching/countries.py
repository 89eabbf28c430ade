"""Countries by their ISO 3166 codes, with the names that CLDR knows."""

import re
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from app.kernel import i18n

_NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"}
"""Codes of unions, tests, and islands that belong to a country."""


def names() -> list[tuple[str, str]]:
    """Return (code, name) of every country, by name in the spoken locale."""
    return _names(i18n.current().babel)


def of_zone(zone: str) -> str | None:
    """Return the country in which a time zone is."""
    found = get_global("zone_territories").get(zone)
    return str(found) if found in _codes() else None


@lru_cache
def _codes() -> frozenset[str]:
    known = map(str, Locale("en").territories)
    return frozenset(code for code in known if re.fullmatch("[A-Z]{2}", code)) - _NO_COUNTRIES


@lru_cache(64)
def _names(locale: Locale) -> list[tuple[str, str]]:
    named = ((code, str(locale.territories.get(code, code))) for code in _codes())
    return sorted(named, key=lambda pair: pair[1].casefold())
