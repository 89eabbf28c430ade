"""What a person was told: the list, and the number at the bell."""

from flask import jsonify, redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.current import person
from app.kernel.access import signed_in
from app.kernel.errors import NotFound
from app.kernel.i18n import ngettext
from app.kernel.urls import url
from app.notifications import actions, queries
from app.notifications.pages import bp, page, tabs


@bp.get("/notices")
@signed_in
def notices() -> ResponseReturnValue:
    """List what the person was told, the unread first."""
    found = queries.page(
        person(), after=request.args.get("after"), before=request.args.get("before")
    )
    shown = queries.in_words(person(), found.items)
    gone = len(found.items) - len(shown)
    return page("notices", tabs=tabs("notices"), found=found, shown=shown, gone=gone)


@bp.get("/notices/count")
@signed_in
def count() -> ResponseReturnValue:
    """Return how many are unread, for the bell of a page that stays open."""
    unread = queries.standing(person()).unread
    label = ngettext("%(num)s unread notice", "%(num)s unread notices", unread)
    return jsonify({"unread": unread, "label": label})


@bp.post("/notices/<int:notice_id>/reading")
@signed_in
def read(notice_id: int) -> ResponseReturnValue:
    """Mark one notice as read."""
    notice = queries.get(person(), notice_id)
    if notice is None:
        raise NotFound
    actions.read(notice, actor=person())
    return redirect(url("notifications.notices"), 303)


@bp.post("/notices/reading")
@signed_in
def read_all() -> ResponseReturnValue:
    """Mark all as read."""
    actions.read_all(actor=person())
    return redirect(url("notifications.notices"), 303)
