"""What becomes of a badge: published, archived, claimed with a code or not."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts.current import person
from app.badges import actions, queries
from app.badges.models import Badge
from app.badges.views.blueprint import BADGE, bp, managed
from app.kernel.access import signed_in
from app.kernel.i18n import gettext as _
from app.kernel.urls import url


@bp.post(f"{BADGE}/publication")
@signed_in
def publish(badge_id: int) -> ResponseReturnValue:
    """Let the badge be earned."""
    badge = managed(badge_id)
    actions.publish(badge, actor=person())
    flash(_("Published. It can be earned now."), "success")
    return _to(badge)


@bp.get(f"{BADGE}/archive")
@signed_in
def confirm_archive(badge_id: int) -> ResponseReturnValue:
    """Ask before nobody earns the badge any more."""
    badge = managed(badge_id)
    return render_template("badges/archive.html", badge=badge, awarded=queries.count(badge))


@bp.post(f"{BADGE}/archive")
@signed_in
def archive(badge_id: int) -> ResponseReturnValue:
    """Let nobody earn the badge any more."""
    badge = managed(badge_id)
    actions.archive(badge, actor=person())
    flash(_("Archived. Nobody earns it any more; all awards stay as they are."), "success")
    return _to(badge)


@bp.get(f"{BADGE}/code")
@signed_in
def code(badge_id: int) -> ResponseReturnValue:
    """Show the code with which the badge is claimed, large enough for a room."""
    return render_template("badges/code.html", badge=managed(badge_id))


@bp.post(f"{BADGE}/code")
@signed_in
def offer_code(badge_id: int) -> ResponseReturnValue:
    """Make a code with which the badge is claimed; an older one opens nothing any more."""
    badge = managed(badge_id)
    actions.offer_code(badge, actor=person())
    return redirect(url("badges.code", badge_id=badge.id), 303)


@bp.post(f"{BADGE}/code/end")
@signed_in
def end_code(badge_id: int) -> ResponseReturnValue:
    """Let the badge be claimed no more."""
    badge = managed(badge_id)
    actions.end_code(badge, actor=person())
    flash(_("Nobody can claim the badge with a code any more."), "success")
    return redirect(url("badges.code", badge_id=badge.id), 303)


def _to(badge: Badge) -> ResponseReturnValue:
    return redirect(url("badges.show", badge_id=badge.id), 303)
