"""Institutions: schools, colleges and ministries, and who belongs to them.

An *institution* stands in one portal. Its *coordinators* confirm who belongs to it; the first one
is named by a steward of the portal. Rooms above hang their courses, badges and numbers on it.
"""

from flask import Flask

from app.institutions import notices, subscribers, views

__all__ = ["subscribers"]


def init_app(app: Flask) -> None:
    """Mount the room."""
    views.init_app(app)
    notices.register()
