"""Badges of elsewhere in the backpack: brought in, checked again, shown or not, taken out."""

from flask import Response, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts import throttle
from app.accounts.current import person
from app.accounts.throttle import Deed
from app.badges import bringing, lists, packing, queries, verifying
from app.badges.holding_forms import ForeignForm, ImportForm
from app.badges.models import ForeignBadge
from app.badges.openbadges.errors import OpenBadgeError
from app.badges.verifying import Finding, words
from app.badges.views.blueprint import BACKPACK, bp
from app.kernel import db
from app.kernel.access import signed_in
from app.kernel.errors import NotFound, Refused
from app.kernel.fetching import Unreachable
from app.kernel.i18n import gettext as _
from app.kernel.urls import url

ONE = f"{BACKPACK}/elsewhere/<int:badge_id>"


@bp.get(f"{BACKPACK}/import")
@signed_in
def ask_badge() -> ResponseReturnValue:
    """Ask for the file of a badge from elsewhere."""
    return render_template("badges/import.html", form=ImportForm())


@bp.post(f"{BACKPACK}/import")
@signed_in
def bring() -> ResponseReturnValue:
    """Check the badge in the file, and keep it with what is proven."""
    form = ImportForm()
    if not form.validate():
        return render_template("badges/import.html", form=form), 422
    _admit()
    try:
        content = form.content()
        checked = verifying.at_content(person(), content, email=person().email)
        made = bringing.bring(content, form.file.data.filename, checked, actor=person())
    except (OpenBadgeError, Unreachable, Refused) as error:
        form.file.errors = [str(error) if isinstance(error, Refused) else _unreadable()]
        return render_template("badges/import.html", form=form), 422
    flash(_("It is in your backpack. Only you see it."), "success")
    return redirect(url("badges.foreign", badge_id=made.id), 303)


@bp.get(ONE)
@signed_in
def foreign(badge_id: int) -> ResponseReturnValue:
    """Show a badge from elsewhere, what was proven of it, and when."""
    badge = _mine(badge_id)
    form = ForeignForm()
    form.is_public.data = badge.is_public
    return render_template(
        "badges/foreign.html",
        badge=badge,
        form=form,
        findings=bringing.findings(badge),
        may_show=bringing.is_proven_theirs(badge),
        words=words,
        found_out=_found_out,
    )


@bp.post(ONE)
@signed_in
def show_foreign(badge_id: int) -> ResponseReturnValue:
    """Decide whether a badge from elsewhere stands on my page."""
    bringing.show(_mine(badge_id), publicly=ForeignForm().is_public.data, actor=person())
    flash(_("Saved."), "success")
    return redirect(url("badges.foreign", badge_id=badge_id), 303)


@bp.post(f"{ONE}/check")
@signed_in
def check_foreign(badge_id: int) -> ResponseReturnValue:
    """Check a badge from elsewhere again."""
    badge = _mine(badge_id)
    _admit()
    try:
        checked = verifying.at_content(person(), badge.content.encode(), email=person().email)
    except (OpenBadgeError, Unreachable):
        flash(_("It could not be checked now. What was found before stays."), "warn")
    else:
        bringing.write_down(_mine(badge_id), checked)
        flash(_("Checked again."), "success")
    return redirect(url("badges.foreign", badge_id=badge_id), 303)


@bp.get(f"{ONE}/removal")
@signed_in
def confirm_removal(badge_id: int) -> ResponseReturnValue:
    """Ask before a badge from elsewhere is taken out."""
    return render_template("badges/removal.html", badge=_mine(badge_id))


@bp.post(f"{ONE}/removal")
@signed_in
def remove_foreign(badge_id: int) -> ResponseReturnValue:
    """Take a badge from elsewhere out of the backpack."""
    bringing.remove(_mine(badge_id), actor=person())
    flash(_("Taken out of your backpack."), "success")
    return redirect(url("badges.backpack"), 303)


@bp.get(f"{BACKPACK}/badges.zip")
@signed_in
def pack() -> ResponseReturnValue:
    """Hand over all that I hold, as one file."""
    held = queries.backpack(person(), signed=True)
    response = Response(
        packing.packed(held, lists.foreign(person(), whole=True)), mimetype="application/zip"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="badges.zip"'
    return response


def _found_out(finding: Finding) -> str:
    """Return what was found out, said to the holder."""
    own = {
        "recipient.matches": _("It was awarded to your e-mail address."),
        "recipient.differs": _("It was awarded to another e-mail address than yours."),
    }
    return own.get(finding.code) or words.sentence(finding)


def _mine(badge_id: int) -> ForeignBadge:
    found = lists.foreign_one(person(), badge_id)
    if found is None:
        raise NotFound
    return found


def _admit() -> None:
    db.begin_anew()
    throttle.admit(Deed.VERIFICATION, f"user-{person().id}")


def _unreadable() -> str:
    return _(
        "There is no badge in it that we can read. A badge is a PNG or SVG picture as it was "
        "downloaded (a screenshot has lost what was in it), or a JSON or JWT text."
    )
