"""The room's blueprint, the records that its addresses name, and what its pages share."""

from typing import Any

from flask import Blueprint, render_template

from app.accounts.current import actor, person
from app.cohorts import policy as cohorts
from app.cohorts import queries as cohort_queries
from app.cohorts.models import Cohort
from app.cohorts.views.blueprint import COHORT
from app.cohorts.views.pages import tabs
from app.courses.content import Item
from app.kernel.errors import NotFound
from app.portals.current import here
from app.quizzes import queries
from app.quizzes.models import QuizAttempt

bp = Blueprint("quizzes", __name__, template_folder="../templates")

QUIZ = f"{COHORT}/items/<key>/quiz"
ATTEMPT = f"{COHORT}/attempts/<int:attempt_id>"


def the_quiz(cohort: Cohort, key: str) -> Item:
    """Return the quiz of the address, in the revision that the cohort runs."""
    content = cohort_queries.content(cohort.course_id, cohort.revision)
    item = queries.the_quiz(content, key)
    if item is None:
        raise NotFound
    return item


def the_attempt(cohort_id: int, attempt_id: int) -> tuple[QuizAttempt, Item]:
    """Return the attempt of the address, if it exists for whoever asks, and what it answers."""
    attempt = queries.get(actor(), cohort_id, here().id, attempt_id)
    if attempt is None:
        raise NotFound
    cohort = attempt.enrolment.cohort
    content = cohort_queries.content(cohort.course_id, attempt.revision)
    item = queries.the_quiz(content, attempt.item_key)
    if item is None:
        raise NotFound
    return attempt, item


def page(template: str, cohort: Cohort, status: int = 200, **values: Any) -> tuple[str, int]:
    """Return a page of a cohort; who has left it sees no tabs."""
    mine = cohort_queries.enrolment_of(person(), cohort)
    is_inside = cohorts.can_read(actor(), cohort, mine)
    body = render_template(
        f"quizzes/{template}.html",
        cohort=cohort,
        tabs=tabs(cohort, "") if is_inside else [],
        is_inside=is_inside,
        **values,
    )
    return body, status
