"""What may stand in an address: a number, a locale of the interface, the slug of a portal.

A portal's slug stands where network pages have their names (`/<locale>/<here>/…`), so the words
that are taken there are read from the app's own routes.
"""

from functools import lru_cache

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, Map, ValidationError

from app.kernel.i18n import LOCALES


class LocaleConverter(BaseConverter):
    """A locale that the interface speaks, the pseudo ones too."""

    regex = "|".join(sorted(LOCALES, key=len, reverse=True))


MAX_INTEGER = 2**63 - 1


class IdConverter(IntegerConverter):
    """A number that a database can hold; a larger one names nothing."""

    def to_python(self, value: str) -> int:
        """Return the number, or let the address name nothing."""
        number: int = super().to_python(value)
        if number > MAX_INTEGER:
            raise ValidationError(value)
        return number


class PortalConverter(BaseConverter):
    """A slug that is not the name of a network page."""

    regex = "[a-z][a-z0-9-]{1,39}"

    def to_python(self, value: str) -> str:
        """Return the slug; a reserved word is no portal."""
        if value in reserved_words(self.map):
            raise ValidationError(value)
        return value


def init_app(app: Flask) -> None:
    """Let routes say `<locale:locale>` and `<portal:portal>`; comes before any room's routes."""
    app.url_map.converters.update(int=IdConverter, locale=LocaleConverter, portal=PortalConverter)


@lru_cache(maxsize=4)
def reserved_words(routes: Map) -> frozenset[str]:
    """Return the words that are taken where a portal's slug stands, once all routes are known."""
    parts = (rule.rule.split("/") for rule in routes.iter_rules())
    return frozenset(
        part[2] for part in parts if len(part) > 2 and part[1].startswith("<locale") and part[2]
    ) - {"<portal:portal>"}
