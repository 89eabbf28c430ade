"""The room's blueprint, and the records that its addresses name."""

from flask import Blueprint

from app.accounts.current import actor
from app.kernel.errors import NotFound
from app.lessons import queries as lessons
from app.lessons.models import Lesson
from app.portals.current import here
from app.teaching import queries
from app.teaching.models import TaughtReport

bp = Blueprint("teaching", __name__, template_folder="../templates")

LESSON = "/<locale:locale>/<portal:portal>/lessons/<int:lesson_id>"
REPORTS = f"{LESSON}/taught"


def the_lesson(lesson_id: int) -> Lesson:
    """Return the lesson of the address, if it exists for whoever asks."""
    found = lessons.head(actor(), here().id, lesson_id)
    if found is None:
        raise NotFound
    return found


def the_report(lesson: Lesson, report_id: int) -> TaughtReport:
    """Return the report of the address, if it exists for whoever asks."""
    found = queries.get(actor(), lesson, report_id)
    if found is None:
        raise NotFound
    return found
