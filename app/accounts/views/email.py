"""Another e-mail address: asked for in the account, confirmed from the new mailbox."""

from flask import flash, redirect
from werkzeug.wrappers import Response

from app.accounts import actions, destinations, queries, throttle
from app.accounts.current import person
from app.accounts.forms import EmailForm, said
from app.accounts.models import Purpose
from app.accounts.pages import account_tabs, bp, link_over, page
from app.accounts.throttle import Deed
from app.kernel.access import public, signed_in
from app.kernel.i18n import gettext as _
from app.kernel.urls import url

Answer = Response | tuple[str, int]


@bp.route("/account/email", methods=["GET", "POST"])
@signed_in
def email() -> Answer:
    """Ask to be reached at another address."""
    form = EmailForm(person())
    if form.is_submitted():
        throttle.admit(Deed.SIGN_IN, person().email or "")
    if not form.validate_on_submit():
        pending = queries.pending_email(person())
        return page("email", form, tabs=account_tabs("email"), pending=pending)
    throttle.forgive(Deed.SIGN_IN, person().email or "")
    actions.ask_email_change(person(), said(form.email), actor=person())
    flash(_("Look into the new mailbox and confirm the address with the link there."))
    return redirect(url("accounts.email"), 303)


@bp.get("/email/<token>")
@public
def new_address(token: str) -> Answer:
    """Show the one button that confirms the new address."""
    found = queries.token(token, Purpose.CHANGE_EMAIL)
    return page("new_address", email=found.email) if found else link_over("email")


@bp.post("/email/<token>")
@public
def change_email(token: str) -> Answer:
    """Use the new address from now on."""
    if actions.change_email(token) is None:
        return link_over("email")
    flash(_("Your new e-mail address is confirmed."))
    return redirect(destinations.home(), 303)
