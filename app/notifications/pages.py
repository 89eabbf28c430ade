"""What the pages of notices share: their blueprint, how one is answered, the bar of every page."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, Response, g, has_request_context, render_template

from app.accounts import pages as account
from app.accounts.current import person
from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.notifications import queries

bp = Blueprint(
    "notifications",
    "app.notifications",
    url_prefix="/<locale:locale>",
    template_folder="templates",
)


def init_app(app: Flask) -> None:
    """Mount the pages, and let the bar of every page ask how much is unread."""
    app.register_blueprint(bp)
    app.context_processor(_bar)
    account.add_tab("notices", lambda: _("Notices"), "notifications.preferences")


@bp.after_request
def keep_private(response: Response) -> Response:
    """Let no browser keep what one person was told; on a shared machine, Back would show it."""
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def page(template: str, form: Form | None = None, **values: Any) -> tuple[str, int]:
    """Return a page; with 422 when the form on it was not accepted."""
    body = render_template(f"notifications/{template}.html", form=form, **values)
    return body, 422 if form is not None and form.errors else 200


_more_tabs: dict[str, tuple[Callable[[], str], str]] = {}


def add_tab(name: str, label: Callable[[], str], endpoint: str) -> None:
    """Let a room above add a page to what one hears of."""
    _more_tabs[name] = (label, endpoint)


def tabs(current: str) -> list[tuple[str, str, bool]]:
    """Return the pages about what one hears of, as tabs."""
    shown = {
        "notices": (_("Notices"), "notifications.notices"),
        "subscriptions": (_("What you watch"), "notifications.subscriptions"),
        **{name: (label(), endpoint) for name, (label, endpoint) in _more_tabs.items()},
        "preferences": (_("Mail"), "notifications.preferences"),
    }
    return [(label, url(at), name == current) for name, (label, at) in shown.items()]


def _bar() -> dict[str, Any]:
    """Let the layout ask, once a page and only for people; a mail has no bar."""
    if not has_request_context() or not getattr(g.get("actor"), "is_signed_in", False):
        return {}
    return {
        "standing": lambda: queries.standing(person()),
        "notices_url": url("notifications.notices"),
        "notices_count_url": url("notifications.count"),
        "mailbox_url": url("notifications.preferences"),
    }
