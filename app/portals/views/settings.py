"""The steward's page about a portal."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app.kernel.access import steward
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.portals import actions
from app.portals.current import here, person
from app.portals.forms import PortalForm
from app.portals.pages import PORTAL, page, portals
from app.taxonomy import languages


@portals.route(f"{PORTAL}/settings", methods=["GET", "POST"])
@steward
def settings() -> ResponseReturnValue:
    """Show and change everything that stewards decide about their portal."""
    form = PortalForm.about(here())
    if not form.is_submitted() or form.rearrange() or not form.validate():
        return page("settings", form, languages=languages)
    actions.revise(here(), form.settings(), actor=person())
    flash(_("The portal is saved."))
    return redirect(url("portals.settings"), 303)
