"""Who may answer a quiz, and see what came of it."""

from sqlalchemy import ColumnElement, and_, or_, select

from app.accounts.models import Actor
from app.accounts.standpoints import once_per_standpoint
from app.cohorts import policy as cohorts
from app.cohorts.models import Cohort, Enrolment
from app.quizzes.models import QuizAttempt


def can_view(actor: Actor, attempt: QuizAttempt) -> bool:
    """People see their own attempts always; who runs the cohort sees those that are finished."""
    return is_own(actor, attempt) or (
        not attempt.is_open and cohorts.can_run(actor, attempt.enrolment.cohort)
    )


@once_per_standpoint
def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Say `can_view` in SQL."""
    own = select(Enrolment.id).where(Enrolment.user_id == actor.id)
    run = select(Enrolment.id).join(Cohort).where(cohorts.runs(actor))
    return or_(
        QuizAttempt.enrolment_id.in_(own),
        and_(QuizAttempt.finished_at.is_not(None), QuizAttempt.enrolment_id.in_(run)),
    )


def is_own(actor: Actor, attempt: QuizAttempt) -> bool:
    """People see what they did, whatever became of their place."""
    return attempt.enrolment.user_id == actor.id


def can_begin(actor: Actor, enrolment: Enrolment) -> bool:
    """Participants answer, in their own name."""
    return cohorts.can_learn(actor, enrolment)


def can_answer(actor: Actor, attempt: QuizAttempt) -> bool:
    """Participants answer what is their own."""
    return is_own(actor, attempt) and can_begin(actor, attempt.enrolment)


def can_allow(actor: Actor, cohort: Cohort, enrolment: Enrolment) -> bool:
    """Who runs the cohort gives others more attempts, never themselves."""
    return cohorts.can_run(actor, cohort) and enrolment.user_id != actor.id
