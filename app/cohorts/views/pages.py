"""What the pages of one cohort share: the row of tabs above them."""

from typing import Any

from flask import render_template

from app.accounts.current import actor
from app.cohorts import policy
from app.cohorts.models import Cohort
from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.urls import url


def tabs(cohort: Cohort, current: str) -> list[tuple[str, str, bool]]:
    """Return the pages of a cohort for who takes part in it, or runs it."""
    names = {
        "show": _("Course"),
        "sessions": _("Sessions"),
        "people": _("People"),
        "announcements": _("Announcements"),
    }
    if policy.can_run(actor(), cohort):
        names |= {"table": _("Who has done what"), "trainers": _("Trainers"), "edit": _("Settings")}
    found = [
        (label, url(f"cohorts.{name}", cohort_id=cohort.id), name == current)
        for name, label in names.items()
    ]
    if cohort.board_id is not None:
        board = url("discussions.board", board_id=cohort.board_id)
        found.insert(3, (_("Discussion"), board, False))
    return found


def page(
    template: str, cohort: Cohort, current: str, form: Form | None = None, **values: Any
) -> tuple[str, int]:
    """Return a page of a cohort; with 422 when the form on it was not accepted."""
    body = render_template(
        f"cohorts/{template}.html",
        cohort=cohort,
        form=form,
        tabs=tabs(cohort, current),
        can_run=policy.can_run(actor(), cohort),
        **values,
    )
    return body, 422 if form is not None and form.errors else 200
