"""What a search page was asked: the words, the choices, the order; and the addresses near it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from app.kernel.urls import url
from app.search import labels
from app.search.documents import Results
from app.taxonomy import languages

OFFERED = 12
"""Values of one facet that are offered; the rest are rarer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A search page's question; `portals` are the names of the portals that the person may see."""

    text: str
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    portals: Mapping[str, str] = field(default_factory=dict)

    def address(self, after: str | None = None) -> str:
        """Return the address of this question's page."""
        chosen = {name: values for name, values in self.chosen.items() if values}
        order = None if self.sort == "relevance" else self.sort
        return url("search.results", q=self.text or None, sort=order, after=after, **chosen)

    def toggled(self, name: str, value: str) -> Self:
        """Return the question with this value chosen, or not any more."""
        values = self.chosen.get(name, ())
        others = tuple(one for one in values if one != value)
        return replace(
            self, chosen={**self.chosen, name: others if value in values else (*others, value)}
        )

    def sorted(self, sort: str) -> Self:
        """Return the question in another order."""
        return replace(self, sort=sort)

    def saying(self, text: str) -> Self:
        """Return the question with other words."""
        return replace(self, text=text)

    def tags(self) -> list[tuple[str, str]]:
        """Return the chosen values, each with the address that takes it away."""
        return [
            (labels.label(name, value, self.portals), self.toggled(name, value).address())
            for name, values in self.chosen.items()
            for value in values
        ]

    def facets(self, results: Results) -> list[dict[str, Any]]:
        """Return the facets that can narrow these results, as the component shows them."""
        found = []
        for name in labels.NAMES:
            counted = results.facets.get(name, [])[:OFFERED]
            if len(counted) > 1 or name in self.chosen:
                options = [self._option(name, value, count) for value, count in counted]
                found.append({"title": labels.title(name), "options": options})
        return found

    def _option(self, name: str, value: str, count: int) -> dict[str, Any]:
        is_language = name == "language"
        return {
            "label": labels.label(name, value, self.portals),
            "count": count,
            "chosen": value in self.chosen.get(name, ()),
            "href": self.toggled(name, value).address(),
            "lang": value if is_language else None,
            "dir": languages.direction(value) if is_language else None,
        }
