"""Conditions and statements that depend on nothing but who asks: built once for each standpoint."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar

from cachetools import LRUCache, cached

from app.accounts.models import Actor

MOST = 200
"""Standpoints that are kept of one statement, which takes 10 to 50 kB."""

Made = TypeVar("Made")
Asked = ParamSpec("Asked")


def once_per_standpoint(
    build: Callable[Concatenate[Actor, Asked], Made],
) -> Callable[Concatenate[Actor, Asked], Made]:
    """Keep what `build` returns: it may look at the actor's id, portals, roles, stewardship.

    What else it is given is part of the standpoint.
    """
    return cached(LRUCache(maxsize=MOST), key=_standpoint, lock=Lock())(build)


def _standpoint(actor: Actor, *asked: Hashable) -> tuple[Hashable, ...]:
    places = tuple((one, actor.role_in(one)) for one in actor.portal_ids)
    return actor.id, actor.is_network_steward, places, *asked
