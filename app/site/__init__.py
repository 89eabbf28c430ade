"""What stands at the door: the network's home, portal front pages, health, the style guide.

It knows the rooms below it and puts them together: what is newest on a front page, which places
the bars of every page lead to.
"""

from flask import Flask

from app.kernel.access import public
from app.kernel.i18n import gettext as _
from app.portals import navigation as portals
from app.site import health, home, mailbox, navigation, robots, styleguide
from app.site.blueprint import bp

__all__ = ["health", "home", "robots"]


def init_app(app: Flask, *, dev_mailbox: bool) -> None:
    """Mount the room; the mailbox of a demo only where no mail leaves the house."""
    app.register_blueprint(bp)
    portals.add(app, lambda: _("Front page"), "site.front", position=0)
    app.add_url_rule(
        "/<locale:locale>/styleguide", "site.styleguide", public(styleguide.styleguide)
    )
    app.jinja_env.filters["markdown"] = home.rendered
    navigation.init_app(app)
    if dev_mailbox:
        mailbox.init_app(app)
