"""What the portal endorses of others' badges."""

import re

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.badges import endorsing, policy, queries
from app.badges.forms import EndorsementForm
from app.badges.models import Badge
from app.badges.views.blueprint import PLACE, bp, the_issuer
from app.badges.views.public_answers import CREDENTIAL, answer
from app.kernel.access import public, require, signed_in
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.portals.current import here

_BADGE = re.compile(r".*/badges/(\d{1,18})(?:[/?#].*)?")


@bp.get(f"{PLACE}/endorsements")
@signed_in
def endorsements() -> ResponseReturnValue:
    """Show what this portal endorses, and ask what else."""
    require(policy.can_make(actor(), here()))
    return _page(EndorsementForm())


@bp.post(f"{PLACE}/endorsements")
@signed_in
def endorse() -> ResponseReturnValue:
    """Endorse the badge at an address, in the portal's name."""
    require(policy.can_make(actor(), here()))
    form = EndorsementForm()
    if not form.validate():
        return _page(form), 422
    badge = _badge_at(form.address.data or "")
    if badge is None:
        form.address.errors = [_("There is no badge of this network at that address.")]
        return _page(form), 422
    try:
        endorsing.endorse(badge, the_issuer(), form.comment.data or "", actor=person())
    except Refused as refusal:
        form.address.errors = [str(refusal)]
        return _page(form), 422
    flash(_("Endorsed. Awards made from now on carry it."), "success")
    return redirect(url("badges.endorsements"), 303)


@bp.post(f"{PLACE}/endorsements/<uid>/withdrawal")
@signed_in
def withdraw_endorsement(uid: str) -> ResponseReturnValue:
    """Cease to endorse a badge."""
    require(policy.can_make(actor(), here()))
    found = endorsing.named(uid)
    if found is None or found.issuer.portal_id != here().id:
        raise NotFound
    endorsing.withdraw(found, actor=person())
    flash(_("Not endorsed any more. Awards that carry it keep it."), "success")
    return redirect(url("badges.endorsements"), 303)


@bp.get("/endorsements/<uid>")
@public
def endorsement(uid: str) -> ResponseReturnValue:
    """Publish an endorsement byte by byte as it was signed."""
    found = endorsing.named(uid)
    if found is None:
        raise NotFound
    return answer(found.credential, CREDENTIAL)


def _badge_at(address: str) -> Badge | None:
    found = _BADGE.fullmatch(address.strip())
    return queries.find(actor(), int(found[1])) if found else None


def _page(form: EndorsementForm) -> str:
    issuer = queries.issuer_of(here().id)
    given = endorsing.by(issuer) if issuer else []
    return render_template("badges/endorsements.html", form=form, given=given)
