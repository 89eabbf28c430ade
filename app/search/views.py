"""The page of results, and the words that complete what is being typed."""

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.kernel import i18n
from app.kernel.access import public
from app.portals import queries as portals
from app.search import asking, offers, searching
from app.search.asked import Asked
from app.search.documents import FACETS, Query

bp = Blueprint("search", __name__, template_folder="templates")

PAGE_SIZE = 20
LONGEST_QUERY = 1_000


@bp.get("/<locale:locale>/search")
@public
def results() -> ResponseReturnValue:
    """Show what is found, with ways to narrow it, and ways on when that is little."""
    asked = _asked()
    after = request.args.get("after")
    answer = asking.ask(actor(), query(asked, after=after))
    following = answer.results.next
    return render_template(
        "search/results.html",
        search_value=asked.text,
        asked=asked,
        answer=answer,
        older=asked.address(following) if following else None,
        newer=asked.address() if after else None,
        offers=offers.offers(actor(), asked) if _is_little(answer) else [],
    )


@bp.get("/<locale:locale>/search/completions")
@public
def completions() -> ResponseReturnValue:
    """Return how the query that is being typed may go on, as a JSON list."""
    text = request.args.get("q", "")[:LONGEST_QUERY]
    return jsonify(searching.complete(text, asking.audiences(actor())))


def _is_little(answer: asking.Answer) -> bool:
    """Return whether nothing says all that was asked."""
    return not answer.shown or "some-words" in answer.results.relaxed


def query(asked: Asked, *, after: str | None = None, limit: int = PAGE_SIZE) -> Query:
    """Return the question as this person asks it: their languages first, only what they may see."""
    spoken = [*actor().languages, i18n.current().babel.language]
    return Query(
        asked.text,
        filters=asked.chosen,
        audiences=asking.audiences(actor()),
        languages=tuple(dict.fromkeys(spoken)),
        sort="newest" if asked.sort == "newest" else "relevance",
        limit=limit,
        after=after,
        grouped=True,
    )


def _asked() -> Asked:
    return Asked(
        text=request.args.get("q", "")[:LONGEST_QUERY].strip(),
        chosen=chosen(),
        sort="newest" if request.args.get("sort") == "newest" else "relevance",
        portals={p.slug: p.name_in(i18n.current().tag) for p in portals.everything(actor())},
    )


def chosen() -> dict[str, tuple[str, ...]]:
    """Return the facets' values of the address."""
    asked = {name: tuple(filter(None, request.args.getlist(name))) for name in FACETS}
    return {name: values for name, values in asked.items() if values}
