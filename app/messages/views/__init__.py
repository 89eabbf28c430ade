"""The room's pages."""

from flask import Flask

from app.messages.views import beginning, deeds, profile, reading
from app.messages.views.blueprint import bp

__all__ = ["beginning", "deeds", "profile", "reading"]


def init_app(app: Flask) -> None:
    """Mount the pages."""
    app.register_blueprint(bp)
