"""What trainers have to mark, over all assignments of a cohort, and all marks as a table."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from flask import Response, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.current import person
from app.cohorts.models import Cohort, Enrolment
from app.cohorts.views.blueprint import run_by_me
from app.courses.content import CourseContent, Item, ItemKind
from app.coursework import deadlines, peers, queries, reviews
from app.coursework.models import Extension, Status, Submission
from app.coursework.views.blueprint import MARKING, bp, page, the_content, the_item
from app.coursework.wording import STATUSES
from app.kernel import paging
from app.kernel.access import signed_in
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext
from app.kernel.urls import url

MOST_WAITING = 100
PAGE_SIZE = 30
STATES = {
    "marked": (Status.PASSED, Status.FAILED),
    "returned": (Status.RETURNED,),
}
MISSING = "missing"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@bp.get(f"{MARKING}/")
@signed_in
def to_mark(cohort_id: int) -> ResponseReturnValue:
    """Show what waits to be marked, the oldest first; or what is marked, the newest first."""
    cohort = run_by_me(cohort_id)
    content = the_content(cohort)
    assignments = _assignments(content)
    key = request.args.get("item", "")
    key = key if key in assignments else ""
    state = request.args.get("state", "")
    if state == MISSING:
        key = key or next(iter(assignments), "")
    waiting = queries.waiting(cohort)
    return page(
        "to_mark",
        cohort,
        items=assignments,
        key=key,
        state=state if state in (*STATES, MISSING) else "",
        waiting=waiting,
        all_waiting=sum(waiting.values()),
        listed=_listed(cohort, key, state),
        missing=_missing(cohort, assignments.get(key)) if state == MISSING else (),
        rounds=_rounds(cohort, assignments.get(key)),
    )


@bp.post(f"{MARKING}/peers/<key>")
@signed_in
def begin_peers(cohort_id: int, key: str) -> ResponseReturnValue:
    """Ask participants to look at each other's work now."""
    cohort = run_by_me(cohort_id)
    _content, item, _assignment = the_item(cohort, key)
    count = peers.begin(cohort, item, actor=person())
    words = ngettext("%(num)s review is asked for.", "%(num)s reviews are asked for.", count)
    flash(words, "success")
    return redirect(url("coursework.to_mark", cohort_id=cohort_id, item=key), 303)


@bp.get(f"{MARKING}/marks.csv")
@signed_in
def marks(cohort_id: int) -> ResponseReturnValue:
    """Hand over what everybody handed in last, with its mark, as a spreadsheet reads it."""
    cohort = run_by_me(cohort_id)
    text = io.StringIO()
    csv.writer(text).writerows(_rows(cohort))
    response = Response(text.getvalue().encode("utf-8-sig"), mimetype="text/csv")
    name = f"{cohort.title} {_('Marks')}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _assignments(content: CourseContent) -> dict[str, Item]:
    return {item.key: item for item in content.items if item.kind == ItemKind.ASSIGNMENT}


def _listed(cohort: Cohort, key: str, state: str) -> paging.Page[Submission]:
    if state == MISSING:
        return paging.Page([])
    if state not in STATES:
        waiting = queries.listed(cohort, key, Status.HANDED_IN)
        return paging.Page(list(queries.first(waiting, MOST_WAITING)))
    found = queries.listed(cohort, key, *STATES[state]).order_by(None)
    return paging.page(
        found,
        Submission.id,
        size=PAGE_SIZE,
        after=request.args.get("after"),
        before=request.args.get("before"),
    )


def _missing(
    cohort: Cohort, item: Item | None
) -> list[tuple[Enrolment, Extension | None, datetime | None]]:
    """Return who has not handed in, and until when each may."""
    if item is None:
        return []
    found = queries.missing(cohort, item.key)
    return [(one, given, deadlines.due(cohort, item, given)) for one, given in found]


def _rounds(cohort: Cohort, item: Item | None) -> str:
    """Return how peers stand to the item: “asked”, “can be asked”, or nothing."""
    if item is None or item.assignment is None or item.assignment.peers is None:
        return ""
    return "asked" if reviews.round_of(cohort, item.key) else "open"


def _rows(cohort: Cohort) -> Iterator[list[str]]:
    items = _assignments(the_content(cohort))
    yield [
        _("Name"),
        _("E-mail"),
        _("Assignment"),
        _("Try"),
        _("Handed in"),
        _("Late"),
        _("State"),
        _("Points"),
        _("Of"),
        _("Marked by"),
        _("Marked at"),
    ]
    for one in queries.marks(cohort):
        user, item = one.enrolment.user, items.get(one.item_key)
        said = [user.name, user.email or "", item.title if item else one.item_key, one.number]
        said += [_moment(one.handed_in_at), _("yes") if one.is_late else _("no")]
        said += [str(STATUSES[one.status]), _plain(one.points), _plain(one.of)]
        said += [one.marker.name if one.marker else "", _moment(one.marked_at)]
        yield [_cell(str(value)) for value in said]


def _cell(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _moment(at: datetime | None) -> str:
    return at.isoformat(timespec="minutes") if at else ""
