"""The trainer's view of a cohort: who has done what, who is behind, what is to be marked."""

from flask import Response, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.current import person
from app.cohorts import announcing, items, overview, spreadsheets, tables
from app.cohorts.announcement_forms import AnnouncementForm
from app.cohorts.views.blueprint import COHORT, bp, run_by_me
from app.cohorts.views.pages import page
from app.kernel import clock
from app.kernel.access import signed_in
from app.kernel.errors import Refused
from app.kernel.i18n import ngettext
from app.kernel.urls import url

PAGE_SIZE = 100


@bp.get(f"{COHORT}/table")
@signed_in
def table(cohort_id: int) -> ResponseReturnValue:
    """Show everyone with what they have done, a hundred at a time."""
    cohort = run_by_me(cohort_id)
    whole = overview.of(cohort, clock.now())
    first = tables.place_after(whole.rows, request.args.get("after", type=int))
    rows = whole.rows[first : first + PAGE_SIZE]
    more = first + PAGE_SIZE < len(whole.rows)
    return page(
        "table",
        cohort,
        "table",
        content=whole.content,
        rows=rows,
        total=len(whole.rows),
        late=len(whole.late),
        completed=sum(row.completed_at is not None for row in whole.rows),
        waiting=len(overview.to_mark(cohort)),
        after=rows[-1].enrolment_id if more else None,
        is_first=first == 0,
    )


@bp.get(f"{COHORT}/table.csv")
@signed_in
def table_file(cohort_id: int) -> ResponseReturnValue:
    """Give the whole table to a spreadsheet."""
    cohort = run_by_me(cohort_id)
    body = spreadsheets.written(tables.lines(cohort, overview.of(cohort, clock.now())))
    response = Response(body, content_type=spreadsheets.CONTENT_TYPE)
    response.headers["Content-Disposition"] = f"attachment; filename=cohort-{cohort.id}.csv"
    return response


@bp.get(f"{COHORT}/behind")
@signed_in
def behind(cohort_id: int) -> ResponseReturnValue:
    """Show who is behind, and a box to write to them."""
    cohort = run_by_me(cohort_id)
    late = overview.of(cohort, clock.now()).late
    chosen = {row.user_id for row in late}
    return page("behind", cohort, "table", AnnouncementForm(), late=late, chosen=chosen)


@bp.post(f"{COHORT}/behind")
@signed_in
def write_to_late(cohort_id: int) -> ResponseReturnValue:
    """Write to those who are chosen; each reads it alone."""
    cohort, form = run_by_me(cohort_id), AnnouncementForm()
    late = overview.of(cohort, clock.now()).late
    chosen = _chosen() & {row.user_id for row in late}
    if not form.validate():
        return page("behind", cohort, "table", form, late=late, chosen=chosen)
    words = (form.title.data or "", form.text.data or "")
    try:
        announcing.write_to(cohort, chosen, *words, actor=person())
    except Refused as refusal:
        form.title.errors = [str(refusal)]
        return page("behind", cohort, "table", form, late=late, chosen=chosen)
    flash(
        ngettext(
            "%(num)s person reads it, and hears of it by mail.",
            "%(num)s people read it, each alone, and hear of it by mail.",
            len(chosen),
        ),
        "success",
    )
    return redirect(url("cohorts.table", cohort_id=cohort.id), 303)


@bp.get(f"{COHORT}/to-mark")
@signed_in
def to_mark(cohort_id: int) -> ResponseReturnValue:
    """Show what was handed in and waits, the oldest first."""
    cohort = run_by_me(cohort_id)
    content = tables.content_of(cohort)
    waiting = [
        (one, place, item, items.marking(cohort, place, item))
        for one, place in overview.to_mark(cohort)
        if (item := content.item(one.item_key))
    ]
    return page("to_mark", cohort, "table", waiting=waiting)


def _chosen() -> set[int]:
    return {int(one) for one in request.form.getlist("to") if one.isdecimal() and len(one) <= 18}
