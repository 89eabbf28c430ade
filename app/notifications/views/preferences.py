"""How soon a person hears of what, by mail."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app.accounts.current import person
from app.accounts.pages import account_tabs
from app.kernel.access import signed_in
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.notifications import actions, queries
from app.notifications.forms import PaceForm
from app.notifications.pages import bp, page


@bp.route("/account/notices", methods=["GET", "POST"])
@signed_in
def preferences() -> ResponseReturnValue:
    """Choose a pace for each kind of notice and section of the digest, and the digest's day."""
    turn = queries.turn(person())
    paces = queries.paces([person().id])[person().id]
    followed = queries.subjects_of(person())
    form = PaceForm.of(paces, weekday=turn.weekday if turn else 0, followed=followed)
    if not form.validate_on_submit():
        came_back = queries.undeliverable(person())
        return page("preferences", form, tabs=account_tabs("notices"), came_back=came_back)
    actions.choose_paces(form.paces(), weekday=form.chosen_weekday(), actor=person())
    actions.follow_subjects(set(form.subjects.data or ()), actor=person())
    flash(_("Saved. Mail comes as you chose from now on."))
    return redirect(url("notifications.preferences"), 303)


@bp.post("/account/notices/mailbox")
@signed_in
def try_again() -> ResponseReturnValue:
    """Send mail to the address again, from which it came back."""
    actions.try_again(actor=person())
    flash(_("Mail goes to %(email)s again.", email=person().email))
    return redirect(url("notifications.preferences"), 303)
