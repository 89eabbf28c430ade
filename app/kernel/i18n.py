"""The languages of the interface: which there are, which one is spoken now, and how.

The locale is the first part of an address. gettext, dates and numbers are asked for hundreds of
times a page, so catalogues and formats are looked up once per locale, not once per string.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, dates, lists, numbers
from babel.support import NullTranslations, Translations
from flask import Flask
from flask_babel import Babel
from flask_babel.speaklater import LazyString
from werkzeug.datastructures import LanguageAccept

from app.kernel import clock

TRANSLATIONS = Path(__file__).parents[2] / "translations"


@dataclass(frozen=True, slots=True)
class InterfaceLocale:
    """A language of the interface: `tag` stands in addresses, `catalogue` names its folder."""

    tag: str
    catalogue: str
    babel: Locale
    name: str
    dir: str
    pseudo: bool = False


def _direction(babel: Locale) -> str:
    return "rtl" if babel.character_order == "right-to-left" else "ltr"


def _locale(tag: str, name: str, *, like: str | None = None) -> InterfaceLocale:
    babel = Locale.parse(like or tag)
    return InterfaceLocale(
        tag, tag.replace("-", "_"), babel, name, _direction(babel), pseudo=like is not None
    )


LOCALES = {
    locale.tag: locale
    for locale in (
        _locale("en", "English"),
        _locale("fr", "Français"),
        _locale("ar", "العربية"),
        _locale("en-XA", "[Þšéûðö]", like="en"),
        _locale("ar-XB", "[Mirrored]", like="ar"),
    )
}
"""By tag; the last two are generated, to see what is not translated or breaks when longer."""

OFFERED = tuple(locale for locale in LOCALES.values() if not locale.pseudo)
DEFAULT = LOCALES["en"]

_spoken: ContextVar[InterfaceLocale] = ContextVar("locale", default=DEFAULT)
_zone: ContextVar[tzinfo | None] = ContextVar("zone", default=None)


def init_app(app: Flask) -> None:
    """Let Flask-Babel follow our locale, and templates speak it."""
    Babel(
        app,
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=lambda: current().babel,
    )
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # from the extension
        _ugettext, _ungettext, newstyle=True, pgettext=_upgettext
    )
    app.jinja_env.globals.update(
        date=date,
        moment=moment,
        ago=ago,
        span=span,
        number=number,
        listing=listing,
        locales=OFFERED,
    )
    app.jinja_env.filters.update(number=number)


def current() -> InterfaceLocale:
    """Return the locale that is spoken now."""
    return _spoken.get()


def speak(tag: str) -> None:
    """Speak this locale until the request ends."""
    _spoken.set(LOCALES[tag])


def set_zone(name: str | None) -> None:
    """Show moments in this IANA time zone until the request ends; None is UTC."""
    _zone.set(_zone_info(name) if name else None)


@contextmanager
def speaking(tag: str, zone: str | None = None) -> Iterator[InterfaceLocale]:
    """Speak another locale for a while: a mail is in its reader's, not the sender's."""
    locale_token = _spoken.set(LOCALES.get(tag, DEFAULT))
    zone_token = _zone.set(_zone_info(zone) if zone else None)
    try:
        yield current()
    finally:
        _spoken.reset(locale_token)
        _zone.reset(zone_token)


def best_for(accepted: LanguageAccept) -> InterfaceLocale:
    """Return the offered locale that a browser asks for, else the default."""
    offered = {locale.tag: locale for locale in OFFERED}
    for asked, quality in accepted:
        locale = offered.get(asked.partition("-")[0].lower())  # who reads fr-CH reads fr
        if locale and quality > 0:
            return locale
    return DEFAULT


def gettext(message: str, **values: Any) -> str:
    """Translate a whole sentence; named values fill `%(name)s`."""
    text = _ugettext(message)
    return text % values if values else text


def ngettext(singular: str, plural: str, num: int, **values: Any) -> str:
    """Translate a sentence that counts; `num` is a value too."""
    return _ungettext(singular, plural, num) % {"num": number(num), **values}


def pgettext(context: str, message: str, **values: Any) -> str:
    """Translate a word that means different things in different places."""
    text = _upgettext(context, message)
    return text % values if values else text


def lazy_gettext(message: str, **values: Any) -> LazyString:
    """Translate when it is shown: for names that are given at import time."""
    return LazyString(gettext, message, **values)


def lazy_pgettext(context: str, message: str, **values: Any) -> LazyString:
    """Translate a word in its context, when it is shown."""
    return LazyString(pgettext, context, message, **values)


def date(value: datetime | dt.date, width: str = "long") -> str:
    """Return a day as the locale writes it, in the reader's time zone."""
    if isinstance(value, datetime):
        value = value.astimezone(_zone.get()).date() if _zone.get() else value.date()
    return _date(value, width, current().babel)


def moment(value: datetime, width: str = "medium") -> str:
    """Return a day and time as the locale writes it, in the reader's time zone."""
    return _moment(value.replace(second=0, microsecond=0), width, current().babel, _zone.get())


def ago(value: datetime) -> str:
    """Return how long ago it was, in words: “3 days ago”."""
    seconds = round((value - clock.now()).total_seconds())
    if abs(seconds) < 60:
        return gettext("just now")
    return _ago(seconds // 60 * 60, current().babel)


def span(value: dt.timedelta) -> str:
    """Return how long something takes, in words: “3 days”."""
    return _span(round(value.total_seconds() / 60) * 60 or 60, current().babel)


@lru_cache(4096)
def _span(seconds: int, locale: Locale) -> str:
    return dates.format_timedelta(seconds, locale=locale)


@lru_cache(4096)
def _number(value: float, locale: Locale) -> str:
    return numbers.format_decimal(value, locale=locale)


def number(value: float) -> str:
    """Return a number as the locale writes it."""
    return _number(value, current().babel)


def listing(words: list[str]) -> str:
    """Return “a, b and c” as the locale joins it."""
    return lists.format_list(words, locale=current().babel)


@lru_cache(4096)
def _date(value: dt.date, width: Any, locale: Locale) -> str:
    return dates.format_date(value, width, locale)


@lru_cache(4096)
def _moment(value: datetime, width: Any, locale: Locale, zone: tzinfo | None) -> str:
    """Join day and time as the locale does, without seconds."""
    at = value.astimezone(zone) if zone else value
    joined = str(dates.get_datetime_format(width, locale)).replace("'", "")
    day = dates.format_date(at, width, locale)
    return joined.format(dates.format_time(at, "short", locale=locale, tzinfo=at.tzinfo), day)


@lru_cache(4096)
def _ago(seconds: int, locale: Locale) -> str:
    return dates.format_timedelta(seconds, add_direction=True, locale=locale)


@lru_cache
def _zone_info(name: str) -> tzinfo:
    return ZoneInfo(name)


@lru_cache
def _catalogue(name: str) -> NullTranslations:
    return Translations.load(TRANSLATIONS, [name])


def _spoken_catalogue() -> NullTranslations:
    return _catalogue(_spoken.get().catalogue)


def _ugettext(message: str) -> str:
    return _spoken_catalogue().ugettext(message)


def _ungettext(singular: str, plural: str, num: int) -> str:
    return _spoken_catalogue().ungettext(singular, plural, num)


def _upgettext(context: str, message: str) -> str:
    return str(_spoken_catalogue().upgettext(context, message))
