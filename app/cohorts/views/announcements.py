"""Announcements of a cohort."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.cohorts import announcing
from app.cohorts.announcement_forms import AnnouncementForm
from app.cohorts.views.blueprint import COHORT, bp, my_cohort, run_by_me
from app.cohorts.views.pages import page
from app.kernel.access import signed_in
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.kernel.urls import url

MOST_SHOWN = 100


@bp.get(f"{COHORT}/announcements")
@signed_in
def announcements(cohort_id: int) -> ResponseReturnValue:
    """Show what the trainers told everyone, and me."""
    cohort, _mine = my_cohort(cohort_id)
    found = announcing.of_cohort(actor(), cohort)
    news = announcing.latest(found, MOST_SHOWN)
    return page("announcements", cohort, "announcements", news=news)


@bp.route(f"{COHORT}/announcements/new", methods=["GET", "POST"])
@signed_in
def announce(cohort_id: int) -> ResponseReturnValue:
    """Tell everyone in the cohort."""
    cohort, form = run_by_me(cohort_id), AnnouncementForm()
    if not form.validate_on_submit():
        return page("announce", cohort, "announcements", form)
    announcing.announce(cohort, form.title.data or "", form.text.data or "", actor=person())
    flash(_("Everyone who takes part reads it, and hears of it by mail."), "success")
    return redirect(url("cohorts.announcements", cohort_id=cohort.id), 303)


@bp.post(f"{COHORT}/announcements/<int:announcement_id>/removal")
@signed_in
def remove_announcement(cohort_id: int, announcement_id: int) -> ResponseReturnValue:
    """Take an announcement back."""
    cohort = run_by_me(cohort_id)
    one = announcing.get(cohort, announcement_id)
    if one is None:
        raise NotFound
    announcing.withdraw(one, actor=person())
    flash(_("Taken back. Mails that went out already stay out."), "success")
    return redirect(url("cohorts.announcements", cohort_id=cohort.id), 303)
