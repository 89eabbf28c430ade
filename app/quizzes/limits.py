"""How often somebody may try a quiz."""

from collections.abc import Sequence
from enum import StrEnum

from app.cohorts.models import Cohort
from app.courses.content import Quiz
from app.kernel.i18n import gettext as _
from app.quizzes.models import QuizAllowance, QuizAttempt


class Closed(StrEnum):
    """Why nobody can begin an attempt."""

    USED_UP = "used-up"
    COHORT = "cohort"


def left(quiz: Quiz, tried: Sequence[QuizAttempt], allowance: QuizAllowance | None) -> int | None:
    """Return how many attempts are left; None where there is no limit."""
    if quiz.attempts is None:
        return None
    more = allowance.more if allowance else 0
    return max(quiz.attempts + more - len(tried), 0)


def closed(
    cohort: Cohort, quiz: Quiz, tried: Sequence[QuizAttempt], allowance: QuizAllowance | None
) -> Closed | None:
    """Return why an attempt cannot be begun.

    After a cohort is closed a trainer decides, person by person, by allowing one attempt more.
    """
    if not cohort.is_closed:
        return Closed.USED_UP if left(quiz, tried, allowance) == 0 else None
    has_used = any(one.started_at >= allowance.at for one in tried) if allowance else True
    return Closed.COHORT if has_used else None


def is_endless(cohort: Cohort, quiz: Quiz) -> bool:
    """Return whether there is nothing to allow."""
    return quiz.attempts is None and not cohort.is_closed


def sentence(why: Closed) -> str:
    """Say to a participant why they cannot begin."""
    return {
        Closed.USED_UP: _("You have used all attempts. A trainer can give you one more."),
        Closed.COHORT: _("The cohort is closed. A trainer can give you one more attempt."),
    }[why]
