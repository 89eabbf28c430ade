"""The room's pages."""

from flask import Flask

from app.cohorts import wording
from app.cohorts.views import (
    announcements,
    attendance,
    calendars,
    course,
    entering,
    inviting,
    items,
    people,
    reading,
    record,
    revisions,
    running,
    sessions,
    table,
    trainers,
)
from app.cohorts.views.blueprint import bp

__all__ = [
    "announcements",
    "attendance",
    "calendars",
    "course",
    "entering",
    "inviting",
    "items",
    "people",
    "reading",
    "record",
    "revisions",
    "running",
    "sessions",
    "table",
    "trainers",
]


def init_app(app: Flask) -> None:
    """Mount the pages."""
    app.register_blueprint(bp)
    wording.init_app(app)
