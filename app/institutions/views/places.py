"""People's places in an institution: asking, leaving, confirming."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.institutions import actions, queries
from app.institutions.forms import RefusalForm
from app.institutions.models import Institution, InstitutionPlace
from app.institutions.views.blueprint import ONE, bp, one_that_i_run, the_institution
from app.kernel.access import signed_in
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.portals.current import person


@bp.post(f"{ONE}/places")
@signed_in
def ask(institution_id: int) -> ResponseReturnValue:
    """Say that one belongs there."""
    actions.ask(the_institution(institution_id), actor=person())
    flash(_("A coordinator is told. You hear when they have confirmed it."), "success")
    return _back(institution_id)


@bp.post(f"{ONE}/departure")
@signed_in
def leave(institution_id: int) -> ResponseReturnValue:
    """Belong to it no more."""
    actions.leave(the_institution(institution_id), actor=person())
    flash(_("You do not belong to this institution any more."), "success")
    return _back(institution_id)


@bp.post(f"{ONE}/places/<int:user_id>/confirmation")
@signed_in
def confirm(institution_id: int, user_id: int) -> ResponseReturnValue:
    """Say that somebody does belong there."""
    institution, place = _place(institution_id, user_id)
    actions.confirm(institution, place, actor=person())
    flash(_("%(name)s belongs to it now.", name=place.user.name), "success")
    return _back(institution_id)


@bp.route(f"{ONE}/places/<int:user_id>/removal", methods=["GET", "POST"])
@signed_in
def refuse(institution_id: int, user_id: int) -> ResponseReturnValue:
    """Say that somebody does not belong there, and why."""
    institution, place = _place(institution_id, user_id)
    form = RefusalForm()
    if not form.validate_on_submit():
        body = render_template(
            "institutions/refusal.html", form=form, institution=institution, place=place
        )
        return body, 422 if form.errors else 200
    actions.refuse(institution, place, actor=person(), reason=form.reason.data or "")
    flash(_("%(name)s reads your reason.", name=place.user.name), "success")
    return _back(institution_id)


@bp.post(f"{ONE}/places/<int:user_id>/coordination")
@signed_in
def coordinate(institution_id: int, user_id: int) -> ResponseReturnValue:
    """Let a member run it too."""
    institution, place = _place(institution_id, user_id)
    actions.make_coordinator(institution, place, actor=person())
    return _back(institution_id)


@bp.post(f"{ONE}/places/<int:user_id>/coordination-end")
@signed_in
def end_coordination(institution_id: int, user_id: int) -> ResponseReturnValue:
    """Let somebody run it no more."""
    institution, place = _place(institution_id, user_id)
    actions.end_coordinator(institution, place, actor=person())
    return _back(institution_id)


def _place(institution_id: int, user_id: int) -> tuple[Institution, InstitutionPlace]:
    institution = one_that_i_run(institution_id)
    found = queries.place(institution, user_id)
    if found is None:
        raise NotFound
    return institution, found


def _back(institution_id: int) -> ResponseReturnValue:
    return redirect(url("institutions.show", institution_id=institution_id), 303)
