"""What the pages of accounts share: their blueprint, how a form is answered, the ways around."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, render_template

from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.urls import url

bp = Blueprint(
    "accounts", "app.accounts", url_prefix="/<locale:locale>", template_folder="templates"
)


@bp.after_request
def keep_private(response: Response) -> Response:
    """Let no browser keep what a person fills in; on a shared machine, Back would show it."""
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def page(template: str, form: Form | None = None, **values: Any) -> tuple[str, int]:
    """Return a page; with 422 when the form on it was not accepted."""
    body = render_template(f"accounts/{template}.html", form=form, **values)
    return body, 422 if form is not None and form.errors else 200


def link_over(kind: str) -> tuple[str, int]:
    """Return the page for a link that was used, has expired or never was one."""
    return render_template("accounts/link_over.html", kind=kind), 410


_more_tabs: dict[str, tuple[Callable[[], str], str]] = {}


def add_tab(name: str, label: Callable[[], str], endpoint: str) -> None:
    """Let a room above add a page to everybody's account."""
    _more_tabs[name] = (label, endpoint)


def account_tabs(current: str) -> list[tuple[str, str, bool]]:
    """Return the pages of an account, for the row of tabs on each of them."""
    names = {
        "profile": _("Profile"),
        "languages": _("Languages"),
        "security": _("Security"),
        "email": _("E-mail"),
    }
    own = [(label, url(f"accounts.{name}"), name == current) for name, label in names.items()]
    more = [(label(), url(at), name == current) for name, (label, at) in _more_tabs.items()]
    return own + more
