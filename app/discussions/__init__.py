"""Discussions: teachers talk, on the boards of their portals and below lessons.

A *thread* stands on a *board* or below a *lesson*; its *posts* are numbered from 1 without gaps.
Who sees the place sees the thread. A post is *shown*; or *held*, without a number, until a
moderator has read it; or *withdrawn*, and then its place in the thread stays. Every earlier text
of a post stays readable. *Thanks* is the one reaction. A *question*, and a *request* for a lesson
that is not there yet, may have one of the replies as its answer. What reading leaves behind is
gathered in a `buffer`, never written while a page is read.
"""

from flask import Flask

from app.discussions import (
    buffer,
    digest,
    held,
    mailed,
    notices,
    search,
    subscribers,
    telling,
    trust,
    views,
    watching,
    wording,
)
from app.kernel.i18n import gettext as _
from app.portals import navigation

__all__ = ["held", "subscribers", "telling", "watching"]


def init_app(app: Flask, *, limits: trust.Limits) -> None:
    """Mount the room; `limits` are those of new members."""
    app.extensions["discussions_limits"] = limits
    views.init_app(app)
    wording.init_app(app)
    search.register()
    notices.register()
    mailed.register(limits)
    digest.register()
    navigation.add(app, lambda: _("Discussions"), "discussions.index", position=20)
    if not app.testing:
        buffer.begin()
