"""Making institutions and changing what they say of themselves."""

from typing import TypeVar

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts import queries as accounts
from app.institutions import actions
from app.institutions.actions import EditConflictError
from app.institutions.forms import InstitutionForm, NewInstitutionForm
from app.institutions.models import Institution, InstitutionKind
from app.institutions.views.blueprint import ONE, PLACE, bp, one_that_i_run, the_institution
from app.kernel.access import signed_in, steward
from app.kernel.i18n import current
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.portals.current import here, person


@bp.get(f"{PLACE}/new")
@steward
def new() -> ResponseReturnValue:
    """Show an empty form."""
    form = _offering(NewInstitutionForm())
    form.process(data={"language": here().languages[0], "kind": InstitutionKind.SCHOOL})
    return render_template("institutions/form.html", form=form, institution=None)


@bp.post(f"{PLACE}/new")
@steward
def make() -> ResponseReturnValue:
    """Make an institution."""
    form = _offering(NewInstitutionForm())
    if form.validate():
        coordinator = accounts.by_email((form.coordinator.data or "").strip())
        if coordinator is not None and coordinator.is_member_of(here().id):
            made = actions.make(here(), form.settings, coordinator=coordinator, actor=person())
            flash(_("The institution is here: its coordinator hears of it."), "success")
            return redirect(url("institutions.show", institution_id=made.id), 303)
        form.coordinator.errors = [_("No member of this portal has this address.")]
    return render_template("institutions/form.html", form=form, institution=None), 422


@bp.get(f"{ONE}/edit")
@signed_in
def edit(institution_id: int) -> ResponseReturnValue:
    """Show what an institution says of itself, in the locale or in its first language."""
    institution = one_that_i_run(institution_id)
    form = _offering(InstitutionForm(), institution)
    language = request.args.get("language", institution.language_in(current().tag))
    form.process(data=_said(institution, language))
    return _page(form, institution, institution.lock)


@bp.post(f"{ONE}/edit")
@signed_in
def revise(institution_id: int) -> ResponseReturnValue:
    """Save it; somebody else's newer words are not lost."""
    institution = one_that_i_run(institution_id)
    form = _offering(InstitutionForm(), institution)
    opened = request.form.get("opened", type=int, default=-1)
    if not form.validate():
        return _page(form, institution, opened), 422
    try:
        actions.revise(institution, form.settings, opened=opened, actor=person())
    except EditConflictError:
        flash(_("Somebody else saved first. Look at what they wrote, then save again."), "warn")
        return _page(form, institution, institution.lock), 409
    flash(_("Saved."), "success")
    return redirect(url("institutions.show", institution_id=institution.id), 303)


@bp.post(f"{ONE}/closing")
@steward
def close(institution_id: int) -> ResponseReturnValue:
    """Let it exist no more."""
    actions.close(the_institution(institution_id), actor=person())
    flash(_("The institution is closed. What it did keeps its name."), "success")
    return redirect(url("institutions.show", institution_id=institution_id), 303)


@bp.post(f"{ONE}/opening")
@steward
def open_again(institution_id: int) -> ResponseReturnValue:
    """Take a closing back."""
    actions.open_again(the_institution(institution_id), actor=person())
    return redirect(url("institutions.show", institution_id=institution_id), 303)


Asked = TypeVar("Asked", bound=InstitutionForm)


def _said(institution: Institution, language: str) -> dict[str, object]:
    return {
        "language": language,
        "name": institution.names.get(language, ""),
        "description": institution.descriptions.get(language, ""),
        "kind": institution.kind,
        "town": institution.town,
        "url": institution.url,
    }


def _offering(form: Asked, institution: Institution | None = None) -> Asked:
    own = institution.names if institution else ()
    form.offer_languages([*own, *here().languages, current().tag])
    return form


def _page(form: InstitutionForm, institution: Institution, opened: int) -> str:
    return render_template(
        "institutions/form.html", form=form, institution=institution, opened=opened
    )
