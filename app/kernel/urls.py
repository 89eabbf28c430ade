"""Addresses: built once, remembered per locale and portal, because a page has hundreds."""

from contextvars import ContextVar
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from flask import Flask, current_app, g, has_request_context, request
from werkzeug.routing import MapAdapter

from app.kernel import i18n

portal_slug: ContextVar[str | None] = ContextVar("portal_slug", default=None)
"""The portal of the address that is being answered."""


def init_app(app: Flask, *, base_url: str) -> None:
    """Take the locale out of each address, and put it into those that are built."""
    app.extensions["urls"] = (_Builder(app), base_url)
    app.jinja_env.globals.update(url=url, external=external, switch_url=switch_url)
    app.url_value_preprocessor(_take_locale)


def url(endpoint: str, **values: Any) -> str:
    """Return the path of an endpoint, in the spoken locale and the current portal."""
    builder, _ = current_app.extensions["urls"]
    given = tuple(sorted((key, value) for key, value in values.items() if value is not None))
    path: str = builder.build(endpoint, i18n.current().tag, portal_slug.get(), given)
    return path


def base_url() -> str:
    """Return BASE_URL: where the network is reached, without a slash at the end."""
    address: str = current_app.extensions["urls"][1]
    return address


def external(endpoint: str, **values: Any) -> str:
    """Return the whole address, for mails and the API: from BASE_URL, never from a request."""
    return f"{base_url()}{url(endpoint, **values)}"


def switch_url(locale: str) -> str:
    """Return this very page in another locale of the interface."""
    if not has_request_context() or request.endpoint is None or "locale" not in g.route:
        return f"/{locale}/"
    rule = request.url_rule
    if rule is None or "GET" not in (
        rule.methods or ()
    ):  # a refused POST without a page of its own
        return f"/{locale}/"
    path = quote(request.path.removeprefix(f"/{g.route['locale']}"), safe=_PLAIN)
    query = quote(request.query_string, safe=f"{_PLAIN}%?&=+")
    return f"/{locale}{path}{'?' if query else ''}{query}"


_PLAIN = "/@:,;!$*~"


class _Builder:
    def __init__(self, app: Flask) -> None:
        self.app = app
        self.build = lru_cache(32_768)(self._build)

    @property
    def adapter(self) -> MapAdapter:
        return self.app.url_map.bind("localhost")

    def _build(
        self, endpoint: str, locale: str, portal: str | None, given: tuple[tuple[str, Any], ...]
    ) -> str:
        expects = self.app.url_map.is_endpoint_expecting
        values: dict[str, Any] = dict(given)
        if expects(endpoint, "locale"):
            values.setdefault("locale", locale)
        if portal is not None and expects(endpoint, "portal"):
            values.setdefault("portal", portal)
        return self.adapter.build(endpoint, values)


def _take_locale(endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.route = dict(values or {})
    tag = values.pop("locale", None) if values else _locale_of(request.path)
    i18n.speak(tag or i18n.best_for(request.accept_languages).tag)
    g.locale = i18n.current()


def _locale_of(path: str) -> str | None:
    """Return the locale of an address that leads nowhere: what is not there is said in it too."""
    begins = path.split("/", 2)[1]
    return begins if begins in i18n.LOCALES else None
