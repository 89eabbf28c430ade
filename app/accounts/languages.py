"""The languages that people read: BCP-47 tags with the names that CLDR knows."""

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from app.kernel import i18n

NOT_LANGUAGES = {"root", "und", "mul", "zxx", "mis"}


def normal(tag: str) -> str | None:
    """Return a tag as it is kept: known to CLDR, deprecated codes replaced; None for others."""
    language, *rest = tag.strip().replace("_", "-").split("-")
    language = _aliases().get(language.lower(), language.lower())
    scripted = "-".join([language, *(part.title() for part in rest[:1] if len(part) == 4)])
    for candidate in (scripted, language):
        if candidate in _known():
            return candidate
    return None


def names() -> list[tuple[str, str]]:
    """Return (tag, name) of every language, named and sorted in the spoken locale."""
    return _names(i18n.current().babel)


def name(tag: str) -> str:
    """Return a language's name in the spoken locale, followed by its own name for itself."""
    return _name(tag, i18n.current().babel)


@lru_cache
def _known() -> frozenset[str]:
    tags = (str(tag).replace("_", "-") for tag in Locale("en").languages)
    return frozenset(tag for tag in tags if _is_kept(tag))


def _is_kept(tag: str) -> bool:
    parts = tag.split("-")
    if parts[0] in NOT_LANGUAGES or parts[0] in _aliases():
        return False
    return all(len(part) == 4 for part in parts[1:])


@lru_cache
def _aliases() -> dict[str, str]:
    """Return what replaces a deprecated code, without a script: “sh” is Serbian today."""
    replaced: Mapping[str, str] = get_global("language_aliases")
    return {old: new.partition("_")[0] for old, new in replaced.items()}


@lru_cache(64)
def _names(locale: Locale) -> list[tuple[str, str]]:
    named = ((tag, _name(tag, locale)) for tag in _known())
    return sorted(named, key=lambda pair: pair[1].casefold())


@lru_cache(8192)
def _name(tag: str, locale: Locale) -> str:
    said = locale.languages.get(tag.replace("-", "_")) or _own_name(tag) or tag
    own = _own_name(tag)
    return f"{said} ({own})" if own and own.casefold() != said.casefold() else said


@lru_cache(2048)
def _own_name(tag: str) -> str | None:
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
    return locale.languages.get(tag.replace("-", "_"))
