"""Saved searches: a question that a person keeps, whose new answers their digest tells.

It stands above search and notifications, which do not know each other.
"""

from flask import Flask

from app.kernel.i18n import gettext as _
from app.notifications import pages
from app.saved_searches import news, views

__all__ = ["init_app", "news"]


def init_app(app: Flask) -> None:
    """Mount the room, and let the page of results offer to save."""
    views.init_app(app)
    pages.add_tab("saved_searches", lambda: _("Saved searches"), "saved_searches.index")
