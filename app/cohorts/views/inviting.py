"""Inviting people one by one or from a list, and following an invitation."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.cohorts import inviting
from app.cohorts.inviting_forms import InvitationForm, ListForm
from app.cohorts.models import Cohort, CohortInvitation, Standing
from app.cohorts.views.blueprint import COHORT, bp, run_by_me
from app.cohorts.views.pages import page
from app.kernel.access import public, signed_in
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext
from app.kernel.urls import url

INVITATION = "/<locale:locale>/course-invitations/<token>"


@bp.get(f"{COHORT}/invitations")
@signed_in
def invitations(cohort_id: int) -> ResponseReturnValue:
    """Show whom one may invite, and whose answer is still open."""
    return _page(run_by_me(cohort_id), InvitationForm())


@bp.post(f"{COHORT}/invitations")
@signed_in
def invite(cohort_id: int) -> ResponseReturnValue:
    """Invite somebody."""
    cohort, form = run_by_me(cohort_id), InvitationForm()
    if not form.validate():
        return _page(cohort, form)
    try:
        inviting.invite(cohort, form.email.data or "", form.name.data or "", actor=person())
    except Refused as refusal:
        form.email.errors = [str(refusal)]
        return _page(cohort, form)
    flash(_("The invitation is on its way to %(email)s.", email=form.email.data), "success")
    return redirect(url("cohorts.invitations", cohort_id=cohort.id), 303)


@bp.post(f"{COHORT}/invitations/<int:invitation_id>/revocation")
@signed_in
def revoke(cohort_id: int, invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back."""
    cohort = run_by_me(cohort_id)
    made = inviting.get(cohort, invitation_id)
    if made is None:
        raise NotFound
    inviting.take_back(cohort, made, actor=person())
    flash(_("The invitation to %(email)s is void now.", email=made.email), "success")
    return redirect(url("cohorts.invitations", cohort_id=cohort.id), 303)


@bp.get(f"{COHORT}/list")
@signed_in
def from_list(cohort_id: int) -> ResponseReturnValue:
    """Ask for a list of people."""
    return page("list", run_by_me(cohort_id), "people", ListForm())


@bp.post(f"{COHORT}/list")
@signed_in
def check_list(cohort_id: int) -> ResponseReturnValue:
    """Show what will happen to each on the list, and do it when that was confirmed."""
    cohort, form = run_by_me(cohort_id), ListForm()
    if not form.validate():
        return page("list", cohort, "people", form)
    sheet, at_once = form.sheet, bool(form.at_once.data)
    try:
        planned = inviting.plan(cohort, sheet, at_once=at_once, actor=person())
    except Refused as refusal:
        form.text.errors = [str(refusal)]
        return page("list", cohort, "people", form)
    if request.form.get("then") == "carry-out":
        return _carry_out(cohort, planned)
    return page("list_preview", cohort, "people", form, planned=planned, unread=sheet.unread)


@bp.get(INVITATION)
@public
def invitation(token: str) -> ResponseReturnValue:
    """Show what is offered, and to whom; only a POST accepts it."""
    made = _offered(token)
    is_theirs = actor().is_signed_in and made.is_for(person())
    values = {"invitation": made, "cohort": made.cohort, "token": token, "is_theirs": is_theirs}
    return render_template("cohorts/invitation.html", **values)


@bp.post(INVITATION)
@signed_in
def accept_invitation(token: str) -> ResponseReturnValue:
    """Take the place that is offered."""
    made = _offered(token)
    mine = inviting.accept(made, actor=person())
    if mine.standing == Standing.WAITING:
        flash(_("All places are taken. You wait in line, and hear when one is free."), "success")
    else:
        flash(_("Welcome! You take part in this course now."), "success")
    cohort = made.cohort
    return redirect(url("cohorts.show", portal=cohort.portal.slug, cohort_id=cohort.id), 303)


def _offered(token: str) -> CohortInvitation:
    found = inviting.by_token(token)
    if found is None:
        raise NotFound
    return found


def _carry_out(cohort: Cohort, planned: list[inviting.Planned]) -> ResponseReturnValue:
    let_in, invited = inviting.carry_out(cohort, planned, actor=person())
    if let_in:
        flash(
            ngettext("%(num)s person takes part now.", "%(num)s people take part now.", let_in),
            "success",
        )
    if invited:
        flash(
            ngettext(
                "%(num)s invitation is on its way.",
                "%(num)s invitations are on their way.",
                invited,
            ),
            "success",
        )
    if not let_in and not invited:
        flash(_("There was nobody new on the list."))
    standing = Standing.ACTIVE if let_in or not invited else Standing.INVITED
    return redirect(url("cohorts.people", cohort_id=cohort.id, standing=standing), 303)


def _page(cohort: Cohort, form: InvitationForm) -> ResponseReturnValue:
    return page("invitations", cohort, "people", form, pending=inviting.pending_of(cohort))
