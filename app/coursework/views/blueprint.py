"""The room's blueprint, the records that its addresses name, and what its pages share."""

from typing import Any

from flask import Blueprint, render_template

from app.accounts.current import actor, person
from app.cohorts import policy as cohorts
from app.cohorts import queries as cohort_queries
from app.cohorts.models import Cohort, Enrolment
from app.cohorts.views.blueprint import COHORT
from app.cohorts.views.pages import tabs
from app.courses.content import Assignment, CourseContent, Item
from app.coursework import queries
from app.coursework.models import Submission
from app.kernel.errors import NotFound
from app.portals.current import here

bp = Blueprint("coursework", __name__, template_folder="../templates")

WORK = f"{COHORT}/items/<key>/submission"
MARKING = f"{COHORT}/marking"
REVIEWS = f"{COHORT}/reviews"

CONFLICT = 409
INVALID = 422


def my_place(cohort_id: int) -> Enrolment:
    """Return the actor's place in the cohort of the address, also one that they have left."""
    found = queries.own_place(person(), here().id, cohort_id)
    if found is None:
        raise NotFound
    return found


def the_content(cohort: Cohort) -> CourseContent:
    """Return what the cohort runs."""
    return cohort_queries.content(cohort.course_id, cohort.revision)


def the_item(cohort: Cohort, key: str) -> tuple[CourseContent, Item, Assignment]:
    """Return the assignment of the address, in the revision that the cohort runs."""
    content = the_content(cohort)
    item = content.item(key)
    if item is None or item.assignment is None:
        raise NotFound
    return content, item, item.assignment


def the_submission(cohort: Cohort, submission_id: int) -> Submission:
    """Return the submission of the address, if it exists for whoever asks."""
    found = queries.get(actor(), cohort, submission_id)
    if found is None:
        raise NotFound
    return found


def page(template: str, cohort: Cohort, status: int = 200, **values: Any) -> tuple[str, int]:
    """Return a page of a cohort; who has left it sees no tabs."""
    mine = cohort_queries.enrolment_of(person(), cohort)
    shown = tabs(cohort, "") if cohorts.can_read(actor(), cohort, mine) else []
    body = render_template(f"coursework/{template}.html", cohort=cohort, tabs=shown, **values)
    return body, status
