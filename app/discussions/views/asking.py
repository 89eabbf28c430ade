"""Asking colleagues for a lesson that no search finds: one click from the search to the form."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.accounts.models import Actor
from app.discussions import policy, queries
from app.discussions.models import Board
from app.discussions.views.blueprint import bp
from app.kernel.access import signed_in
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.search import offers
from app.search.asked import Asked
from app.search.offers import Offer


@offers.offer
def ask_colleagues(actor: Actor, asked: Asked) -> Offer | None:
    """Offer to ask for a lesson with these words."""
    if not asked.text:
        return None
    subject = (asked.chosen.get("subject") or ("",))[0]
    return Offer(
        sentence=_("No lesson fits? Somebody may have one, or an idea."),
        label=_("Ask your colleagues"),
        url=url("discussions.ask", q=asked.text[:150], subject=subject or None),
    )


@bp.get("/<locale:locale>/ask")
@signed_in
def ask() -> ResponseReturnValue:
    """Lead to the form of a request, filled in with what was searched for."""
    board = _board(actor())
    if board is None:
        raise Refused(_("Join a portal first: its members can answer you."))
    words = " ".join(request.args.get("q", "").split())[:150]
    return redirect(
        url(
            "discussions.new",
            portal=board.portal.slug,
            board_id=board.id,
            kind="request",
            title=_("Looking for a lesson: %(words)s", words=words),
            text=_("I searched for “%(words)s” and found no lesson that fits.", words=words),
            subject=request.args.get("subject", "")[:60] or None,
        )
    )


def _board(actor: Actor) -> Board | None:
    """Return the first board of a portal of theirs on which this person may begin a thread."""
    found = (one for portal_id in actor.portal_ids for one in queries.own_boards(actor, portal_id))
    return next((one for one in found if policy.can_start(actor, one)), None)
