"""Portals as programs read them."""

from typing import Any

from app.accounts.models import Actor
from app.kernel import i18n
from app.kernel.urls import external
from app.portals import navigation, queries
from app.portals.models import Portal
from app.portals.queries import Listed


def listed(actor: Actor) -> list[dict[str, Any]]:
    """Return the portals that exist for this person, in the locale that is spoken."""
    return [_described(one) for one in queries.listed(actor)]


def _described(one: Listed) -> dict[str, Any]:
    portal, locale = one.portal, i18n.current().tag
    return {
        "slug": portal.slug,
        "name": portal.name_in(locale),
        "names": portal.names,
        "description": portal.description_in(locale),
        "languages": portal.languages,
        "region": portal.region,
        "joining": portal.joining.value,
        "url": _address(portal),
        "members": one.members,
    }


def _address(portal: Portal) -> str:
    return external(navigation.front_endpoint(), portal=portal.slug)
