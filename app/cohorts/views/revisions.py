"""A newer revision of the course, offered to a cohort that runs an older one."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app.accounts.current import person
from app.cohorts import actions, queries
from app.cohorts.differences import differences
from app.cohorts.views.blueprint import COHORT, bp, run_by_me
from app.cohorts.views.pages import page
from app.courses import queries as templates
from app.kernel.access import signed_in
from app.kernel.i18n import gettext as _
from app.kernel.urls import url


@bp.get(f"{COHORT}/revision")
@signed_in
def revision(cohort_id: int) -> ResponseReturnValue:
    """Show in words what is different in the newest revision."""
    cohort = run_by_me(cohort_id)
    newest = cohort.course.revision_number
    changed = differences(
        queries.content(cohort.course_id, cohort.revision),
        queries.content(cohort.course_id, newest),
    )
    notes = [one for one in templates.revisions(cohort.course) if one.number > cohort.revision]
    return page("revision", cohort, "show", changed=changed, notes=notes, newest=newest)


@bp.post(f"{COHORT}/revision")
@signed_in
def take_revision(cohort_id: int) -> ResponseReturnValue:
    """Go on with the newest revision."""
    cohort = run_by_me(cohort_id)
    actions.take_revision(cohort, actor=person())
    flash(_("The cohort goes on with the newest revision. What was done is kept."), "success")
    return redirect(url("cohorts.show", cohort_id=cohort.id), 303)
