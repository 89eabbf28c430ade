"""A participant's own attempt: beginning it, answering, finishing, what came of it."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.cohorts import policy as cohorts
from app.cohorts.views.blueprint import my_cohort
from app.courses.asked import Asked, asked
from app.courses.content import Item
from app.kernel.access import require, signed_in
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.quizzes import actions, policy, queries
from app.quizzes.forms import opened_state, sent_answers
from app.quizzes.models import QuizAttempt
from app.quizzes.outcomes import outcomes
from app.quizzes.views.blueprint import ATTEMPT, QUIZ, bp, page, the_attempt, the_quiz


@bp.post(QUIZ)
@signed_in
def begin(cohort_id: int, key: str) -> ResponseReturnValue:
    """Begin an attempt, or go on with the open one."""
    cohort, mine = my_cohort(cohort_id)
    item = the_quiz(cohort, key)
    require(cohorts.can_learn(actor(), mine))
    assert mine is not None
    return _to(actions.begin(cohort, mine, item, actor=person()), cohort_id)


@bp.get(ATTEMPT)
@signed_in
def attempt(cohort_id: int, attempt_id: int) -> ResponseReturnValue:
    """Show the questions with what is answered so far; of a finished attempt what came of it."""
    found, item = the_attempt(cohort_id, attempt_id)
    if not found.is_open:
        return _result(found, item)
    shown = _asked(found)
    return page(
        "attempt",
        found.enrolment.cohort,
        item=item,
        attempt=found,
        questions=shown,
        can_answer=policy.can_answer(actor(), found),
    )


@bp.post(ATTEMPT)
@signed_in
def save(cohort_id: int, attempt_id: int) -> ResponseReturnValue:
    """Keep what is answered, and go on to finishing if that is asked."""
    found, _item = the_attempt(cohort_id, attempt_id)
    was_elsewhere = _save(found)
    if was_elsewhere:
        flash(_("This was answered in another window, too: both are put together here."), "warn")
    if request.form.get("then") == "finish" and not was_elsewhere:
        goal = url("quizzes.check", cohort_id=cohort_id, attempt_id=attempt_id)
        return redirect(goal, 303)
    if not was_elsewhere:
        flash(_("Saved. You can go on later."), "success")
    return _to(found, cohort_id)


@bp.post(f"{ATTEMPT}/answers")
@signed_in
def keep(cohort_id: int, attempt_id: int) -> ResponseReturnValue:
    """Keep what is answered while somebody goes on, as a script sends it now and then."""
    found, _item = the_attempt(cohort_id, attempt_id)
    _save(found)
    return {"opened": found.saves}


@bp.get(f"{ATTEMPT}/finishing")
@signed_in
def check(cohort_id: int, attempt_id: int) -> ResponseReturnValue:
    """Ask before an attempt is finished, and name what is not answered."""
    found, item = the_attempt(cohort_id, attempt_id)
    require(policy.can_answer(actor(), found))
    if not found.is_open:
        return _to(found, cohort_id)
    shown = _asked(found)
    return page(
        "check",
        found.enrolment.cohort,
        item=item,
        attempt=found,
        total=len(shown),
        missing=[one for one in shown if not one.is_answered],
        unclear=[one for one in shown if one.complaint],
    )


@bp.post(f"{ATTEMPT}/finishing")
@signed_in
def finish(cohort_id: int, attempt_id: int) -> ResponseReturnValue:
    """Let it be marked as it stands."""
    found, _item = the_attempt(cohort_id, attempt_id)
    was_completed = found.enrolment.is_completed
    actions.finish(found, actor=person())
    if found.enrolment.is_completed and not was_completed:
        flash(_("You have completed the course. Congratulations!"), "success")
    return _to(found, cohort_id)


def _save(found: QuizAttempt) -> bool:
    """Keep what the page sent; return whether another page had saved meanwhile."""
    sent = sent_answers(_asked(found), request.form)
    return actions.save(found, sent, opened=opened_state(request.form), actor=person())


def _asked(found: QuizAttempt) -> list[Asked]:
    questions = queries.questions(found.enrolment.cohort, found)
    return asked(questions, found.answers, found.seed)


def _result(found: QuizAttempt, item: Item) -> ResponseReturnValue:
    cohort = found.enrolment.cohort
    quiz = queries.quiz_of(cohort, found.revision, found.item_key)
    runs = cohorts.can_run(actor(), cohort)
    shown = outcomes(
        queries.questions(cohort, found),
        found.answers,
        found.seed,
        shows_right=quiz.shows_answers or (runs and not policy.is_own(actor(), found)),
    )
    is_own = policy.is_own(actor(), found)
    return page(
        "result",
        cohort,
        item=item,
        attempt=found,
        outcomes=shown,
        is_own=is_own,
        pass_percent=quiz.pass_percent,
    )


def _to(found: QuizAttempt, cohort_id: int) -> ResponseReturnValue:
    return redirect(url("quizzes.attempt", cohort_id=cohort_id, attempt_id=found.id), 303)
