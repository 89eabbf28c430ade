"""Badges: credentials that prove themselves, whoever keeps them.

An *issuer* (a portal, the network) awards a *badge*; the *award* names its *evidence* and may meet
its *revocation*. What was signed is kept byte by byte and never made again. What a badge file is
by the standards, and whether one holds, is told by `app.badges.openbadges`, which knows neither
the database nor HTTP; `writing_down` is where records become its values.
"""

from flask import Flask

from app.badges import held, notices, subscribers, views, writing_down
from app.kernel.i18n import gettext as _
from app.portals import navigation

__all__ = ["held", "subscribers", "views"]


def init_app(app: Flask, *, base_url: str, secret_key: str) -> None:
    """Mount the room."""
    writing_down.init_app(app, base_url=base_url, secret_key=secret_key)
    views.init_app(app)
    notices.register()
    navigation.add(app, lambda: _("Badges"), "badges.index", position=40)
