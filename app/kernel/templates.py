"""Templates, made a little faster than Flask's own."""

from collections import ChainMap
from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment as FlaskEnvironment


class Environment(FlaskEnvironment):
    """Lets all templates share one dictionary of globals.

    Jinja compares the globals of a page and of each component that it imports; chained ones, a
    copy for each template, made that a tenth of a page's time.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template."""
        return ChainMap(d, self.globals) if d else self.globals
