"""The boards of a portal and their threads."""

from datetime import timedelta
from statistics import median_low
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from app import notifications
from app.accounts.current import actor
from app.discussions import lists, opened, policy, queries
from app.discussions.lists import Asked, Show
from app.discussions.models import Board, Thread
from app.discussions.views.blueprint import PLACE, bp
from app.kernel import clock
from app.kernel.access import public
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.portals.current import here
from app.taxonomy import languages, subjects


@bp.get(f"{PLACE}/")
@public
def index() -> ResponseReturnValue:
    """Show what is talked about in the portal, the last written in first."""
    return _page(None)


@bp.get(f"{PLACE}/boards/<int:board_id>")
@public
def board(board_id: int) -> ResponseReturnValue:
    """Show the threads of one board."""
    return _page(the_board(board_id))


def the_board(board_id: int) -> Board:
    """Return the board of the address, if it exists for whoever asks."""
    found = queries.board(actor(), here().id, board_id)
    if found is None:
        raise NotFound
    return found


def _page(board: Board | None) -> str:
    asked = _asked()
    boards = queries.boards(actor(), here().id)
    places = boards if board is None else [board]
    listing = lists.newest(
        actor(),
        places,
        asked,
        after=request.args.get("after"),
        before=request.args.get("before"),
    )
    return render_template(
        "discussions/index.html",
        board=board,
        boards=boards,
        level=notifications.level_of(actor().id, "board", board.id) if board else None,
        levels=notifications.LEVELS,
        counts=lambda: lists.counts(actor(), boards),
        listed=listing,
        asked=asked,
        shows=list(Show) if actor().is_signed_in else list(lists.FOR_EVERYONE),
        startable=[one for one in boards if policy.can_start(actor(), one)],
        patience=_patience,
        looked_for=_looked_for(lists.on_boards(actor(), places), asked, board),
        can_manage=policy.can_manage_boards(actor(), here()),
    )


ENOUGH_REPLIES = 3
LOOKED_BACK = timedelta(days=180)


def _patience() -> timedelta | None:
    """Return after how long questions here get a first reply, in the middle of all."""
    waits = opened.first_replies(here().id, clock.now() - LOOKED_BACK)
    return median_low(waits) if len(waits) >= ENOUGH_REPLIES else None


Facet = tuple[str, str, list[dict[str, Any]]]


def _looked_for(threads: Select[Thread], asked: Asked, board: Board | None) -> list[Facet]:
    """Return the subjects and languages of the lessons that people look for."""
    if asked.show != Show.REQUESTS:
        return []
    narrowed = lists.narrowed(threads, actor(), Asked(Show.REQUESTS))
    counted = lists.subjects_and_languages(narrowed)
    place = ("discussions.board", {"board_id": board.id}) if board else ("discussions.index", {})

    def option(name: str, value: str, label: str, count: int) -> dict[str, Any]:
        chosen = getattr(asked, name) == value
        address = asked.address(**{name: "" if chosen else value})
        href = url(place[0], **place[1], **address)
        return {"label": label, "count": count, "href": href, "chosen": chosen}

    return [
        (
            _("Subject"),
            "subject",
            [option("subject", one, subjects.name(one), n) for one, n in counted["subject"]],
        ),
        (
            _("Language"),
            "language",
            [option("language", one, languages.own_name(one), n) for one, n in counted["language"]],
        ),
    ]


def _asked() -> lists.Asked:
    """Return how the address narrows the list; what is not known narrows nothing."""
    show = request.args.get("show", "")
    known = list(Show) if actor().is_signed_in else lists.FOR_EVERYONE
    return lists.Asked(
        Show(show) if show in known else Show.NEWEST,
        tag=request.args.get("tag", "")[:40],
        language=request.args.get("language", "")[:35],
        subject=request.args.get("subject", "")[:60],
    )
