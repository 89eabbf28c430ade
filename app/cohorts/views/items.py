"""The items of a course, as the cohort runs it: to read, to do, to mark as done."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.cohorts import items, learning, meetings, policy, progress, queries, seen
from app.cohorts.models import Cohort, Enrolment
from app.cohorts.views.blueprint import COHORT, bp, my_cohort
from app.cohorts.views.pages import page
from app.courses import bodies
from app.courses.content import CourseContent, Item
from app.kernel import clock, files
from app.kernel.access import require, signed_in
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.kernel.urls import url

ITEM = f"{COHORT}/items/<key>"


@bp.get(ITEM)
@signed_in
def item(cohort_id: int, key: str) -> ResponseReturnValue:
    """Show an item in the revision that the cohort runs."""
    cohort, mine = my_cohort(cohort_id)
    content, shown = _item(cohort, key)
    takes_part = mine if mine is not None and mine.is_active else None
    if takes_part:
        seen.note(takes_part)
    done = {one.item_key: one for one in takes_part.progress} if takes_part else {}
    before, after = learning.neighbours(content, key)
    return page(
        "item",
        cohort,
        "show",
        item=shown,
        module=content.module_of(key),
        content=content,
        mine=takes_part,
        line=learning.line(cohort, shown, done, clock.now()),
        before=before,
        after=after,
        can_mark=takes_part is not None and shown.kind in progress.SELF_MARKED,
        body=lambda: bodies.body(actor(), cohort.course, shown, content.language),
        until=files.expiry(),
        sessions=meetings.of_item(cohort, key),
        section=items.section(actor(), cohort, takes_part, shown),
    )


@bp.post(f"{ITEM}/done")
@signed_in
def mark_done(cohort_id: int, key: str) -> ResponseReturnValue:
    """Take note that I have done it, and go on to the next item."""
    cohort, mine = my_cohort(cohort_id)
    content, shown = _item(cohort, key)
    enrolment = _taking_part(mine)
    was_completed = enrolment.is_completed
    progress.mark_done(cohort, enrolment, shown, actor=person())
    if enrolment.is_completed and not was_completed:
        flash(_("You have completed the course. Congratulations!"), "success")
        return redirect(url("cohorts.show", cohort_id=cohort.id), 303)
    _before, after = learning.neighbours(content, key)
    onwards = after if after and _follows(content, shown, after) else None
    if onwards:
        return redirect(url("cohorts.item", cohort_id=cohort.id, key=onwards.key), 303)
    return redirect(url("cohorts.show", cohort_id=cohort.id), 303)


@bp.post(f"{ITEM}/undone")
@signed_in
def unmark(cohort_id: int, key: str) -> ResponseReturnValue:
    """Take back that I have done it."""
    cohort, mine = my_cohort(cohort_id)
    _content, shown = _item(cohort, key)
    progress.unmark(cohort, _taking_part(mine), shown, actor=person())
    return redirect(url("cohorts.item", cohort_id=cohort.id, key=key), 303)


def _item(cohort: Cohort, key: str) -> tuple[CourseContent, Item]:
    content = queries.content(cohort.course_id, cohort.revision)
    found = content.item(key)
    if found is None:
        raise NotFound
    return content, found


def _taking_part(mine: Enrolment | None) -> Enrolment:
    require(policy.can_learn(actor(), mine))
    assert mine is not None
    return mine


def _follows(content: CourseContent, one: Item, other: Item) -> bool:
    """Return whether both are in one module: after its last item one looks at the course."""
    return content.module_of(one.key) == content.module_of(other.key)
