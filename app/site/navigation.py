"""Where the bars of every page lead."""

from typing import Any

from flask import Flask, g, has_request_context, request

from app.kernel.i18n import gettext as _
from app.kernel.urls import url


def init_app(app: Flask) -> None:
    """Give the layout its addresses."""
    app.context_processor(_navigation)


def _navigation() -> dict[str, Any]:
    if not has_request_context():  # a mail has no bars
        return {}
    portal = g.get("portal")
    signed_in = getattr(g.get("actor"), "is_signed_in", False)
    return {
        "home_url": url("site.home"),
        "portal_url": url("site.front") if portal else None,
        "search_url": url("search.results"),
        "completions_url": url("search.completions"),
        "search_hint": _("Search lessons and discussions in every language"),
        "sign_in_url": url("accounts.sign_in", next=_next()),
        "sign_up_url": url("accounts.sign_up", next=_next()),
        "sign_out_url": url("accounts.sign_out"),
        "me_nav": _mine() if signed_in else (),
        "foot_nav": [
            (_("All portals"), url("site.home")),
            (_("Check a badge"), url("badges.verify")),
            ("API", url("api.docs")),
        ],
    }


def _next() -> str | None:
    """Return the page to come back to; none from the pages of the door itself."""
    at_the_door = (request.endpoint or "").startswith(("accounts.", "site.home"))
    return None if at_the_door or request.method != "GET" else request.path


def _mine() -> list[tuple[str, str, str]]:
    """Return name, address, and the name under which what is unread there is counted."""
    places = [(_("My page"), url("accounts.person", user_id=g.actor.id), "")]
    if g.get("portal") and g.actor.is_member_of(g.portal.id):
        places.append((_("My lessons"), url("lessons.mine"), ""))
    places.append((_("My courses"), url("cohorts.record"), ""))
    places.append((_("My backpack"), url("badges.backpack"), ""))
    places.append((_("Messages"), url("messages.index"), "messages"))
    return [*places, (_("My account"), url("accounts.profile"), "")]
