"""Who was at a session: the trainer's sheet, the list to print, the code that is shown."""

from datetime import datetime

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.cohorts import enrolling, meetings, queries, sessions
from app.cohorts.forms import CodeForm
from app.cohorts.models import Cohort, CohortSession, How, Presence, Standing
from app.cohorts.views.blueprint import PLACE, bp, run_by_me
from app.cohorts.views.entering import admit_code, forgive_code
from app.cohorts.views.pages import page
from app.cohorts.views.sessions import SESSION, the_session
from app.kernel import clock
from app.kernel.access import signed_in
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext
from app.kernel.urls import url
from app.portals.current import here

PREFIX = "at-"
MOST_SHOWN = 2_000


@bp.get(f"{SESSION}/attendance")
@signed_in
def attendance(cohort_id: int, session_id: int) -> ResponseReturnValue:
    """Show everyone with whether they were there."""
    return _sheet_page("attendance", run_by_me(cohort_id), session_id)


@bp.get(f"{SESSION}/sheet")
@signed_in
def sheet(cohort_id: int, session_id: int) -> ResponseReturnValue:
    """Show the list to print, to be signed in the room."""
    return _sheet_page("sheet", run_by_me(cohort_id), session_id)


@bp.post(f"{SESSION}/attendance")
@signed_in
def take_attendance(cohort_id: int, session_id: int) -> ResponseReturnValue:
    """Take over the sheet."""
    cohort = run_by_me(cohort_id)
    one = the_session(cohort, session_id)
    number = sessions.take_sheet(
        cohort,
        one,
        _marks(),
        how=How.LIST if request.form.get("how") == How.LIST else How.TRAINER,
        opened=_opened(),
        actor=person(),
    )
    flash(
        ngettext("Saved: %(num)s change.", "Saved: %(num)s changes.", number)
        if number
        else _("Saved. Nothing was different."),
        "success",
    )
    return _to_sheet(cohort, one)


@bp.post(f"{SESSION}/code")
@signed_in
def show_code(cohort_id: int, session_id: int) -> ResponseReturnValue:
    """Make a code to be shown."""
    cohort = run_by_me(cohort_id)
    one = the_session(cohort, session_id)
    sessions.show_code(cohort, one, actor=person())
    return _to_sheet(cohort, one)


@bp.post(f"{SESSION}/code/removal")
@signed_in
def end_code(cohort_id: int, session_id: int) -> ResponseReturnValue:
    """Take the code no more."""
    cohort = run_by_me(cohort_id)
    one = the_session(cohort, session_id)
    sessions.end_code(cohort, one, actor=person())
    return _to_sheet(cohort, one)


@bp.get(f"{PLACE}/present")
@signed_in
def present() -> ResponseReturnValue:
    """Ask for the code of the session that I am at."""
    return render_template("cohorts/present.html", form=CodeForm(), at=None)


@bp.post(f"{PLACE}/present")
@signed_in
def be_present() -> ResponseReturnValue:
    """Take note that I am there."""
    form = CodeForm()
    if not form.validate():
        return render_template("cohorts/present.html", form=form, at=None), 422
    admit_code()
    one = meetings.by_code(person(), here(), enrolling.normal_code(form.code.data or ""))
    mine = queries.enrolment_of(actor(), one.cohort) if one else None
    if one is None or mine is None:
        form.code.errors = [_("No session of yours has this code. Look at it once more.")]
        return render_template("cohorts/present.html", form=form, at=None), 422
    try:
        sessions.come(one, mine, actor=person())
    except Refused as refusal:
        form.code.errors = [str(refusal)]
        return render_template("cohorts/present.html", form=form, at=None), 422
    forgive_code()
    flash(_("You are there: it is written down."), "success")
    return redirect(url("cohorts.sessions", cohort_id=one.cohort_id), 303)


def _sheet_page(template: str, cohort: Cohort, session_id: int) -> ResponseReturnValue:
    one = the_session(cohort, session_id)
    return page(
        template,
        cohort,
        "sessions",
        one=one,
        known=meetings.attendance_at(one),
        found=queries.listed_people(cohort, Standing.ACTIVE, MOST_SHOWN),
        opened=clock.now().isoformat(),
    )


def _marks() -> dict[int, Presence | None]:
    """Return who was there, by enrolment, as the sheet was sent."""
    sent = {
        int(name.removeprefix(PREFIX)): value
        for name, value in request.form.items()
        if name.startswith(PREFIX) and name.removeprefix(PREFIX).isdecimal() and len(name) < 22
    }
    known = set(Presence)
    return {key: Presence(value) if value in known else None for key, value in sent.items()}


def _opened() -> datetime:
    try:
        opened = datetime.fromisoformat(request.form.get("opened", ""))
    except ValueError:
        return clock.now()
    return opened if opened.tzinfo else clock.now()


def _to_sheet(cohort: Cohort, one: CohortSession) -> ResponseReturnValue:
    to = url("cohorts.attendance", cohort_id=cohort.id, session_id=one.id)
    return redirect(to, 303)
