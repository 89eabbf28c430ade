"""The searches that a person keeps."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.kernel.access import signed_in
from app.kernel.errors import NotFound
from app.kernel.i18n import current
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.notifications.pages import tabs
from app.portals import queries as portals
from app.saved_searches import actions, queries, wording
from app.saved_searches.models import SavedSearch
from app.search.documents import FACETS

bp = Blueprint(
    "saved_searches", __name__, url_prefix="/<locale:locale>/searches", template_folder="templates"
)


def init_app(app: Flask) -> None:
    """Mount the pages, and say where the page of results sends what is to be kept."""
    app.register_blueprint(bp)
    app.context_processor(_where_to_save)


@bp.get("")
@signed_in
def index() -> ResponseReturnValue:
    """List the searches that the person keeps, each to be asked again or given up."""
    names = {one.slug: one.name_in(current().tag) for one in portals.everything(actor())}
    searches = [
        (one, wording.name(one, names), address(one)) for one in queries.of_person(person())
    ]
    return render_template(
        "saved_searches/index.html", searches=searches, tabs=tabs("saved_searches")
    )


@bp.post("")
@signed_in
def save() -> ResponseReturnValue:
    """Keep the search of the page of results."""
    asked = {name: tuple(filter(None, request.form.getlist(name))) for name in FACETS}
    chosen = {name: values for name, values in asked.items() if values}
    saved = actions.save(request.form.get("q", "").strip(), chosen, actor=person())
    flash(_("Saved. Your digest tells what is new in it."))
    return redirect(address(saved), 303)


@bp.post("/<int:saved_id>/removal")
@signed_in
def remove(saved_id: int) -> ResponseReturnValue:
    """Give a saved search up."""
    saved = queries.get(person(), saved_id)
    if saved is None:
        raise NotFound
    actions.remove(saved, actor=person())
    flash(_("The search is no longer saved."))
    return redirect(url("saved_searches.index"), 303)


def address(saved: SavedSearch) -> str:
    """Return where the search is asked again."""
    return url("search.results", q=saved.text or None, **saved.filters)


def _where_to_save() -> dict[str, Any]:
    on_results = request and request.endpoint == "search.results"
    return {"save_search_url": url("saved_searches.save")} if on_results else {}
