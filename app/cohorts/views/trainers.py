"""Who runs a cohort."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app.accounts import queries as accounts
from app.accounts.current import actor, person
from app.cohorts import actions, queries
from app.cohorts.forms import SearchForm
from app.cohorts.views.blueprint import COHORT, bp, run_by_me
from app.cohorts.views.pages import page
from app.kernel.access import signed_in
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.kernel.urls import url


@bp.get(f"{COHORT}/trainers")
@signed_in
def trainers(cohort_id: int) -> ResponseReturnValue:
    """Show who runs the cohort, and colleagues who could."""
    cohort = run_by_me(cohort_id)
    search = SearchForm()
    words = (search.q.data or "").strip()[:254]
    found = queries.colleagues(cohort, words) if words else ()
    return page("trainers", cohort, "trainers", search=search, words=words, found=found)


@bp.post(f"{COHORT}/trainers/<int:user_id>")
@signed_in
def add_trainer(cohort_id: int, user_id: int) -> ResponseReturnValue:
    """Let a colleague run the cohort too."""
    cohort = run_by_me(cohort_id)
    colleague = accounts.get(actor(), user_id)
    if colleague is None:
        raise NotFound
    actions.share_with(cohort, colleague, actor=person())
    flash(_("%(name)s runs this cohort, too.", name=colleague.name), "success")
    return redirect(url("cohorts.trainers", cohort_id=cohort.id), 303)


@bp.post(f"{COHORT}/trainers/<int:user_id>/removal")
@signed_in
def remove_trainer(cohort_id: int, user_id: int) -> ResponseReturnValue:
    """Let somebody run the cohort no more."""
    cohort = run_by_me(cohort_id)
    if user_id not in cohort.trainer_ids:
        raise NotFound
    actions.part_from(cohort, user_id, actor=person())
    if user_id == actor().id:
        flash(_("You do not run this cohort any more."), "success")
        return redirect(url("cohorts.index"), 303)
    flash(_("Done. You can add them again."), "success")
    return redirect(url("cohorts.trainers", cohort_id=cohort.id), 303)
