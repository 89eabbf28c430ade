"""Coming into a cohort and leaving it."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts import throttle
from app.accounts.current import actor, person
from app.accounts.throttle import Deed
from app.cohorts import enrolling, policy, queries
from app.cohorts.forms import CodeForm
from app.cohorts.models import Cohort, Enrolment, Entry, Standing
from app.cohorts.views.blueprint import COHORT, PLACE, bp, mine_in, the_cohort
from app.cohorts.views.reading import outside
from app.kernel import db
from app.kernel.access import public, require, signed_in
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.portals.current import here


@bp.post(f"{COHORT}/enrolment")
@signed_in
def enrol(cohort_id: int) -> ResponseReturnValue:
    """Come in, ask to come in, or wait for a place."""
    cohort = the_cohort(cohort_id)
    mine = mine_in(cohort)
    require(policy.can_enrol(actor(), cohort, mine))
    if cohort.entry != Entry.CODE or (mine and mine.standing == Standing.INVITED):
        return _came_in(cohort, enrolling.enrol(cohort, actor=person()))
    form = CodeForm()
    if not form.validate():
        return outside(cohort, mine, form), 422
    admit_code()
    if not enrolling.is_code_of(cohort, form.code.data or ""):
        form.code.errors = [_("That is not the code of this cohort. Your trainer can tell you.")]
        return outside(cohort, mine, form), 422
    return _by_code(cohort, form.code.data or "")


@bp.post(f"{COHORT}/departure")
@signed_in
def leave(cohort_id: int) -> ResponseReturnValue:
    """Leave, or take a request back."""
    cohort = the_cohort(cohort_id)
    mine = mine_in(cohort)
    require(policy.can_leave(mine))
    took_part = mine is not None and mine.is_active
    enrolling.leave(cohort, actor=person())
    if took_part:
        flash(_("You have left. What you did is kept, should you come back."), "success")
    else:
        flash(_("Done: you do not wait for a place any more."), "success")
    again = policy.can_view(actor(), cohort, mine)
    back = url("cohorts.show", cohort_id=cohort.id) if again else url("cohorts.index")
    return redirect(back, 303)


@bp.get(f"{PLACE}/enter")
@public
def enter() -> ResponseReturnValue:
    """Ask for the code that is shown in the room."""
    return _enter_page(CodeForm())


@bp.post(f"{PLACE}/enter")
@signed_in
def enter_by_code() -> ResponseReturnValue:
    """Come into the cohort of this portal that has the code."""
    form = CodeForm()
    if not form.validate():
        return _enter_page(form), 422
    admit_code()
    cohort = queries.by_code(here(), enrolling.normal_code(form.code.data or ""))
    if cohort is None:
        form.code.errors = [_("No cohort here has this code. Look at it once more.")]
        return _enter_page(form), 422
    mine = mine_in(cohort)
    if mine is not None and mine.is_active:
        throttle.forgive(Deed.CODE, _account())
        return redirect(url("cohorts.show", cohort_id=cohort.id), 303)
    if not policy.can_enrol(actor(), cohort, mine):
        form.code.errors = [_why_not(cohort)]
        return _enter_page(form), 422
    return _by_code(cohort, form.code.data or "")


def admit_code() -> None:
    """Count a try of a code, in a transaction of its own; refuse it when there were too many."""
    db.begin_anew()
    throttle.admit(Deed.CODE, _account())


def forgive_code() -> None:
    """Forget the tries after one that was right."""
    throttle.forgive(Deed.CODE, _account())


def _account() -> str:
    return f"user-{person().id}"


def _by_code(cohort: Cohort, code: str) -> ResponseReturnValue:
    mine = enrolling.enrol(cohort, actor=person(), code=code)
    forgive_code()
    return _came_in(cohort, mine)


def _came_in(cohort: Cohort, mine: Enrolment) -> ResponseReturnValue:
    words = {
        Standing.ACTIVE: _("Welcome! You take part in this course now."),
        Standing.ASKED: _("You have asked for a place. You hear from the trainers."),
        Standing.WAITING: _("All places are taken. You wait in line, and hear when one is free."),
    }
    flash(words[mine.standing], "success")
    return redirect(url("cohorts.show", cohort_id=cohort.id), 303)


def _why_not(cohort: Cohort) -> str:
    if not actor().is_confirmed:
        return _("Confirm your e-mail address first: we sent you a mail.")
    if actor().id in cohort.trainer_ids:
        return _("You run this cohort.")
    return _("You cannot come in by this code. Ask the trainers.")


def _enter_page(form: CodeForm) -> str:
    return render_template("cohorts/enter.html", form=form)
