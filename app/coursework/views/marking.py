"""Marking one submission: pass it, return it, or not."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.cohorts.models import Cohort
from app.cohorts.views.blueprint import run_by_me
from app.courses.content import Assignment, Item
from app.coursework import kept_lesson, marking, peers, policy, queries, reviews, scores
from app.coursework.actions import EditConflictError
from app.coursework.forms import MarkForm, opened_number, with_levels
from app.coursework.marking import Verdict
from app.coursework.models import Part, Submission
from app.coursework.views.blueprint import (
    CONFLICT,
    INVALID,
    MARKING,
    bp,
    page,
    the_item,
    the_submission,
)
from app.kernel import i18n
from app.kernel.access import require, signed_in
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.urls import url

ONE = f"{MARKING}/<int:submission_id>"


@bp.get(ONE)
@signed_in
def mark(cohort_id: int, submission_id: int) -> ResponseReturnValue:
    """Show the work as its reader sees it, and the form beside it."""
    cohort, submission, item, assignment = _found(cohort_id, submission_id)
    form = _form(submission, assignment)
    _fill(form, submission, item)
    return _page(cohort, submission, item, form)


@bp.post(ONE)
@signed_in
def save_mark(cohort_id: int, submission_id: int) -> ResponseReturnValue:
    """Mark it or return it, and go on to the next."""
    cohort, submission, item, assignment = _found(cohort_id, submission_id)
    form = _form(submission, assignment)
    form.take(person(), [one.file for one in submission.files_of(Part.FEEDBACK)])
    if not form.validate():
        return _page(cohort, submission, item, form, INVALID)
    beside = _beside(cohort, submission)
    try:
        _do(submission, item, form)
    except EditConflictError:
        form.opened.data = str(submission.lock)
        return _page(cohort, submission, item, form, CONFLICT, is_changed=True)
    except Refused as refusal:
        form.refused_deed = str(refusal)
        form.validate()
        return _page(cohort, submission, item, form, INVALID)
    flash(_said(submission), "success")
    return redirect(_onwards(cohort, beside), 303)


def _found(cohort_id: int, submission_id: int) -> tuple[Cohort, Submission, Item, Assignment]:
    cohort = run_by_me(cohort_id)
    submission = the_submission(cohort, submission_id)
    require(policy.can_mark(actor(), submission))
    _content, item, assignment = the_item(cohort, submission.item_key)
    return cohort, submission, item, assignment


def _form(submission: Submission, assignment: Assignment) -> MarkForm:
    kept = submission.feedback_language or submission.language
    return with_levels(MarkForm, assignment)(person(), kept)


def _fill(form: MarkForm, submission: Submission, item: Item) -> None:
    """Show the mark that there is; else what peers say on the mean, if that is asked for."""
    form.opened.data = str(submission.lock)
    spoken = i18n.current().babel.language
    speaks = spoken in person().languages and submission.feedback is None
    form.language.data = spoken if speaks else submission.feedback_language or submission.language
    form.points.data = submission.points
    form.feedback.data = submission.feedback.source if submission.feedback else ""
    form.held = tuple(one.file for one in submission.files_of(Part.FEEDBACK))
    form.show_levels(scores.levels(scores.read(submission.scores)))
    if "mean" in request.args:
        form.show_levels(peers.proposal(item, reviews.of(submission)))


def _do(submission: Submission, item: Item, form: MarkForm) -> None:
    opened, content = opened_number(form.opened), form.content()
    if request.form.get("then") == "return":
        marking.give_back(submission, item, content, opened=opened, actor=person())
        return
    passes = request.form.get("then") == "pass"
    verdict = Verdict.PASSED if passes else Verdict.FAILED
    marking.mark(submission, item, content, verdict, opened=opened, actor=person())


def _said(submission: Submission) -> str:
    words = {
        "passed": _("Passed. The participant hears of it."),
        "failed": _("Not passed. The participant hears of it."),
        "returned": _("Returned. The participant can hand it in again."),
    }
    return words[submission.status]


def _beside(cohort: Cohort, submission: Submission) -> tuple[int | None, int | None]:
    return queries.beside(cohort, submission, _item_filter())


def _item_filter() -> str:
    return request.args.get("item", "")[:20]


def _onwards(cohort: Cohort, beside: tuple[int | None, int | None]) -> str:
    """Return where to go on: to the next that waits, else to one before, else to the list."""
    following = beside[1] or beside[0]
    key = _item_filter() or None
    if following is None:
        return url("coursework.to_mark", cohort_id=cohort.id, item=key)
    return url("coursework.mark", cohort_id=cohort.id, submission_id=following, item=key)


def _page(
    cohort: Cohort,
    submission: Submission,
    item: Item,
    form: MarkForm,
    status: int = 200,
    *,
    is_changed: bool = False,
) -> tuple[str, int]:
    tasks = reviews.of(submission)
    before, after = _beside(cohort, submission)
    newest = queries.newest(submission.enrolment, submission.item_key)
    return page(
        "mark",
        cohort,
        status,
        submission=submission,
        item=item,
        assignment=item.assignment,
        form=form,
        lesson=kept_lesson.of(submission),
        tasks=tasks,
        has_mean=bool(peers.proposal(item, tasks)),
        earlier=[
            one
            for one in queries.of_item(submission.enrolment, submission.item_key)
            if not one.is_draft and one.number < submission.number
        ],
        is_newest=newest is not None and newest.id == submission.id,
        history=queries.history(submission),
        before=before,
        after=after,
        key=_item_filter() or None,
        is_changed=is_changed,
    )
