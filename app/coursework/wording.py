"""How facts about course work are said: for the templates of this room."""

from flask import Flask

from app.coursework import scores
from app.coursework.models import Deed, Status, Submission
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext, lazy_pgettext, number

STATUSES = {
    Status.DRAFT: lazy_pgettext("submission", "Draft"),
    Status.HANDED_IN: lazy_gettext("Handed in"),
    Status.RETURNED: lazy_gettext("Returned, to be done again"),
    Status.PASSED: lazy_gettext("Passed"),
    Status.FAILED: lazy_gettext("Not passed"),
}
DEEDS = {
    Deed.MARKED: lazy_gettext("Marked"),
    Deed.CORRECTED: lazy_gettext("Corrected the mark"),
    Deed.RETURNED: lazy_gettext("Returned it"),
}
KINDS = {
    Status.RETURNED: "warn",
    Status.FAILED: "warn",
    Status.PASSED: "sun",
    Status.DRAFT: "line",
}


def init_app(app: Flask) -> None:
    """Give templates the words."""
    app.jinja_env.globals.update(
        criteria_of=scores.criteria_of,
        marking_name=lambda deed: str(DEEDS[Deed(deed)]),
        mark_points=mark_points,
        passes_at=scores.passes_at,
        read_scores=scores.read,
        submission_kind=lambda status: KINDS.get(Status(status), ""),
        submission_status=lambda status: str(STATUSES[Status(status)]),
    )


def mark_points(submission: Submission) -> str:
    """Return “12 of 16 points”; empty where nothing is marked."""
    if submission.points is None or submission.of is None:
        return ""
    return _(
        "%(points)s of %(all)s points",
        points=number(submission.points),
        all=number(submission.of),
    )
