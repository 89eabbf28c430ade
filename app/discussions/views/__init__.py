"""The room's pages."""

from flask import Flask

from app.discussions.views import (
    asking,
    boards,
    deeds,
    feeds,
    lists,
    moderating,
    on_lesson,
    short,
    threads,
    writing,
)
from app.discussions.views.blueprint import bp

__all__ = [
    "asking",
    "boards",
    "deeds",
    "feeds",
    "lists",
    "moderating",
    "on_lesson",
    "short",
    "threads",
    "writing",
]


def init_app(app: Flask) -> None:
    """Mount the pages."""
    app.register_blueprint(bp)
