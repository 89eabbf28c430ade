"""The people of a cohort: names for those in it, and for its trainers what they decide."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.cohorts import completion, enrolling, history, learning, meetings, policy, queries
from app.cohorts.forms import ReasonForm
from app.cohorts.models import Cohort, Standing
from app.cohorts.views.blueprint import COHORT, bp, my_cohort, place_in, run_by_me
from app.cohorts.views.pages import page
from app.kernel import clock
from app.kernel.access import signed_in
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.kernel.urls import url

PLACE_IN = f"{COHORT}/people/<int:enrolment_id>"
PAGE_SIZE = 100
TABS = (
    Standing.ACTIVE, Standing.ASKED, Standing.WAITING, Standing.INVITED, Standing.LEFT,
    Standing.REFUSED, Standing.REMOVED, Standing.MOVED,
)  # fmt: skip


@bp.get(f"{COHORT}/people")
@signed_in
def people(cohort_id: int) -> ResponseReturnValue:
    """Show who takes part; to trainers also who wants to, and what became of the others."""
    cohort, _mine = my_cohort(cohort_id)
    runs = policy.can_run(actor(), cohort)
    standing = _asked_standing() if runs else Standing.ACTIVE
    counts = queries.counts(cohort)
    after = request.args.get("after", type=int)
    found = queries.listed_people(cohort, standing, PAGE_SIZE + 1, after)
    return page(
        "people",
        cohort,
        "people",
        of_standing=standing,
        counts=counts,
        standings=[one for one in TABS if one == standing or counts.get(one)] if runs else (),
        found=found[:PAGE_SIZE],
        after=found[PAGE_SIZE - 1].id if len(found) > PAGE_SIZE else None,
    )


@bp.post(f"{PLACE_IN}/acceptance")
@signed_in
def accept(cohort_id: int, enrolment_id: int) -> ResponseReturnValue:
    """Let somebody in who asked or waits."""
    cohort = run_by_me(cohort_id)
    one = place_in(cohort, enrolment_id)
    was = one.standing
    enrolling.accept(cohort, one, actor=person())
    flash(_("%(name)s takes part now, and hears of it.", name=one.user.name), "success")
    return _to(cohort, was)


@bp.route(f"{PLACE_IN}/refusal", methods=["GET", "POST"])
@signed_in
def refuse(cohort_id: int, enrolment_id: int) -> ResponseReturnValue:
    """Refuse somebody who asked, and say why."""
    cohort = run_by_me(cohort_id)
    one, form = place_in(cohort, enrolment_id), ReasonForm()
    if not form.validate_on_submit():
        return page("refusal", cohort, "people", form, one=one)
    was = one.standing
    enrolling.refuse(cohort, one, actor=person(), reason=form.reason.data or "")
    flash(_("%(name)s hears of it, with your reason.", name=one.user.name), "success")
    return _to(cohort, was)


@bp.route(f"{PLACE_IN}/removal", methods=["GET", "POST"])
@signed_in
def remove(cohort_id: int, enrolment_id: int) -> ResponseReturnValue:
    """Take somebody out, and say why."""
    cohort = run_by_me(cohort_id)
    one, form = place_in(cohort, enrolment_id), ReasonForm()
    if not form.validate_on_submit():
        return page("removal", cohort, "people", form, one=one)
    was = one.standing
    enrolling.remove(cohort, one, actor=person(), reason=form.reason.data or "")
    flash(_("%(name)s is not in this cohort any more.", name=one.user.name), "success")
    return _to(cohort, was)


@bp.post(f"{PLACE_IN}/return")
@signed_in
def bring_back(cohort_id: int, enrolment_id: int) -> ResponseReturnValue:
    """Undo a refusal or a removal: the person has the place."""
    cohort = run_by_me(cohort_id)
    one = place_in(cohort, enrolment_id)
    enrolling.bring_back(cohort, one, actor=person())
    flash(_("%(name)s takes part now, and hears of it.", name=one.user.name), "success")
    return _to(cohort, Standing.ACTIVE)


@bp.get(PLACE_IN)
@signed_in
def participant(cohort_id: int, enrolment_id: int) -> ResponseReturnValue:
    """Show a trainer how far somebody has come, and what became of their place."""
    return _participant_page(run_by_me(cohort_id), enrolment_id)


@bp.post(f"{PLACE_IN}/completion")
@signed_in
def grant(cohort_id: int, enrolment_id: int) -> ResponseReturnValue:
    """Let the course count as completed, for a reason."""
    cohort = run_by_me(cohort_id)
    one, form = place_in(cohort, enrolment_id), ReasonForm()
    if not form.validate():
        return _participant_page(cohort, enrolment_id, form)
    completion.grant(cohort, one, actor=person(), reason=form.reason.data or "")
    flash(_("The course counts as completed for %(name)s.", name=one.user.name), "success")
    return _to_person(cohort, enrolment_id)


@bp.post(f"{PLACE_IN}/completion/removal")
@signed_in
def take_grant_back(cohort_id: int, enrolment_id: int) -> ResponseReturnValue:
    """Let the rules decide again."""
    cohort = run_by_me(cohort_id)
    one, form = place_in(cohort, enrolment_id), ReasonForm()
    if not form.validate():
        return _participant_page(cohort, enrolment_id, form)
    completion.take_back(cohort, one, actor=person(), reason=form.reason.data or "")
    flash(_("The rules decide again."), "success")
    return _to_person(cohort, enrolment_id)


@bp.post(f"{PLACE_IN}/move")
@signed_in
def move(cohort_id: int, enrolment_id: int) -> ResponseReturnValue:
    """Let somebody go on in another cohort of the course."""
    cohort = run_by_me(cohort_id)
    one = place_in(cohort, enrolment_id)
    target = {other.id: other for other in queries.others_of(person(), cohort)}.get(_target())
    if target is None:
        raise NotFound
    made = enrolling.move(one, target, actor=person())
    completion.check(target, made, actor=person())
    flash(
        _("%(name)s goes on in the other cohort, with everything done so far.", name=one.user.name),
        "success",
    )
    return _to(cohort, Standing.ACTIVE)


def _participant_page(
    cohort: Cohort, enrolment_id: int, form: ReasonForm | None = None
) -> ResponseReturnValue:
    one = place_in(cohort, enrolment_id)
    content = queries.content(cohort.course_id, cohort.revision)
    progress = {row.item_key: row for row in one.progress}
    return page(
        "participant",
        cohort,
        "people",
        form or ReasonForm(),
        one=one,
        content=content,
        parts=learning.outline(cohort, content, progress, clock.now()),
        left=completion.left(cohort, content, one),
        changes=history.changes(one),
        attendance=meetings.attendance_of(one),
        sessions=meetings.of_cohort(cohort),
        others=queries.others_of(person(), cohort) if one.is_active else (),
    )


def _asked_standing() -> Standing:
    asked = request.args.get("standing", "")
    return Standing(asked) if asked in set(Standing) else Standing.ACTIVE


def _target() -> int:
    said = request.form.get("cohort", "")
    return int(said) if said.isdecimal() and len(said) <= 18 else 0


def _to(cohort: Cohort, standing: Standing) -> ResponseReturnValue:
    return redirect(url("cohorts.people", cohort_id=cohort.id, standing=standing), 303)


def _to_person(cohort: Cohort, enrolment_id: int) -> ResponseReturnValue:
    to = url("cohorts.participant", cohort_id=cohort.id, enrolment_id=enrolment_id)
    return redirect(to, 303)
