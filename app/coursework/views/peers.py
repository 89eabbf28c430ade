"""Looking at the work of colleagues."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.cohorts.models import Cohort
from app.courses.content import Item
from app.coursework import kept_lesson, peers, policy, reviews, scores
from app.coursework.actions import EditConflictError
from app.coursework.forms import ReviewForm, opened_number, with_levels
from app.coursework.models import PeerTask
from app.coursework.views.blueprint import (
    CONFLICT,
    INVALID,
    REVIEWS,
    bp,
    my_place,
    page,
    the_content,
    the_item,
)
from app.kernel import i18n
from app.kernel.access import signed_in
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import gettext as _
from app.kernel.urls import url


@bp.get(f"{REVIEWS}/", endpoint="reviews")
@signed_in
def all_reviews(cohort_id: int) -> ResponseReturnValue:
    """Show whose work I am asked to look at."""
    mine = my_place(cohort_id)
    content = the_content(mine.cohort)
    titles = {item.key: item.title for item in content.items}
    tasks = reviews.mine(actor(), mine)
    return page("reviews", mine.cohort, tasks=tasks, titles=titles, content=content)


@bp.get(f"{REVIEWS}/<int:task_id>")
@signed_in
def review(cohort_id: int, task_id: int) -> ResponseReturnValue:
    """Show the work, without a name if so decided, and the form."""
    cohort, task, item = _found(cohort_id, task_id)
    form = _form(task, item)
    form.opened.data = str(task.lock)
    form.text.data = task.text.source if task.text else ""
    spoken = i18n.current().babel.language
    form.language.data = task.language or (
        spoken if spoken in person().languages else task.submission.language
    )
    form.show_levels(scores.levels(scores.read(task.scores)))
    return _page(cohort, task, item, form)


@bp.post(f"{REVIEWS}/<int:task_id>")
@signed_in
def save_review(cohort_id: int, task_id: int) -> ResponseReturnValue:
    """Save what I say of it."""
    cohort, task, item = _found(cohort_id, task_id)
    form = _form(task, item)
    if not form.validate():
        return _page(cohort, task, item, form, INVALID)
    try:
        peers.review(
            task,
            item,
            form.levels,
            form.text.data or "",
            form.language.data,
            opened=opened_number(form.opened),
            actor=person(),
        )
    except EditConflictError:
        form.opened.data = str(task.lock)
        return _page(cohort, task, item, form, CONFLICT)
    except Refused as refusal:
        form.text.errors = [str(refusal)]
        return _page(cohort, task, item, form, INVALID)
    words = _("Thank you. Your colleague reads it without your name.")
    flash(words if task.is_anonymous else _("Thank you. Your colleague reads it."), "success")
    return redirect(url("coursework.reviews", cohort_id=cohort_id), 303)


def _found(cohort_id: int, task_id: int) -> tuple[Cohort, PeerTask, Item]:
    mine = my_place(cohort_id)
    task = reviews.get(actor(), mine.cohort, task_id)
    if task is None:
        raise NotFound
    return mine.cohort, task, the_item(mine.cohort, task.submission.item_key)[1]


def _form(task: PeerTask, item: Item) -> ReviewForm:
    assert item.assignment is not None
    return with_levels(ReviewForm, item.assignment)(person(), task.language)


def _page(
    cohort: Cohort, task: PeerTask, item: Item, form: ReviewForm, status: int = 200
) -> tuple[str, int]:
    return page(
        "review",
        cohort,
        status,
        task=task,
        item=item,
        assignment=item.assignment,
        form=form,
        lesson=kept_lesson.of(task.submission, is_plain=task.is_anonymous),
        can_say=policy.can_say(actor(), task),
    )
