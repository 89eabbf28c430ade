"""The pages of quizzes."""

from flask import Flask

from app.quizzes import wording
from app.quizzes.views import answering, items, results
from app.quizzes.views.blueprint import bp

__all__ = ["answering", "items", "results"]


def init_app(app: Flask) -> None:
    """Mount the pages."""
    app.register_blueprint(bp)
    wording.init_app(app)
