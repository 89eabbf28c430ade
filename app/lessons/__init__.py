"""Lessons: plans that teachers share, find, change and teach.

A *lesson* belongs to one portal and one author and has a *reach*. Its text is *sections*, *steps*
and *materials*; everything a person can type about it is one value, `LessonContent`, and every
save of it is a *revision*. The same lesson in other languages are its *editions*: together they
are a *family*. An *adaptation* names the lesson and the revision that it was made from. A *draft*
is its author's alone; *published*, it is seen as far as its reach; *withdrawn*, by its author and
the portal's moderators.
"""

from flask import Flask

from app.kernel.i18n import gettext as _
from app.lessons import held, news, search, subscribers, views
from app.portals import navigation

__all__ = ["held", "subscribers"]


def init_app(app: Flask) -> None:
    """Mount the room."""
    views.init_app(app)
    search.register()
    news.register()
    navigation.add(app, lambda: _("Lessons"), "lessons.index", position=10)
