"""What the pages of portals share: their blueprints, how a page is answered, the desk's tabs."""

from typing import Any

from flask import Blueprint, render_template, request

from app.accounts.current import actor
from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import number
from app.kernel.urls import url
from app.portals import policy, queries
from app.portals.current import here

portals = Blueprint("portals", "app.portals", template_folder="templates")
people = Blueprint("people", "app.portals")

PORTAL = "/<locale:locale>/<portal:portal>"


def page(template: str, form: Form | None = None, **values: Any) -> tuple[str, int]:
    """Return a page; with 422 when the form on it was not accepted."""
    body = render_template(f"portals/{template}.html", form=form, **values)
    return body, 422 if form is not None and form.errors else 200


def desk() -> list[tuple[str, str, bool]]:
    """Return the pages on which stewards look after people, as tabs; nobody else has any."""
    if not policy.can_steward(actor(), here()):
        return []
    waiting = queries.count_awaiting(here().id)
    names = {
        "people.index": _("Members"),
        "people.requests": _("Requests: %(count)s", count=number(waiting)),
        "people.invitations": _("Invitations"),
    }
    return [(label, url(name), name == request.endpoint) for name, label in names.items()]
