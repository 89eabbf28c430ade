"""The sessions of a cohort: when they are, planning and cancelling them, one for a calendar."""

from flask import Response, flash, redirect
from flask.typing import ResponseReturnValue

from app.accounts.current import person
from app.cohorts import calendars, meetings, queries, sessions
from app.cohorts.forms import ReasonForm
from app.cohorts.models import Cohort, CohortSession
from app.cohorts.session_forms import SessionForm
from app.cohorts.views.blueprint import COHORT, bp, my_cohort, run_by_me
from app.cohorts.views.pages import page
from app.kernel import clock
from app.kernel.access import signed_in
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.kernel.urls import url

SESSION = f"{COHORT}/sessions/<int:session_id>"
USUAL_MINUTES = 90


@bp.get(f"{COHORT}/sessions", endpoint="sessions")
@signed_in
def all_sessions(cohort_id: int) -> ResponseReturnValue:
    """Show when the cohort meets, and where I was."""
    cohort, mine = my_cohort(cohort_id)
    return page(
        "sessions",
        cohort,
        "sessions",
        sessions=meetings.of_cohort(cohort),
        now=clock.now(),
        mine=mine if mine and mine.is_active else None,
        attendance=meetings.attendance_of(mine) if mine and mine.is_active else {},
    )


@bp.route(f"{COHORT}/sessions/new", methods=["GET", "POST"])
@signed_in
def plan_session(cohort_id: int) -> ResponseReturnValue:
    """Plan a session."""
    cohort = run_by_me(cohort_id)
    form = _form(cohort)
    if form.is_submitted() and form.validate():
        sessions.plan(cohort, form.plan(), actor=person())
        flash(_("Planned. It is in everyone's calendar."), "success")
        return _to_sessions(cohort)
    if not form.is_submitted():
        form.place.data, form.meeting_url.data = cohort.place, cohort.meeting_url
        form.minutes.data = USUAL_MINUTES
    return page("session_form", cohort, "sessions", form, one=None)


@bp.route(f"{SESSION}/edit", methods=["GET", "POST"])
@signed_in
def edit_session(cohort_id: int, session_id: int) -> ResponseReturnValue:
    """Change a session; who was slower sees that somebody else has."""
    cohort = run_by_me(cohort_id)
    one, form = the_session(cohort, session_id), _form(cohort)
    if not form.is_submitted():
        form.fill(one)
        return page("session_form", cohort, "sessions", form, one=one)
    if not form.validate():
        return page("session_form", cohort, "sessions", form, one=one)
    said = form.opened.data or ""
    opened = int(said) if said.isdecimal() else -1
    try:
        sessions.revise(cohort, one, form.plan(), opened=opened, actor=person())
    except sessions.SessionConflictError:
        form.opened.data = str(one.lock)
        return page("session_form", cohort, "sessions", form, one=one, theirs=True)[0], 409
    flash(_("Saved. If time or place are others now, everyone hears of it."), "success")
    return _to_sessions(cohort)


@bp.route(f"{SESSION}/cancellation", methods=["GET", "POST"])
@signed_in
def cancel_session(cohort_id: int, session_id: int) -> ResponseReturnValue:
    """Cancel a session, and say why."""
    cohort = run_by_me(cohort_id)
    one, form = the_session(cohort, session_id), ReasonForm()
    if not form.validate_on_submit():
        return page("session_cancel", cohort, "sessions", form, one=one)
    sessions.cancel(cohort, one, actor=person(), reason=form.reason.data or "")
    flash(_("Cancelled. Everyone hears of it."), "success")
    return _to_sessions(cohort)


@bp.get(f"{SESSION}.ics")
@signed_in
def session_file(cohort_id: int, session_id: int) -> ResponseReturnValue:
    """Give one session to a calendar program."""
    cohort, _mine = my_cohort(cohort_id)
    one = the_session(cohort, session_id)
    response = Response(calendars.of_session(cohort, one), content_type=calendars.CONTENT_TYPE)
    response.headers["Content-Disposition"] = f"attachment; filename=session-{one.id}.ics"
    return response


def the_session(cohort: Cohort, session_id: int) -> CohortSession:
    """Return a session of the cohort of the address."""
    found = meetings.get(cohort, session_id)
    if found is None:
        raise NotFound
    return found


def _form(cohort: Cohort) -> SessionForm:
    return SessionForm(cohort, queries.content(cohort.course_id, cohort.revision))


def _to_sessions(cohort: Cohort) -> ResponseReturnValue:
    return redirect(url("cohorts.sessions", cohort_id=cohort.id), 303)
