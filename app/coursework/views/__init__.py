"""The pages of coursework."""

from flask import Flask

from app.coursework import wording
from app.coursework.views import extensions, items, lists, marking, peers, work
from app.coursework.views.blueprint import bp

__all__ = ["extensions", "items", "lists", "marking", "peers", "work"]


def init_app(app: Flask) -> None:
    """Mount the pages."""
    app.register_blueprint(bp)
    wording.init_app(app)
