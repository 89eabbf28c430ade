"""Coursework: what participants hand in, how it is marked, and what peers say of it.

A *submission* answers an *assignment* of the course that a cohort runs: a text, files, or a lesson
in the revision that it had then. It is a *draft* that nobody else sees until it is handed in;
trainers *mark* or *return* it; handed in again, it is the next number. An *extension* gives one
person more time. In *peer review* participants look at each other's work, without names if the
course says so.
"""

from flask import Flask

from app.coursework import held, notices, subscribers, views
from app.portals import navigation

__all__ = ["held", "subscribers"]


def init_app(app: Flask) -> None:
    """Mount the room."""
    views.init_app(app)
    notices.register()
    navigation.within(app, "coursework", "courses")
