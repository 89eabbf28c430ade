"""What the templates of those who make and hold badges may ask."""

from collections.abc import Sequence

from flask import Flask

from app.accounts.current import person
from app.badges import queries
from app.badges.holding_forms import SHOWINGS
from app.badges.models import Badge, Means, Showing
from app.kernel.i18n import gettext as _
from app.portals.current import here


def init_app(app: Flask) -> None:
    """Give the templates their words."""
    app.jinja_env.globals.update(
        badges_in_work=badges_in_work,
        claim_code=claim_code,
        means_name=means_name,
        showing_name=lambda showing: SHOWINGS[Showing(showing)],
    )


def badges_in_work() -> Sequence[Badge]:
    """Return the portal's badges that nobody earns yet or any more, for who makes them."""
    return queries.not_earned(person(), here())


def claim_code(code: str) -> str:
    """Return a code as it is read out: two groups of four."""
    return f"{code[:4]} {code[4:]}"


def means_name(how: Means) -> str:
    """Return how an award came about."""
    return {
        Means.COMPLETION: _("by completing a course"),
        Means.HAND: _("by hand"),
        Means.CLAIM: _("with a code"),
    }[Means(how)]
