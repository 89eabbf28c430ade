"""Stopping mail from a mail: by a link and a button, or at one press in a mail program."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.accounts import queries as accounts
from app.accounts.models import User
from app.kernel.access import public
from app.kernel.errors import NotFound
from app.kernel.forms import csrf
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.notifications import actions, kinds, tokens
from app.notifications.pages import bp, page


@bp.get("/mail/unsubscribe/<token>")
@public
def unsubscribe(token: str) -> ResponseReturnValue:
    """Show the one button that stops what the link is for."""
    _person, what, name = _meant(token)
    kind = kinds.kind(name)
    return page("unsubscribe", what=what, kind=kind, token=token)


@bp.post("/mail/unsubscribe/<token>")
@public
@csrf.exempt  # the token proves it: a mail program has neither session nor form (RFC 8058)
def stop(token: str) -> ResponseReturnValue:
    """Stop it; a mail program gets no redirect, which it would not follow."""
    person, what, name = _meant(token)
    if what == "bundle":
        actions.mute(name, person=person)
    elif what == "kind":
        actions.stop_kind(name, person=person)
    else:
        actions.stop_digest(person=person)
    if request.form.get("List-Unsubscribe") == "One-Click":
        return "", 200
    flash(_("Done. You can change your mind on your account's page about notices."))
    return redirect(url("notifications.unsubscribe", token=token), 303)


def _meant(token: str) -> tuple[User, str, str]:
    """Return whose mail stops, and what of it: a kind, a bundle, or the digest."""
    said = tokens.read_stop_token(token)
    person = accounts.by_id(said[0]) if said else None
    if said is None or person is None:
        raise NotFound
    what, _colon, name = said[1].partition(":")
    return person, what, name
