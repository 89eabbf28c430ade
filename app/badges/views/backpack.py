"""The backpack: what somebody holds, in their order, and to whom it is shown."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts.current import person
from app.badges import holding, lists, queries, writing_down
from app.badges.holding_forms import SHOWING_HINTS, ShowingForm
from app.badges.models import Award
from app.badges.views.blueprint import BACKPACK, bp, mine
from app.kernel.access import signed_in
from app.kernel.i18n import gettext as _
from app.kernel.urls import url

AWARD = f"{BACKPACK}/<uid>"


@bp.get(BACKPACK)
@signed_in
def backpack() -> ResponseReturnValue:
    """Show all that I hold."""
    return render_template(
        "badges/backpack.html",
        awards=queries.backpack(person()),
        foreign=lists.foreign(person()),
    )


@bp.get(AWARD)
@signed_in
def held(uid: str) -> ResponseReturnValue:
    """Show one of my awards: who sees it, where it is had, and what can be done with it."""
    award = mine(uid)
    form = ShowingForm()
    form.fill(award)
    return _page(award, form)


@bp.post(AWARD)
@signed_in
def show_to(uid: str) -> ResponseReturnValue:
    """Decide to whom an award of mine is shown."""
    award = mine(uid)
    form = ShowingForm()
    if not form.validate():
        return _page(award, form), 422
    holding.show(award, form.showing.data, evidence=form.shows_evidence.data, actor=person())
    flash(_("Saved."), "success")
    return redirect(url("badges.held", uid=uid), 303)


@bp.post(f"{AWARD}/<any(up,down):way>")
@signed_in
def move(uid: str, way: str) -> ResponseReturnValue:
    """Put an award of mine one place up or down."""
    holding.move(mine(uid), up=way == "up", actor=person())
    return redirect(url("badges.backpack"), 303)


@bp.post(f"{AWARD}/name")
@signed_in
def name_again(uid: str) -> ResponseReturnValue:
    """Issue an award of mine again in my present name."""
    made = holding.name_again(mine(uid), actor=person())
    flash(
        _("Issued again. Whoever has the old one is told that this one stands for it."), "success"
    )
    return redirect(url("badges.held", uid=made.uid), 303)


def _page(award: Award, form: ShowingForm) -> str:
    return render_template(
        "badges/held.html",
        award=award,
        form=form,
        address=writing_down.award_url(award.uid),
        hints=SHOWING_HINTS,
    )
