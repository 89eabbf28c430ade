"""What a person watches, follows and has muted."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.accounts import destinations
from app.accounts.current import person
from app.kernel.access import signed_in
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.notifications import actions, forms, queries
from app.notifications import subscriptions as targets
from app.notifications.forms import LevelForm
from app.notifications.models import Subscription
from app.notifications.pages import bp, page, tabs


@bp.get("/subscriptions")
@signed_in
def subscriptions() -> ResponseReturnValue:
    """List what the person has subscribed to, by what it is."""
    found = queries.subscriptions(person())
    groups = [
        (kind.label, _named([one for one in found if one.kind == kind.target]))
        for kind in targets.target_kinds()
    ]
    shown = [(label, rows) for label, rows in groups if rows]
    return page("subscriptions", tabs=tabs("subscriptions"), groups=shown, levels=forms.LEVELS)


@bp.post("/subscriptions")
@signed_in
def subscribe() -> ResponseReturnValue:
    """Watch, follow or mute something that the person may see, or take that back."""
    form = LevelForm()
    if not form.validate_on_submit():
        raise NotFound
    kind, key = form.kind.data or "", (form.target_id.data or 0, form.slug.data or "")
    if form.chosen_level is not None and key not in targets.named(person(), kind, [key]):
        raise NotFound
    actions.subscribe(kind, key, form.chosen_level, actor=person())
    flash(_said(form))
    return redirect(_back(), 303)


def _said(form: LevelForm) -> str:
    """Return what happens from now on."""
    said = {
        "watch": _("You watch this now: you hear of everything new in it."),
        "follow": _("You follow this now: your digests tell what is new in it."),
        "mute": _("Muted: you hear nothing more of this."),
    }
    return said.get(form.level.data or "", _("You hear no more of this than others do."))


def _back() -> str:
    """Return the page on which the choice was made."""
    wanted = request.form.get("next") or ""
    return wanted if destinations.is_local(wanted) else url("notifications.subscriptions")


def _named(found: list[Subscription]) -> list[tuple[Subscription, targets.Named | None]]:
    """Return subscriptions of one kind with the names of those that the person may see."""
    names = targets.named(person(), found[0].kind, [one.key for one in found]) if found else {}
    return [(one, names.get(one.key)) for one in found]
