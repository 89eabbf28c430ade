"""The cohorts of a portal; one of them, for who takes part in it and for who does not."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.cohorts import announcing, completion, history, learning, meetings, policy, queries, seen
from app.cohorts.forms import CodeForm
from app.cohorts.models import Cohort, Enrolment, Entry, Standing
from app.cohorts.views.blueprint import COHORT, PLACE, bp, mine_in, the_cohort
from app.cohorts.views.pages import page
from app.courses import queries as courses
from app.kernel import clock
from app.kernel.access import public
from app.kernel.urls import url
from app.portals.current import here

MOST_LISTED = 100
NEWEST = 2


@bp.get(f"{PLACE}/")
@public
def index() -> ResponseReturnValue:
    """Show the cohorts that are open here, those that I am in and those that I run."""
    return render_template(
        "cohorts/index.html",
        cohorts=queries.listed(actor(), here(), MOST_LISTED),
        mine=queries.learning_here(actor(), here()),
        run=queries.run_here(actor(), here()),
        can_start=policy.can_start(actor(), here()),
    )


@bp.get(f"{COHORT}")
@public
def show(cohort_id: int) -> ResponseReturnValue:
    """Show the course to who takes part, and to others what the cohort is and the way in."""
    cohort = the_cohort(cohort_id)
    mine = mine_in(cohort)
    if not policy.can_read(actor(), cohort, mine):
        return outside(cohort, mine)
    if mine is not None and mine.is_active:
        seen.note(mine)
    return inside(cohort, mine)


def outside(cohort: Cohort, mine: Enrolment | None, form: CodeForm | None = None) -> str:
    """Return the page of a cohort for who does not take part in it."""
    return render_template(
        "cohorts/outside.html",
        cohort=cohort,
        mine=mine,
        form=form or CodeForm(),
        needs_code=cohort.entry == Entry.CODE and not _is_invited(mine),
        can_enrol=policy.can_enrol(actor(), cohort, mine),
        can_leave=policy.can_leave(mine),
        course_url=_course_url(cohort),
        line=queries.place_in_line(mine) if mine and mine.standing == Standing.WAITING else 0,
        reason=history.last_reason(mine) if mine else "",
        taken=queries.counts(cohort).get(Standing.ACTIVE, 0),
    )


def inside(cohort: Cohort, mine: Enrolment | None) -> ResponseReturnValue:
    """Return the page of a cohort for who takes part in it or runs it."""
    content = queries.content(cohort.course_id, cohort.revision)
    takes_part = mine if mine is not None and mine.is_active else None
    progress = {one.item_key: one for one in takes_part.progress} if takes_part else {}
    now = clock.now()
    parts = learning.outline(cohort, content, progress, now)
    return page(
        "inside",
        cohort,
        "show",
        mine=takes_part,
        content=content,
        parts=parts,
        due=learning.next_due(parts) if takes_part else [],
        left=completion.left(cohort, content, takes_part) if takes_part else [],
        ruling=history.last_ruling(takes_part) if takes_part else None,
        taken=queries.counts(cohort).get(Standing.ACTIVE, 0),
        news=announcing.newest(actor(), cohort, NEWEST),
        upcoming=meetings.next_of(cohort, now),
        can_enrol=policy.can_enrol(actor(), cohort, mine),
        is_newer=cohort.course.revision_number > cohort.revision,
    )


def _course_url(cohort: Cohort) -> str | None:
    """Return where the course is described, if this person may see it."""
    course = courses.find(actor(), cohort.course_id)
    if course is None:
        return None
    return url("courses.show", portal=course.portal.slug, course_id=course.id)


def _is_invited(mine: Enrolment | None) -> bool:
    return mine is not None and mine.standing == Standing.INVITED
