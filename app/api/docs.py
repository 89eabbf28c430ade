"""A page that explains the API to people."""

from flask import Flask, render_template
from flask.typing import ResponseReturnValue

from app.kernel.access import public
from app.kernel.urls import external


def init_app(app: Flask) -> None:
    """Mount the page."""
    app.add_url_rule("/<locale:locale>/api", "api.docs", public(docs))


def docs() -> ResponseReturnValue:
    """Show what can be asked, with addresses to try."""
    return render_template(
        "api/docs.html",
        openapi=external("api-docs.openapi_json"),
        examples=[
            external("search_api.results", q="fractions", limit=5),
            external("portals_api.index"),
        ],
    )
