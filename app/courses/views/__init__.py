"""The pages of courses: reading, writing, publishing, copying, the kit."""

from flask import Flask

from app.courses import wording
from app.courses.views import (
    authors,
    bank,
    bank_files,
    copies,
    items,
    kit,
    outline,
    publishing,
    reading,
    writing,
)
from app.courses.views.blueprint import bp

__all__ = [
    "authors",
    "bank",
    "bank_files",
    "copies",
    "items",
    "kit",
    "outline",
    "publishing",
    "reading",
    "writing",
]


def init_app(app: Flask) -> None:
    """Mount the pages."""
    app.register_blueprint(bp)
    wording.init_app(app)
