"""How facts about quizzes are said: for the templates of this room."""

from flask import Flask

from app.courses.content import Quiz
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext, lazy_pgettext, ngettext, number
from app.quizzes.models import QuizAttempt

VERDICTS = {
    "right": lazy_pgettext("answer", "Right"),
    "partly": lazy_pgettext("answer", "Partly right"),
    "wrong": lazy_pgettext("answer", "Not right"),
    "empty": lazy_gettext("Not answered"),
}
VERDICT_KINDS = {"right": "sun", "partly": "", "wrong": "warn", "empty": "line"}


def init_app(app: Flask) -> None:
    """Give templates the words."""
    app.jinja_env.globals.update(
        attempt_points=attempt_points,
        quiz_size=quiz_size,
        quiz_tries=quiz_tries,
        verdict_kind=lambda verdict: VERDICT_KINDS[verdict],
        verdict_name=lambda verdict: str(VERDICTS[verdict]),
    )


def attempt_points(attempt: QuizAttempt) -> str:
    """Return “7.5 of 10 points”."""
    return _(
        "%(points)s of %(all)s points",
        points=number(attempt.points or 0),
        all=number(attempt.of or 0),
    )


def quiz_size(quiz: Quiz) -> str:
    """Return how many questions a quiz has; fewer where the bank does not hold as many."""
    count = len(quiz.questions) + sum(one.count for one in quiz.draws)
    return ngettext("%(num)s question", "%(num)s questions", count)


def quiz_tries(quiz: Quiz) -> str:
    """Return how often one may try."""
    if quiz.attempts is None:
        return _("Try as often as you like: the best attempt counts.")
    if quiz.attempts == 1:
        return _("You can try once.")
    return ngettext(
        "You can try %(num)s time: the best attempt counts.",
        "You can try %(num)s times: the best attempt counts.",
        quiz.attempts,
    )
