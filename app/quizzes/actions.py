"""What participants do with a quiz, and what a trainer allows."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.accounts.models import User
from app.cohorts import progress
from app.cohorts.models import Cohort, Enrolment, State
from app.courses import responses
from app.courses.content import Item, Quiz
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.quizzes import limits, paper, policy, queries, scoring
from app.quizzes.models import QuizAllowance, QuizAttempt, share

MOST_MORE = 20


def begin(cohort: Cohort, enrolment: Enrolment, item: Item, *, actor: User) -> QuizAttempt:
    """Begin an attempt, or go on with the one that is open."""
    require(policy.can_begin(actor, enrolment) and enrolment.cohort_id == cohort.id)
    queries.hold(enrolment)
    tried = queries.of_item(enrolment, item.key)
    if tried and tried[0].is_open:
        return tried[0]
    why = limits.closed(cohort, _quiz(item), tried, queries.allowance(enrolment, item.key))
    if why is not None:
        raise Refused(limits.sentence(why))
    made = _begun(cohort, enrolment, item.key, tried)
    if queries.progress(enrolment, item.key) is None:
        progress.note(enrolment, item.key, State.SEEN, actor=actor)
    return made


def save(attempt: QuizAttempt, sent: Mapping[str, Any], *, opened: int, actor: User) -> bool:
    """Keep what was answered; return whether another page had saved since this one was shown.

    `opened` is the `saves` of the page. What the other page saved is then not taken away by what
    is empty here.
    """
    require(policy.can_answer(actor, attempt))
    _hold(attempt)
    is_alone = opened == attempt.saves
    kept = {**attempt.answers, **sent} if is_alone else responses.merged(attempt.answers, sent)
    if kept != attempt.answers or not attempt.is_open:
        attempt.answer(kept, clock.now())
    return not is_alone


def finish(attempt: QuizAttempt, *, actor: User) -> None:
    """Mark an attempt as it stands; the best one counts."""
    require(policy.can_answer(actor, attempt))
    _hold(attempt)
    cohort = attempt.enrolment.cohort
    marked = scoring.score(queries.questions(cohort, attempt), attempt.answers)
    quiz = queries.quiz_of(cohort, attempt.revision, attempt.item_key)
    attempt.finish(marked, clock.now(), pass_percent=quiz.pass_percent)
    session.flush()  # the best of all is counted from the tables
    _note(cohort, attempt.enrolment, attempt.item_key, actor=actor)


def allow(
    cohort: Cohort, enrolment: Enrolment, item: Item, reason: str, *, actor: User
) -> QuizAllowance:
    """Give somebody one more attempt, also after the cohort is closed."""
    require(policy.can_allow(actor, cohort, enrolment) and enrolment.cohort_id == cohort.id)
    queries.hold(enrolment)
    if not enrolment.is_active:
        raise Refused(_("This person does not take part any more."))
    given = queries.allowance(enrolment, item.key)
    if limits.is_endless(cohort, _quiz(item)):
        raise Refused(_("Everybody may try this quiz as often as they like."))
    if given is not None and given.more >= MOST_MORE:
        raise Refused(_("%(most)s more attempts are the most.", most=MOST_MORE))
    if given is None:
        given = QuizAllowance(enrolment_id=enrolment.id, item_key=item.key, more=0)
        session.add(given)
    given.more, given.reason = given.more + 1, reason.strip()
    given.at, given.by_id = clock.now(), actor.id
    session.flush()  # how far somebody has come depends on what is left
    _give_back(enrolment, item.key, actor=actor)
    return given


def _begun(
    cohort: Cohort, enrolment: Enrolment, key: str, tried: Sequence[QuizAttempt]
) -> QuizAttempt:
    at, seed = clock.now(), paper.new_seed()
    if not queries.drawn(cohort, cohort.revision, key, seed):
        raise Refused(_("This quiz has no questions yet."))
    made = QuizAttempt(
        enrolment=enrolment,
        item_key=key,
        number=tried[0].number + 1 if tried else 1,
        revision=cohort.revision,
        seed=seed,
        started_at=at,
        saved_at=at,
        saves=0,
        answers={},
        marks={},
    )
    session.add(made)
    session.flush()  # its page is named by its id
    return made


def _hold(attempt: QuizAttempt) -> None:
    """Wait for whoever saves the attempt just now, and see what they saved."""
    queries.hold(attempt.enrolment)
    columns = ("answers", "marks", "saves", "saved_at", "finished_at")
    session.refresh(attempt, attribute_names=columns)


def _quiz(item: Item) -> Quiz:
    if item.quiz is None:
        raise Refused(_("There is nothing to answer here."))
    return item.quiz


def _note(cohort: Cohort, enrolment: Enrolment, key: str, *, actor: User) -> None:
    """Take note of the best attempt; what was done better elsewhere stays."""
    tried = [one for one in queries.of_item(enrolment, key) if not one.is_open]
    best = max(tried, key=lambda one: (bool(one.passed), one.share))
    before = queries.progress(enrolment, key)
    was_done = before is not None and before.is_done
    if before is not None and was_done and share(before.points, before.of) >= best.share:
        return
    if was_done or best.passed:
        state = State.DONE
    else:
        quiz = queries.quiz_of(cohort, cohort.revision, key)
        left = limits.left(quiz, tried, queries.allowance(enrolment, key))
        state = State.FAILED if left == 0 else State.RETURNED
    progress.note(enrolment, key, state, best.points, best.of, actor=actor)


def _give_back(enrolment: Enrolment, key: str, *, actor: User) -> None:
    """Let somebody who had failed try again."""
    before = queries.progress(enrolment, key)
    if before is not None and before.state == State.FAILED:
        points, of = before.points, before.of
        progress.note(enrolment, key, State.RETURNED, points, of, actor=actor)
