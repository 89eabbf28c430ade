"""The pages of teaching."""

from flask import Flask

from app.teaching import wording
from app.teaching.views import feedback, lesson, pictures, profile, reading, writing
from app.teaching.views.blueprint import bp

__all__ = ["feedback", "lesson", "pictures", "profile", "reading", "writing"]


def init_app(app: Flask) -> None:
    """Mount the pages."""
    app.register_blueprint(bp)
    wording.init_app(app)
