"""The pages of badges: making and awarding them, holding them, and showing them to everyone."""

from flask import Flask

from app.badges.views import (
    awarding,
    backpack,
    claiming,
    deeds,
    drawings,
    endorsing,
    foreign,
    holders_page,
    making_words,
    managing,
    public,
    public_awards,
    public_pages,
    public_words,
    recognising,
    verifying,
)
from app.badges.views.blueprint import bp

__all__ = [
    "awarding", "backpack", "claiming", "deeds", "drawings", "endorsing", "foreign",
    "holders_page", "managing", "public", "public_awards", "public_pages", "public_words",
    "recognising", "verifying",
]  # fmt: skip


def init_app(app: Flask) -> None:
    """Mount the pages."""
    app.register_blueprint(bp)
    app.register_blueprint(public.out)
    public_words.init_app(app)
    making_words.init_app(app)
