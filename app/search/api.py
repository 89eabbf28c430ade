"""Searching for programs, with the same doors as the page."""

from dataclasses import replace
from typing import Any

from flask_smorest import Blueprint
from marshmallow import EXCLUDE, Schema, fields
from marshmallow.validate import Length, OneOf

from app.accounts.current import actor
from app.kernel.access import public
from app.kernel.rest import ListQuery, ListSchema, next_address
from app.kernel.urls import base_url
from app.search import asking
from app.search.asked import Asked
from app.search.views import LONGEST_QUERY, chosen, query

blp = Blueprint("search_api", __name__, url_prefix="/api/v1", description="Finding")


class SearchQuery(ListQuery):
    """What is asked; facets may be given several times."""

    class Meta:
        """A name that we do not know changes nothing."""

        unknown = EXCLUDE

    q = fields.String(load_default="", validate=Length(max=LONGEST_QUERY))
    type = fields.String(load_default=None, metadata={"description": "`lesson`"})
    sort = fields.String(load_default="relevance", validate=OneOf(["relevance", "newest"]))
    portal = fields.String(metadata={"description": "A portal's slug"})
    language = fields.String(metadata={"description": "Content language, BCP-47"})
    subject = fields.String()
    level = fields.String()
    licence = fields.String()
    devices = fields.String()
    length = fields.String()


class HitSchema(Schema):
    """One hit."""

    type = fields.String()
    id = fields.Integer()
    identifier = fields.String(allow_none=True)
    title = fields.String()
    url = fields.String()
    language = fields.String()
    portal = fields.String()
    excerpt = fields.String()
    score = fields.Float()


class ResultsSchema(ListSchema):
    """The answer."""

    total = fields.Integer()
    results = fields.List(fields.Nested(HitSchema))
    facets = fields.Dict(
        keys=fields.String(), values=fields.Dict(keys=fields.String(), values=fields.Integer())
    )
    suggestion = fields.String(allow_none=True)


@blp.route("/search")
@blp.arguments(SearchQuery, location="query")
@blp.response(200, ResultsSchema)
@public
def results(asked: dict[str, Any]) -> dict[str, Any]:
    """Find lessons: words, "phrase", -word, a beginning*; facets narrow."""
    narrowed = chosen()
    kinds = narrowed.pop("type", ())
    question = query(
        Asked(asked["q"], narrowed, asked["sort"]), after=asked["after"], limit=asked["limit"]
    )
    found = asking.ask(actor(), replace(question, types=kinds, grouped=False))
    return {
        "total": found.total,
        "results": [_hit(shown) for shown in found.shown],
        "facets": {name: dict(counts) for name, counts in found.results.facets.items()},
        "suggestion": found.results.suggestion,
        "next": next_address(found.results.next),
    }


def _hit(shown: asking.Shown) -> dict[str, Any]:
    return {
        "type": shown.hit.type,
        "id": shown.hit.id,
        "identifier": shown.card.identifier,
        "title": shown.card.title,
        "url": f"{base_url()}{shown.card.url}",
        "language": shown.card.language,
        "portal": shown.card.portal,
        "excerpt": "".join(text for text, _ in shown.excerpt),
        "score": shown.hit.score,
    }
