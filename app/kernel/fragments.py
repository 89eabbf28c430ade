"""Pieces of pages that need not be made again: `{% call kept("card", lesson.id, lesson.lock) %}`.

The key names everything that the piece shows; the locale is added. A record's lock changes with
every save, so an outdated piece is simply never asked for again, and makes room in time.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
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
        with self.lock:
            if full in self.kept:
                self.kept.move_to_end(full)
                return self.kept[full]
        made = caller()
        self._keep(full, made)
        return made

    def _keep(self, key: tuple[Hashable, ...], made: Markup) -> None:
        with self.lock:
            if key not in self.kept:
                self.kept[key] = made
                self.characters += len(made)
            while self.characters > MAX_CHARACTERS:
                self.characters -= len(self.kept.popitem(last=False)[1])


def init_app(app: Flask) -> None:
    """Let templates keep pieces."""
    app.jinja_env.globals.update(kept=Fragments())
