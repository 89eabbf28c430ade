"""The page of results, and the words that complete what is being typed."""

from typing import Any

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.kernel import i18n
from app.kernel.access import public
from app.kernel.urls import url
from app.portals import queries as portals
from app.search import asking, labels, searching
from app.search.documents import FACETS, Query, Results
from app.taxonomy import languages

bp = Blueprint("search", __name__, template_folder="templates")

PAGE_SIZE = 20
LONGEST_QUERY = 1_000
OFFERED = 12
"""Values of one facet that are offered; the rest are rarer."""

Choices = dict[str, list[str]]


@bp.get("/<locale:locale>/search")
@public
def results() -> ResponseReturnValue:
    """Show what is found, with ways to narrow it, and ways on when that is little."""
    text = request.args.get("q", "")[:LONGEST_QUERY].strip()
    chosen = {name: request.args.getlist(name) for name in FACETS if request.args.get(name)}
    sort = "newest" if request.args.get("sort") == "newest" else "relevance"
    after = request.args.get("after")
    answer = asking.ask(actor(), query(text, chosen, sort=sort, after=after))
    return render_template(
        "search/results.html",
        search_value=text,
        answer=answer,
        chosen=chosen,
        chosen_tags=_chosen_tags(text, chosen, sort),
        facets=_facets(answer.results, text, chosen, sort),
        sort=sort,
        sort_urls={one: _address(text, chosen, one) for one in ("relevance", "newest")},
        older=_address(text, chosen, sort, answer.results.next) if answer.results.next else None,
        newer=_address(text, chosen, sort) if after else None,
        suggestion_url=_address(answer.results.suggestion or "", chosen, sort),
    )


@bp.get("/<locale:locale>/search/completions")
@public
def completions() -> ResponseReturnValue:
    """Return how the query that is being typed may go on, as a JSON list."""
    text = request.args.get("q", "")[:LONGEST_QUERY]
    return jsonify(searching.complete(text, asking.audiences(actor())))


def query(
    text: str,
    chosen: Choices,
    *,
    sort: str = "relevance",
    after: str | None = None,
    limit: int = PAGE_SIZE,
) -> Query:
    """Return the question as this person asks it: their languages first, only what they may see."""
    return Query(
        text,
        filters={name: tuple(values) for name, values in chosen.items()},
        audiences=asking.audiences(actor()),
        languages=_languages(),
        sort="newest" if sort == "newest" else "relevance",
        limit=limit,
        after=after,
        grouped=True,
    )


def _languages() -> tuple[str, ...]:
    """Return what the person reads; of a visitor we know the interface's language."""
    spoken = [*actor().languages, i18n.current().babel.language]
    return tuple(dict.fromkeys(spoken))


def _facets(results: Results, text: str, chosen: Choices, sort: str) -> list[dict[str, Any]]:
    names = {
        portal.slug: portal.name_in(i18n.current().tag) for portal in portals.everything(actor())
    }
    found = []
    for name in labels.NAMES:
        counted = results.facets.get(name, [])[:OFFERED]
        if len(counted) > 1 or name in chosen:
            options = [_option(name, value, n, text, chosen, sort, names) for value, n in counted]
            found.append({"title": labels.title(name), "options": options})
    return found


def _option(
    name: str,
    value: str,
    count: int,
    text: str,
    chosen: Choices,
    sort: str,
    names: dict[str, str],
) -> dict[str, Any]:
    is_chosen = value in chosen.get(name, [])
    others = [one for one in chosen.get(name, []) if one != value]
    narrowed = {**chosen, name: others if is_chosen else [*others, value]}
    return {
        "label": labels.label(name, value, names),
        "count": count,
        "chosen": is_chosen,
        "href": _address(text, narrowed, sort),
        "lang": value if name == "language" else None,
        "dir": languages.direction(value) if name == "language" else None,
    }


def _chosen_tags(text: str, chosen: Choices, sort: str) -> list[tuple[str, str]]:
    """Return the chosen values, each with the address that takes it away."""
    names = {
        portal.slug: portal.name_in(i18n.current().tag) for portal in portals.everything(actor())
    }
    tags = []
    for name, values in chosen.items():
        for value in values:
            fewer = {**chosen, name: [one for one in values if one != value]}
            tags.append((labels.label(name, value, names), _address(text, fewer, sort)))
    return tags


def _address(text: str, chosen: Choices, sort: str, after: str | None = None) -> str:
    values = {name: tuple(values) for name, values in chosen.items() if values}
    order = None if sort == "relevance" else sort
    return url("search.results", q=text or None, sort=order, after=after, **values)
