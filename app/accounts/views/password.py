"""A new password: after the old one was forgotten, or because the person wants one."""

from flask import flash, g, redirect
from werkzeug.wrappers import Response

from app.accounts import actions, destinations, queries, signing, throttle
from app.accounts.current import person
from app.accounts.forms import AddressForm, NewPasswordForm, PasswordForm, said
from app.accounts.models import Purpose
from app.accounts.pages import account_tabs, bp, link_over, page
from app.accounts.throttle import Deed
from app.kernel.access import public, signed_in
from app.kernel.i18n import gettext as _
from app.kernel.urls import url

Answer = Response | tuple[str, int]


@bp.route("/password", methods=["GET", "POST"])
@public
def forgotten() -> Answer:
    """Send a link; the answer is the same for known and unknown addresses."""
    form = AddressForm()
    if not form.validate_on_submit():
        return page("forgotten", form)
    throttle.admit(Deed.RESET, said(form.email))
    actions.forget_password(said(form.email))
    return redirect(url("accounts.forgotten_sent"), 303)


@bp.get("/password/sent")
@public
def forgotten_sent() -> Answer:
    """Say that a mail is on its way."""
    return page("forgotten_sent")


@bp.route("/password/<token>", methods=["GET", "POST"])
@public
def reset(token: str) -> Answer:
    """Choose a new password with the link from a mail."""
    found = queries.token(token, Purpose.RESET)
    if found is None:
        return link_over("password")
    form = NewPasswordForm(found.user)
    if not form.validate_on_submit():
        return page("reset", form, name=found.user.name)
    signing.sign_in(actions.reset_password(found, said(form.password)))
    flash(_("You have a new password. All other browsers were signed out."))
    return redirect(destinations.home(), 303)


@bp.route("/account/password", methods=["GET", "POST"])
@signed_in
def change_password() -> Answer:
    """Change the password, knowing the one that holds now."""
    form = PasswordForm(person())
    if form.is_submitted():
        throttle.admit(Deed.SIGN_IN, person().email or "")
    if not form.validate_on_submit():
        return page("change_password", form, tabs=account_tabs("security"))
    throttle.forgive(Deed.SIGN_IN, person().email or "")
    actions.change_password(person(), said(form.password), actor=person(), here=g.user_session.id)
    flash(_("You have a new password. All other browsers were signed out."))
    return redirect(url("accounts.security"), 303)
