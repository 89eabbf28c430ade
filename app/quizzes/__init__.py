"""Quizzes: how participants answer the questions of a course, and what came of it.

A quiz is an item of the course that a cohort runs; its questions stand in the course's bank. An
*attempt* shows the questions of one revision, drawn by its own seed, so that it is the same each
time it is opened; the next attempt may show others. Answers are kept as they were given, also
those that cannot be understood yet; nothing of what is right leaves the house before an attempt
is *finished*. The best attempt counts. An *allowance* gives one person more attempts.
"""

from flask import Flask

from app.portals import navigation
from app.quizzes import views


def init_app(app: Flask) -> None:
    """Mount the room."""
    views.init_app(app)
    navigation.within(app, "quizzes", "courses")
