"""Giving one person more time."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.cohorts.models import Cohort, Enrolment
from app.cohorts.views.blueprint import COHORT, place_in, run_by_me
from app.courses.content import Item
from app.coursework import marking, policy, queries
from app.coursework.forms import ExtensionForm
from app.coursework.models import Extension
from app.coursework.views.blueprint import INVALID, bp, page, the_item
from app.kernel.access import require, signed_in
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.urls import url

EXTENSION = f"{COHORT}/people/<int:enrolment_id>/extensions/<key>"


@bp.get(EXTENSION)
@signed_in
def extension(cohort_id: int, enrolment_id: int, key: str) -> ResponseReturnValue:
    """Show until when this person may hand in."""
    cohort, enrolment, item = _found(cohort_id, enrolment_id, key)
    given = queries.extension(enrolment.id, key)
    form = ExtensionForm()
    form.due_on.data = given.due_on if given else cohort.due_day(item)
    form.reason.data = given.reason if given else ""
    return _page(cohort, enrolment, item, form, given)


@bp.post(EXTENSION)
@signed_in
def extend(cohort_id: int, enrolment_id: int, key: str) -> ResponseReturnValue:
    """Give this person time until the end of a day."""
    cohort, enrolment, item = _found(cohort_id, enrolment_id, key)
    form = ExtensionForm()
    given = queries.extension(enrolment.id, key)
    if not form.validate():
        return _page(cohort, enrolment, item, form, given)
    try:
        marking.extend(
            cohort,
            enrolment,
            item,
            form.due_on.data,  # type: ignore[arg-type]  # the form asks for a day
            form.reason.data or "",
            actor=person(),
        )
    except Refused as refusal:
        form.due_on.errors = [str(refusal)]
        return _page(cohort, enrolment, item, form, given)
    flash(_("Done: %(name)s has more time.", name=enrolment.user.name), "success")
    return _back(cohort, enrolment)


@bp.post(f"{EXTENSION}/removal")
@signed_in
def end_extension(cohort_id: int, enrolment_id: int, key: str) -> ResponseReturnValue:
    """Let the day hold for this person that holds for all."""
    cohort, enrolment, item = _found(cohort_id, enrolment_id, key)
    marking.end_extension(cohort, enrolment, item, actor=person())
    flash(_("Done: the day of all holds again."), "success")
    return _back(cohort, enrolment)


def _found(cohort_id: int, enrolment_id: int, key: str) -> tuple[Cohort, Enrolment, Item]:
    cohort = run_by_me(cohort_id)
    enrolment = place_in(cohort, enrolment_id)
    require(policy.can_extend(actor(), cohort, enrolment))
    return cohort, enrolment, the_item(cohort, key)[1]


def _page(
    cohort: Cohort,
    enrolment: Enrolment,
    item: Item,
    form: ExtensionForm,
    given: Extension | None,
) -> tuple[str, int]:
    return page(
        "extension",
        cohort,
        INVALID if form.errors else 200,
        enrolment=enrolment,
        item=item,
        form=form,
        given=given,
        due=cohort.due_of(item),
    )


def _back(cohort: Cohort, enrolment: Enrolment) -> ResponseReturnValue:
    return redirect(url("cohorts.participant", cohort_id=cohort.id, enrolment_id=enrolment.id), 303)
