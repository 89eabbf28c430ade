"""Regional portals: communities of teachers with an address, languages and members of their own.

The portal is the second part of an address and reaches views as `portals.here()`. A *closed* portal
does not exist for those who are not its members. People *join* an open portal at once, ask to
join one that works by *approval*, and need an *invitation* to the rest. What becomes of somebody's
place is written down with its reason, and a portal always keeps a *steward*.

Other rooms enter themselves in `navigation`, so that a portal's pages list them.
"""

from flask import Flask

from app.kernel.i18n import gettext as _
from app.portals import doors, navigation, pages, sections, subscribers, views, words

__all__ = ["init_app", "sections", "subscribers", "views"]


def init_app(app: Flask) -> None:
    """Mount the room; accounts come before it, because it asks who is there."""
    doors.init_app(app)
    app.register_blueprint(pages.portals)
    app.register_blueprint(pages.people)
    app.jinja_env.globals.update(
        region_name=words.region_name, role_hints=words.role_hints, role_name=words.role_name
    )
    navigation.add(app, lambda: _("People"), "people.index", position=80)
    navigation.add(app, lambda: _("Settings"), "portals.settings", position=90)
