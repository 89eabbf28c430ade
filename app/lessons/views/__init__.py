"""The pages of lessons: reading, writing, history, files."""

from flask import Flask

from app.lessons import wording
from app.lessons.views import files, history, imports, profile, reading, writing
from app.lessons.views.blueprint import bp

__all__ = ["files", "history", "imports", "profile", "reading", "writing"]


def init_app(app: Flask) -> None:
    """Mount the pages."""
    app.register_blueprint(bp)
    wording.init_app(app)
