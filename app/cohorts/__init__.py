"""Cohorts: dated runs of courses, and who takes part.

A *cohort* runs one revision of a course, in a portal, by its *trainers*. An *enrolment* is a
person's place in it, *progress* how far they have come with each item. Who takes part is known to
those who run the cohort and to those who take part in it, to nobody else.
"""

from flask import Flask

from app.cohorts import enrolling, files, notices, subscribers, views
from app.portals import navigation

__all__ = ["enrolling", "files", "subscribers"]


def init_app(app: Flask) -> None:
    """Mount the room."""
    views.init_app(app)
    notices.register()
    navigation.within(app, "cohorts", "courses")
