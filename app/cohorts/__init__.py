"""Cohorts: dated runs of courses, and who takes part.

A *cohort* runs one revision of a course, in a portal, by its *trainers*. An *enrolment* is a
person's place in it, *progress* how far they have come with each item. Who takes part is known to
those who run the cohort and to those who take part in it, to nobody else.
"""

from flask import Flask

from app.cohorts import enrolling

__all__ = ["enrolling"]


def init_app(app: Flask) -> None:
    """Mount the room."""
