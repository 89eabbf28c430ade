"""The languages of the world by BCP-47 tags, with CLDR's names, scripts and directions."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from app.kernel import i18n
from app.kernel.i18n import pgettext
from app.taxonomy.names import read

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*)(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?"
)
_DEPRECATED = {
    "hbs": "sr-Latn",
    "in": "id",
    "iw": "he",
    "ji": "yi",
    "jw": "jv",
    "mo": "ro",
    "no": "nb",
    "prs": "fa-AF",
    "sh": "sr-Latn",
    "tgl": "fil",
    "tl": "fil",
}
_NOT_LANGUAGES = frozenset({"und", "mul", "zxx", "mis", "art", "root"})
_CHINESE = {"CN": "Hans", "SG": "Hans", "MY": "Hans", "TW": "Hant", "HK": "Hant", "MO": "Hant"}
_RIGHT_TO_LEFT = frozenset(
    {
        *("Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo"),
        *("Rohg", "Samr", "Sogd", "Syrc", "Thaa", "Yezi"),
    }
)
_NAMELESS = frozenset({"cnr"})
"""Languages in use here for which CLDR has no name; `languages.json` and gettext have one."""

_RELATED = {"nn": ("nb",), "nb": ("nn",), "zh-Hans": ("zh-Hant",), "zh-Hant": ("zh-Hans",)}
"""Languages whose readers read these as well."""

_OWN_NAMES: dict[str, str] = read("languages.json")
"""What people choose from, each by its own name: CLDR's, completed where it is odd or missing.

Babel knows these names too, but loads 70 MB to say them all.
"""


def normalise(tag: str) -> str:
    """Return the tag as it is kept: canonical case, today's code, no needless script.

    Extensions and private parts are dropped. Raise ValueError for what is no language.
    """
    return _normalise(tag.strip())


@lru_cache(4096)
def is_known(tag: str) -> bool:
    """Return whether this is the tag of a language that has a name."""
    try:
        language = normalise(tag).partition("-")[0]
    except ValueError:
        return False
    return language in Locale("en").languages or language in _NAMELESS


@lru_cache(4096)
def own_name(tag: str) -> str:
    """Return a language's name for itself, as it stands in a list; an unknown tag as it is."""
    if known := _OWN_NAMES.get(tag):
        return known
    language = tag.partition("-")[0]
    base = _OWN_NAMES.get(language) if script(tag) == script(language) else None
    locale = _locale(tag) or _locale(language)
    return (locale and _in_list(_said(tag, locale, base))) or _name(tag, Locale("en"))


def name(tag: str) -> str:
    """Return a language's name in the spoken locale."""
    if tag == "cnr":
        return pgettext("language", "Montenegrin")
    return _name(tag, i18n.current().babel)


@lru_cache(4096)
def direction(tag: str) -> str:
    """Return “rtl” for a language whose script runs from the right, else “ltr”."""
    return "rtl" if script(tag) in _RIGHT_TO_LEFT else "ltr"


@lru_cache(4096)
def script(tag: str) -> str:
    """Return the ISO 15924 code of the script that a language is written in."""
    parts = tag.split("-")
    for part in parts[1:]:
        if len(part) == 4 and part.isalpha():
            return part.title()
    likely = get_global("likely_subtags")
    full = likely.get("_".join(parts[:2])) or likely.get(parts[0]) or ""
    return next((part for part in full.split("_") if len(part) == 4), "Latn")


@lru_cache(4096)
def fallbacks(tag: str) -> tuple[str, ...]:
    """Return the tag, what is more general, then what its readers read as well."""
    parts = tag.split("-")
    general = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    kept = [step for step in general if step != "zh"]
    return (*kept, *(_RELATED.get(kept[-1], ()) if kept else ()))


def offered(first: Iterable[str] = ()) -> list[str]:
    """Return the tags to choose from: these first, the others by their own names."""
    named = dict.fromkeys(first)
    return [*named, *(tag for tag in _by_own_name() if tag not in named)]


@lru_cache(1)
def named() -> list[tuple[str, str]]:
    """Return all tags to choose from with their own names, by these names."""
    return [(tag, own_name(tag)) for tag in _by_own_name()]


@lru_cache(4096)
def _normalise(tag: str) -> str:
    found = _TAG.fullmatch(tag.replace("_", "-").lower())
    if found is None:
        raise ValueError(f"not a language tag: {tag!r}")
    language, *implied = _current_code(found["language"]).split("-")
    if language in _NOT_LANGUAGES or not _is_registered(language):
        raise ValueError(f"not a known language: {tag!r}")
    region = (found["region"] or next((part for part in implied if len(part) == 2), "")).upper()
    written = (found["script"] or next((part for part in implied if len(part) == 4), "")).title()
    if language == "zh":
        written = written or _CHINESE.get(region, "Hans")
        region = "" if region in _CHINESE else region
    elif written == script(f"{language}-{region}" if region else language):
        written = ""
    return "-".join(filter(None, (language, written, region))) + found["variants"]


def _current_code(language: str) -> str:
    """Return today's code, and two letters for three where there are two."""
    alias = str(get_global("language_aliases").get(language, language))
    shortened = alias if len(language) == 3 and len(alias) == 2 else language
    return _DEPRECATED.get(shortened, shortened)


def _is_registered(language: str) -> bool:
    known = language in get_global("likely_subtags") or language in Locale("en").languages
    return known or language in _NAMELESS


@lru_cache(8192)
def _name(tag: str, locale: Locale) -> str:
    language = tag.partition("-")[0]
    return _said(tag, locale) or _said(tag, Locale("en"), _OWN_NAMES.get(language)) or tag


def _said(tag: str, locale: Locale, base: str | None = None) -> str | None:
    """Return a name with script and region in brackets, unless CLDR has a word for the script."""
    language, *rest = tag.split("-")
    base = base or locale.languages.get(language)
    if not rest or not base:
        return base
    whole = locale.languages.get(tag.replace("-", "_"))
    if whole and [len(part) for part in rest] == [4]:
        return str(whole)
    details = [locale.scripts.get(part) or locale.territories.get(part) or part for part in rest]
    return f"{base} ({', '.join(details)})"


def _in_list(name: str | None) -> str | None:
    """Write a name large, as lists do, unless it has its capital inside, as isiZulu has."""
    if not name or any(letter.isupper() for letter in name.split()[0][1:]):
        return name
    return name[:1].title() + name[1:]


def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None


@lru_cache
def _by_own_name() -> tuple[str, ...]:
    return tuple(sorted(_OWN_NAMES, key=lambda tag: _sorting(_OWN_NAMES[tag])))


def _sorting(name: str) -> str:
    """Return a key that puts Čeština beside Cebuano."""
    plain = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
