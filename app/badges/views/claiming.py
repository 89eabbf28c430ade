"""Claiming a badge with the code that is shown in a room."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts import throttle
from app.accounts.current import actor, person
from app.accounts.throttle import Deed
from app.badges import awarding, policy, queries
from app.badges.awarding_forms import ClaimForm
from app.badges.models import Badge
from app.badges.views.blueprint import bp
from app.kernel import db
from app.kernel.access import signed_in
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.urls import url

CLAIM = "/<locale:locale>/badges/claim"


@bp.get(CLAIM)
@signed_in
def ask_code() -> ResponseReturnValue:
    """Ask for the code; one in the address is typed already."""
    form = ClaimForm()
    form.code.data = request.args.get("code", "")[:40]
    return _page(form)


@bp.post(CLAIM)
@signed_in
def claim() -> ResponseReturnValue:
    """Award the badge that has this code to whoever asks."""
    form = ClaimForm()
    if not form.validate():
        return _page(form), 422
    account = f"user-{person().id}"
    db.begin_anew()
    throttle.admit(Deed.CODE, account)
    badge = queries.by_code(form.typed)
    why = _why_not(badge)
    if badge is None or why:
        form.code.errors = [why]
        return _page(form), 422
    try:
        made = awarding.claim(badge, form.typed, actor=person())
    except Refused as refusal:
        form.code.errors = [str(refusal)]
        return _page(form), 422
    throttle.forgive(Deed.CODE, account)
    flash(_("It is yours. Your backpack keeps it, and you decide who sees it."), "success")
    return redirect(url("badges.award", uid=made.uid), 303)


def _why_not(badge: Badge | None) -> str:
    if badge is None:
        return _("No badge has this code. Look at it once more.")
    if not actor().is_confirmed:
        return _("Confirm your e-mail address first: we sent you a mail.")
    if not policy.can_claim(actor(), badge):
        return _("You award this badge to others, so you cannot claim it.")
    return ""


def _page(form: ClaimForm) -> str:
    return render_template("badges/claim.html", form=form)
