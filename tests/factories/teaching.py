"""Taught reports for tests: written with the actions of the house."""

from datetime import date
from typing import Any

from app.accounts.models import User
from app.kernel.db import session
from app.lessons.models import Lesson
from app.teaching import actions
from app.teaching.content import ReportContent
from app.teaching.models import TaughtReport

DAY = date(2026, 3, 2)


def said(**values: Any) -> ReportContent:
    """Return what a teacher says of a class."""
    return ReportContent(**({"taught_on": DAY, "language": "en"} | values))


def reported(lesson: Lesson, reporter: User, **values: Any) -> TaughtReport:
    """Return a report on a lesson."""
    made = actions.report(lesson, said(**values), actor=reporter)
    session.flush()
    return made
