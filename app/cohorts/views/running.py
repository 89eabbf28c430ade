"""Starting a cohort, changing it, opening and closing it, copying it for the next term."""

from datetime import timedelta

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.cohorts import actions, policy, queries
from app.cohorts.forms import CohortForm, cohort_form, settings_of
from app.cohorts.models import Cohort, Entry
from app.cohorts.views.blueprint import COHORT, PLACE, bp, run_by_me
from app.cohorts.views.pages import page
from app.courses import policy as courses
from app.courses import queries as templates
from app.courses.content import CourseContent
from app.courses.models import Course
from app.kernel import clock
from app.kernel.access import require, signed_in
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.portals.current import here

FIRST_DAY_IN = timedelta(days=14)
USUAL_LENGTH = timedelta(weeks=8)
WEEKS = 7


@bp.get(f"{PLACE}/new")
@signed_in
def new() -> ResponseReturnValue:
    """Show the form for a run of the course that is named."""
    course = _course()
    form = cohort_form(person(), _content(course, course.revision_number))
    form.fill(_likely(course))
    return _new_page(form, course), 200


@bp.post(f"{PLACE}/new")
@signed_in
def create() -> ResponseReturnValue:
    """Plan the cohort."""
    course = _course()
    form = cohort_form(person(), _content(course, course.revision_number))
    if not form.validate():
        return _new_page(form, course), 422
    made = actions.start(here(), course, form.settings(), actor=person())
    flash(_("Planned. Only its trainers see it until you open it."), "success")
    return redirect(url("cohorts.show", cohort_id=made.id), 303)


@bp.get(f"{COHORT}/edit")
@signed_in
def edit(cohort_id: int) -> ResponseReturnValue:
    """Show what is decided about the cohort."""
    cohort = run_by_me(cohort_id)
    form = cohort_form(person(), _content(cohort.course, cohort.revision))
    form.fill(settings_of(cohort))
    form.opened.data = str(cohort.lock)
    return page("edit", cohort, "edit", form)


@bp.post(f"{COHORT}/edit")
@signed_in
def revise(cohort_id: int) -> ResponseReturnValue:
    """Decide otherwise; who was slower sees what somebody else has decided meanwhile."""
    cohort = run_by_me(cohort_id)
    form = cohort_form(person(), _content(cohort.course, cohort.revision))
    if not form.validate():
        return page("edit", cohort, "edit", form)
    try:
        actions.revise(cohort, form.settings(), opened=_opened(form), actor=person())
    except actions.EditConflictError:
        form.opened.data = str(cohort.lock)
        return page("edit", cohort, "edit", form, theirs=_theirs(form, cohort))[0], 409
    flash(_("Saved."), "success")
    return _to(cohort)


@bp.post(f"{COHORT}/opening")
@signed_in
def open_up(cohort_id: int) -> ResponseReturnValue:
    """Let people see the cohort and come in."""
    cohort = run_by_me(cohort_id)
    actions.open_up(cohort, actor=person())
    words = {
        Entry.INVITATION: _("Open. Those whom you invite can come in."),
        Entry.CODE: _("Open. Who knows the code can come in."),
    }
    flash(words.get(cohort.entry) or _("Open. People see it and can come in."), "success")
    return _to(cohort)


@bp.post(f"{COHORT}/closing")
@signed_in
def close(cohort_id: int) -> ResponseReturnValue:
    """Let nobody enrol any more."""
    cohort = run_by_me(cohort_id)
    actions.close(cohort, actor=person())
    flash(_("Closed. Nothing is lost: you can still take late work, or open it again."), "success")
    return _to(cohort)


@bp.post(f"{COHORT}/code")
@signed_in
def change_code(cohort_id: int) -> ResponseReturnValue:
    """Make another code."""
    cohort = run_by_me(cohort_id)
    actions.new_code(cohort, actor=person())
    flash(_("The old code opens nothing any more."), "success")
    return _to(cohort)


@bp.get(f"{COHORT}/copy")
@signed_in
def copy(cohort_id: int) -> ResponseReturnValue:
    """Show the form for the next run, as long as this one and after it."""
    cohort = run_by_me(cohort_id)
    form = cohort_form(person(), _content(cohort.course, cohort.course.revision_number))
    form.fill(_next_term(cohort))
    return _new_page(form, cohort.course, cohort), 200


@bp.post(f"{COHORT}/copy")
@signed_in
def make_copy(cohort_id: int) -> ResponseReturnValue:
    """Plan the next run like this one."""
    cohort = run_by_me(cohort_id)
    form = cohort_form(person(), _content(cohort.course, cohort.course.revision_number))
    if not form.validate():
        return _new_page(form, cohort.course, cohort), 422
    made = actions.copy(cohort, form.settings(), actor=person())
    flash(_("Planned, with the same trainers. Only they see it until you open it."), "success")
    return _to(made)


def _course() -> Course:
    """Return the course that the address names, for who may run it here."""
    named = request.args.get("course", type=int) or 0
    found = templates.find(actor(), named)
    if found is None:
        raise NotFound
    require(policy.can_start(actor(), here()) and courses.can_run(actor(), found))
    return found


def _content(course: Course, number: int) -> CourseContent:
    return queries.content(course.id, number)


def _likely(course: Course) -> actions.CohortSettings:
    today = clock.now().date()
    zone = person().time_zone if person().time_zone != "UTC" else here().time_zone
    return actions.CohortSettings(
        title="",
        language=course.language,
        starts_on=today + FIRST_DAY_IN,
        ends_on=today + FIRST_DAY_IN + USUAL_LENGTH,
        time_zone=zone,
    )


def _next_term(cohort: Cohort) -> actions.CohortSettings:
    """Return the settings for the next run: all days later by the same number of whole weeks."""
    before = settings_of(cohort)
    later = max(cohort.ends_on, clock.now().date()) - cohort.starts_on
    shift = timedelta(weeks=later.days // WEEKS + 1)
    due = actions.shifted(before.due, shift)
    return actions.CohortSettings(
        title="",
        language=before.language,
        starts_on=before.starts_on + shift,
        ends_on=before.ends_on + shift,
        time_zone=before.time_zone,
        place=before.place,
        meeting_url=before.meeting_url,
        capacity=before.capacity,
        entry=before.entry,
        due=due,
        modules_behind=before.modules_behind,
        silent_days=before.silent_days,
    )


def _opened(form: CohortForm) -> int:
    opened = form.opened.data or ""
    return int(opened) if opened.isdecimal() else -1


def _theirs(form: CohortForm, cohort: Cohort) -> list[tuple[str, str]]:
    """Return what is decided now and differs from what was typed: label and value."""
    saved = cohort_form(person(), _content(cohort.course, cohort.revision))
    saved.fill(settings_of(cohort))
    return [
        (str(field.label.text), _shown(field))
        for field in saved
        if field.name not in ("opened", "csrf_token") and field.data != form[field.name].data
    ]


def _shown(field: object) -> str:
    chosen = dict(getattr(field, "choices", None) or {})
    value = getattr(field, "data", None)
    return str(chosen.get(value, "" if value is None else value))


def _new_page(form: CohortForm, course: Course, copied: Cohort | None = None) -> str:
    return render_template("cohorts/new.html", form=form, course=course, copied=copied)


def _to(cohort: Cohort) -> ResponseReturnValue:
    return redirect(url("cohorts.show", cohort_id=cohort.id), 303)
