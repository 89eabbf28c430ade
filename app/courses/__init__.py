"""Courses: what trainers write once and run many times.

A *course* is a template: aims, *modules* in order, and in each its *items*: pages, lessons of the
library, files, links, discussions, assignments, quizzes, sessions. Its authors change a working
copy; *publishing* it makes a *revision*, which never changes again. A *cohort* (the room above)
runs one revision. A course belongs to a portal and is written by trainers of it.
"""

from flask import Flask

from app.courses import held, search, subscribers, views
from app.kernel.i18n import gettext as _
from app.portals import navigation

__all__ = ["held", "subscribers"]


def init_app(app: Flask) -> None:
    """Mount the room."""
    views.init_app(app)
    search.register()
    navigation.add(app, lambda: _("Courses"), "courses.index", position=30)
