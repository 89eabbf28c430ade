"""The pages of institutions."""

from flask import Flask

from app.institutions.views import places, profile, reading, writing
from app.institutions.views.blueprint import bp
from app.kernel.i18n import gettext as _
from app.portals import navigation

__all__ = ["places", "profile", "reading", "writing"]


def init_app(app: Flask) -> None:
    """Mount the pages, and enter the room among those of each portal."""
    app.register_blueprint(bp)
    navigation.add(app, lambda: _("Institutions"), "institutions.index", position=70)
