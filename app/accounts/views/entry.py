"""Coming in: signing up, confirming the address, signing in and out."""

from flask import flash, g, redirect, request
from flask import session as cookie
from werkzeug.wrappers import Response

from app.accounts import (
    actions,
    destinations,
    keeping,
    languages,
    queries,
    signing,
    throttle,
    zones,
)
from app.accounts.forms import AddressForm, SignInForm, SignUpForm, said
from app.accounts.models import Purpose
from app.accounts.pages import bp, link_over, page
from app.accounts.throttle import Deed
from app.kernel import i18n
from app.kernel.access import public
from app.kernel.i18n import gettext as _
from app.kernel.urls import url

Answer = Response | tuple[str, int]


@bp.route("/sign-up", methods=["GET", "POST"])
@public
def sign_up() -> Answer:
    """Open an account; the answer is the same for known and unknown addresses."""
    if g.actor.is_signed_in:
        return redirect(destinations.asked_for() or destinations.home(), 303)
    form = SignUpForm(_guessed_languages())
    if not form.validate_on_submit():
        return page("sign_up", form, leads_to=destinations.asked_for())
    throttle.admit(Deed.SIGN_UP, said(form.email))
    newcomer = form.newcomer(time_zone=zones.guess(_spoken_tags()))
    actions.sign_up(newcomer, leads_to=destinations.asked_for())
    return _look_into_mail(said(form.email))


@bp.get("/sign-up/sent")
@public
def sign_up_sent() -> Answer:
    """Say that a mail is on its way, and offer to send it again."""
    return page("sign_up_sent", AddressForm(data={"email": cookie.get("address", "")}))


@bp.route("/confirmation", methods=["GET", "POST"])
@public
def ask_confirmation() -> Answer:
    """Send the confirming mail again."""
    form = AddressForm()
    if not form.validate_on_submit():
        return page("ask_confirmation", form)
    throttle.admit(Deed.CONFIRMATION, said(form.email))
    actions.ask_confirmation(said(form.email))
    return _look_into_mail(said(form.email))


@bp.get("/confirmation/<token>")
@public
def confirmation(token: str) -> Answer:
    """Show the one button that confirms: a mail scanner that follows links must not."""
    found = queries.token(token, Purpose.CONFIRM)
    if found is None:
        return link_over("confirmation")
    return page("confirmation", person=found.user, leads_to=destinations.asked_for())


@bp.post("/confirmation/<token>")
@public
def confirm(token: str) -> Answer:
    """Confirm the address and sign the person in."""
    user = actions.confirm(token)
    if user is None:
        return link_over("confirmation")
    leads_to = destinations.asked_for()
    signing.sign_in(user)
    if not leads_to:
        flash(_("Welcome, %(name)s. Choose a portal to join.", name=user.name))
    return redirect(leads_to or destinations.home(), 303)


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Answer:
    """Sign in with address and password."""
    if g.actor.is_signed_in and request.method == "GET":
        return redirect(destinations.asked_for() or destinations.home(), 303)
    form = SignInForm()
    if form.validate_on_submit():
        return _let_in(form)
    return _ask_again(form)


@bp.post("/sign-out")
@public
def sign_out() -> Response:
    """Sign this browser out."""
    signing.sign_out()
    return redirect(destinations.home(), 303)


def _let_in(form: SignInForm) -> Answer:
    throttle.admit(Deed.SIGN_IN, said(form.email))
    user = actions.authenticate(said(form.email), said(form.password))
    if user is None:
        form.password.errors = [_("The address or the password is not right.")]
        return _ask_again(form)
    throttle.forgive(Deed.SIGN_IN, said(form.email))
    if not user.is_confirmed:
        actions.ask_confirmation(said(form.email), leads_to=destinations.asked_for())
        return _look_into_mail(said(form.email))
    signing.sign_in(user)
    if sent := keeping.brought():
        return keeping.send_again(sent)
    return redirect(destinations.asked_for() or destinations.home(), 303)


def _ask_again(form: SignInForm) -> Answer:
    sent = keeping.brought()
    return page("sign_in", form, leads_to=destinations.asked_for(), seal=sent and sent.seal)


def _look_into_mail(email: str) -> Response:
    cookie["address"] = email
    return redirect(url("accounts.sign_up_sent"), 303)


def _spoken_tags() -> list[str]:
    """Return what the browser asks for, and the language of the pages."""
    return [*list(request.accept_languages.values())[:8], i18n.current().tag]


def _guessed_languages() -> list[str]:
    return list(dict.fromkeys(tag for tag in map(languages.normal, _spoken_tags()) if tag))
