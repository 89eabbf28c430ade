"""What the answers at public addresses have in common: type, caching, and who may read them."""

import json

from flask import Response, g

from app.accounts.current import actor
from app.badges.openbadges.values import Json
from app.kernel import i18n

CREDENTIAL = "application/vc+ld+json"
JWT = "application/vc+jwt"
LINKED = "application/ld+json"
DID = "application/did+ld+json"
KEPT_FOR = 300
"""In seconds: how long others may keep keys, lists and badges before they ask again."""
PICTURE = "default-src 'none'; img-src data:; sandbox; frame-ancestors 'none'"


def answer(
    body: str | bytes, media_type: str, *, keep: int = KEPT_FOR, shown: bool = True
) -> Response:
    """Return an answer that any site's script may read, for verifiers run in browsers.

    `keep` is 0 for what must be asked for each time. What is not `shown` to everyone is for the
    asker alone, and no other site's script reads it.
    """
    response = Response(body, content_type=_typed(media_type))
    response.headers["Cache-Control"] = _caching(keep, shown=shown)
    if shown:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if media_type == "image/svg+xml":
        response.headers["Content-Security-Policy"] = PICTURE
    return response


def said(document: Json, media_type: str = LINKED, *, keep: int = KEPT_FOR, shown: bool = True
) -> Response:  # fmt: skip
    """Return a document as JSON."""
    return answer(json.dumps(document, ensure_ascii=False), media_type, keep=keep, shown=shown)


def handed_over(response: Response, name: str) -> Response:
    """Let a browser save the answer under a name."""
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def reader_locale() -> str:
    """Return the locale of who asks at an address without one."""
    mine = getattr(actor(), "locale", None)
    return mine if mine in i18n.LOCALES else str(g.locale.tag)


def _typed(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if "json" in media_type else media_type


def _caching(keep: int, *, shown: bool) -> str:
    if not shown:
        return "private, no-cache"
    return f"public, max-age={keep}" if keep else "public, no-cache"
