"""Pieces of pages that need not be made again: `{% call kept("card", lesson.id, lesson.lock) %}`.

The key names everything that the piece shows; the locale is added. A record's lock changes with
every save, so an outdated piece is simply never asked for again, and makes room in time.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from functools import partial
from threading import Lock

from flask import Flask
from markupsafe import Markup

from app.kernel import i18n

MAX_CHARACTERS = 32_000_000


class Fragments:
    """A process's pieces; those not asked for longest make room."""

    def __init__(self) -> None:
        self.kept: OrderedDict[tuple[Hashable, ...], Markup] = OrderedDict()
        self.characters = 0
        self.lock = Lock()

    def __call__(self, *key: Hashable, caller: Callable[[], Markup]) -> Markup:
        """Return the piece of this key, made by the body of the call if it is not there."""
        full = (i18n.current().tag, *key)
        return self._piece(full, caller)

    def each(
        self, name: str, items: Iterable[Hashable], make: Callable[..., Markup], *more: Hashable
    ) -> Markup:
        """Return the pieces of all items, one after another; `make(item, *more)` makes one.

        An item names everything that its piece shows, but for what is the same for all.
        """
        locale = i18n.current().tag
        keys = {(locale, name, item, *more): item for item in items}
        return Markup().join(
            self._piece(key, partial(make, item, *more)) for key, item in keys.items()
        )

    def _piece(self, key: tuple[Hashable, ...], make: Callable[[], Markup]) -> Markup:
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
        return self._keep(key, make())

    def _keep(self, key: tuple[Hashable, ...], made: Markup) -> Markup:
        with self.lock:
            if key not in self.kept:
                self.kept[key] = made
                self.characters += len(made)
            while self.characters > MAX_CHARACTERS:
                self.characters -= len(self.kept.popitem(last=False)[1])
        return made


def init_app(app: Flask) -> None:
    """Let templates keep pieces."""
    app.jinja_env.globals.update(kept=Fragments())
