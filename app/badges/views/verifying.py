"""The verifier: any Open Badge, checked for anybody, in plain words."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts import throttle
from app.accounts.current import actor
from app.accounts.throttle import Deed
from app.badges import offline, showing, verifying
from app.badges.openbadges.checking import Outcome
from app.badges.openbadges.errors import OpenBadgeError, TooLarge
from app.badges.verify_form import VerifyForm
from app.badges.verifying import words
from app.badges.views.blueprint import bp
from app.badges.views.public import out
from app.badges.views.public_answers import answer, handed_over, reader_locale
from app.kernel import clock, db, i18n
from app.kernel.access import public
from app.kernel.fetching import NotAllowed, Unreachable
from app.kernel.i18n import gettext as _
from app.kernel.urls import url

VERIFY = "/<locale:locale>/verify"


@out.get("/verify")
@public
def verify_anywhere() -> ResponseReturnValue:
    """Lead to the verifier in the reader's locale."""
    asked = request.args.get("address")
    response = redirect(url("badges.verify", locale=reader_locale(), address=asked), 303)
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


@bp.get(VERIFY)
@public
def verify() -> ResponseReturnValue:
    """Ask what to check; an address may be filled in already."""
    form = VerifyForm()
    form.address.data = request.args.get("address", "")
    return _page(form)


@bp.post(VERIFY)
@public
def verified() -> ResponseReturnValue:
    """Check it, and say what is proven and what is not."""
    form = VerifyForm()
    if not form.validate():
        return _page(form), 422
    db.begin_anew()
    throttle.admit(Deed.VERIFICATION, f"verifier {request.remote_addr}")
    try:
        return _page(form, _checked(form))
    except (OpenBadgeError, Unreachable) as error:
        field = form.text if form.text.data else form.file
        (form.address if form.given_address and not form.file.data else field).errors = [
            _why_not(error)
        ]
        return _page(form), 422


@out.get("/verify/offline.html")
@public
def offline_verifier() -> ResponseReturnValue:
    """Hand over a page that checks our badges without a network, in the reader's locale."""
    asked = request.args.get("locale", "")
    locale = asked if asked in i18n.LOCALES else reader_locale()
    response = answer(offline.page(locale), "text/html; charset=utf-8", keep=0)
    response.headers["Vary"] = "Accept-Language, Cookie"
    return handed_over(response, f"badge-verifier-{clock.now():%Y-%m-%d}.html")


def _checked(form: VerifyForm) -> verifying.Checked:
    if form.given_address and not form.file.data:
        return verifying.at_address(actor(), form.given_address, email=form.given_email)
    return verifying.at_content(actor(), form.content(), email=form.given_email)


def _why_not(error: Exception) -> str:
    if isinstance(error, NotAllowed):
        return _("We cannot look there: only public web addresses are asked.")
    if isinstance(error, Unreachable):
        return _("Nothing could be had from there. If the address is right, try again later.")
    if isinstance(error, TooLarge):
        return _("That is larger than any badge has to be.")
    return _(
        "There is no badge in it that we can read. A badge is a PNG or SVG picture as it was "
        "downloaded (a screenshot has lost what was in it), or a JSON or JWT text."
    )


def _page(form: VerifyForm, checked: verifying.Checked | None = None) -> str:
    return render_template(
        "badges/verify.html",
        form=form,
        checked=checked,
        criteria=showing.rendered(checked.claims.criteria) if checked else "",
        words=words,
        Outcome=Outcome,
    )
