"""What a trainer sees: how everybody stands, how each question went, one more attempt."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.cohorts.models import Cohort, Enrolment
from app.cohorts.views.blueprint import place_in, run_by_me
from app.courses.content import Item
from app.kernel.access import signed_in
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.quizzes import actions, limits, policy, queries, statistics
from app.quizzes.forms import AllowanceForm
from app.quizzes.views.blueprint import QUIZ, bp, page, the_quiz

INVALID = 422


@bp.get(f"{QUIZ}/results")
@signed_in
def results(cohort_id: int, key: str) -> ResponseReturnValue:
    """Show the best attempt of everybody, and how many got each question right."""
    cohort = run_by_me(cohort_id)
    item = the_quiz(cohort, key)
    attempts = queries.finished(cohort, key)
    known = queries.known_questions(cohort, {one.revision for one in attempts})
    people = statistics.people(queries.taking_part(cohort), attempts)
    return page(
        "results",
        cohort,
        item=item,
        people=people,
        tried=sum(one.tries > 0 for one in people),
        passed=sum(one.best is not None and bool(one.best.passed) for one in people),
        counts=statistics.counts(known, attempts),
    )


@bp.get(f"{QUIZ}/results/<int:enrolment_id>", endpoint="person")
@signed_in
def one_person(cohort_id: int, key: str, enrolment_id: int) -> ResponseReturnValue:
    """Show what somebody answered, attempt by attempt."""
    cohort, item, enrolment = _found(cohort_id, key, enrolment_id)
    return _page(cohort, item, enrolment, AllowanceForm())


@bp.post(f"{QUIZ}/results/<int:enrolment_id>")
@signed_in
def allow(cohort_id: int, key: str, enrolment_id: int) -> ResponseReturnValue:
    """Give somebody one more attempt."""
    cohort, item, enrolment = _found(cohort_id, key, enrolment_id)
    form = AllowanceForm()
    if not form.validate():
        return _page(cohort, item, enrolment, form)
    try:
        actions.allow(cohort, enrolment, item, form.reason.data or "", actor=person())
    except Refused as refusal:
        form.reason.errors = [str(refusal)]
        return _page(cohort, item, enrolment, form)
    flash(_("Done: %(name)s can try once more.", name=enrolment.user.name), "success")
    goal = url("quizzes.person", cohort_id=cohort_id, key=key, enrolment_id=enrolment_id)
    return redirect(goal, 303)


def _found(cohort_id: int, key: str, enrolment_id: int) -> tuple[Cohort, Item, Enrolment]:
    cohort = run_by_me(cohort_id)
    return cohort, the_quiz(cohort, key), place_in(cohort, enrolment_id)


def _page(cohort: Cohort, item: Item, enrolment: Enrolment, form: AllowanceForm) -> tuple[str, int]:
    assert item.quiz is not None
    tried = queries.of_item(enrolment, item.key)
    allowance = queries.allowance(enrolment, item.key)
    may = policy.can_allow(actor(), cohort, enrolment) and enrolment.is_active
    return page(
        "person",
        cohort,
        INVALID if form.errors else 200,
        item=item,
        enrolment=enrolment,
        form=form,
        tried=[one for one in tried if not one.is_open],
        is_answering=bool(tried) and tried[0].is_open,
        left=limits.left(item.quiz, tried, allowance),
        allowance=allowance,
        can_allow=may and not limits.is_endless(cohort, item.quiz),
    )
