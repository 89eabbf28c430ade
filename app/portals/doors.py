"""Which portal an address names, and whether whoever asks may come in."""

from typing import Any

from flask import Flask, current_app, g, request

from app.accounts.current import actor
from app.kernel.access import Access, access_of, require
from app.kernel.errors import NotFound
from app.kernel.urls import portal_slug
from app.portals import navigation, policy, queries
from app.portals.current import here


def init_app(app: Flask) -> None:
    """Resolve the portal of each address, after accounts have found out who asks."""
    app.url_value_preprocessor(_take_portal)
    app.before_request(_enter)
    app.teardown_request(_leave)
    app.context_processor(_surroundings)


def _take_portal(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.portal = None
    portal_slug.set(values.pop("portal", None) if values else None)


def _enter() -> None:
    """Find the portal in one statement; one that this person may not see does not exist."""
    slug = portal_slug.get()
    if slug is None:
        return
    g.portal = queries.by_slug(actor(), slug)
    if g.portal is None:
        raise NotFound
    if _door() == Access.STEWARD:
        require(policy.can_steward(actor(), here()))


def _door() -> Access | None:
    return access_of(current_app, request.endpoint) if request.endpoint else None


def _leave(_error: BaseException | None) -> None:
    portal_slug.set(None)


def _surroundings() -> dict[str, Any]:
    """Give pages below a portal its rooms and how this person stands to it; mails have neither."""
    portal = g.get("portal")
    if portal is None:
        return {}
    return {
        "rooms_nav": navigation.rooms(actor(), portal),
        "portal_url": navigation.front(portal),
        "place": policy.place_of(actor(), portal),
    }
