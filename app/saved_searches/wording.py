"""How saved searches are called."""

from collections.abc import Mapping

from app.kernel.i18n import gettext as _
from app.kernel.i18n import listing
from app.saved_searches.models import SavedSearch
from app.search import labels


def name(saved: SavedSearch, portals: Mapping[str, str] | None = None) -> str:
    """Return the words of a search and what was chosen: “rain” (Science, French)."""
    chosen = [
        labels.label(facet, value, portals or {})
        for facet, values in saved.chosen.items()
        for value in values
    ]
    if not chosen:
        return _("“%(query)s”", query=saved.text)
    if not saved.text:
        return listing(chosen)
    return _("“%(query)s” (%(choices)s)", query=saved.text, choices=listing(chosen))
