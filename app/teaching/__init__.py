"""Teaching: what happened when a lesson was taught.

A *taught report* ("I taught this") says when a lesson was taught, in what class, with which
devices, how long it took, and what its teacher changed. It is seen where its lesson is seen;
*withdrawn*, by who wrote it and by the moderators of the lesson's portal. The lesson's author may
*answer* it once, and may take it as a *suggestion* into a new revision, with credit. A *feedback
note* is for the author alone.
"""

from flask import Flask

from app.portals import navigation
from app.teaching import export, held, notices, search, subscribers, views

__all__ = ["export", "held", "search", "subscribers"]


def init_app(app: Flask) -> None:
    """Mount the room."""
    views.init_app(app)
    notices.register()
    navigation.within(app, "teaching", "lessons")
