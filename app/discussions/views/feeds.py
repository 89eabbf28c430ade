"""Atom feeds (RFC 4287) of boards and threads, as a visitor or the person signed in sees them."""

import re
from datetime import datetime

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.discussions import lists, numbers, policy, queries
from app.discussions.views.blueprint import PLACE, bp
from app.discussions.views.lists import the_board
from app.discussions.views.threads import the
from app.kernel import i18n
from app.kernel.access import public
from app.kernel.urls import external

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What people may type and XML 1.0 cannot hold."""


@bp.get(f"{PLACE}/boards/<int:board_id>/feed.atom")
@public
def board_feed(board_id: int) -> ResponseReturnValue:
    """Return the newest threads of a board."""
    board = the_board(board_id)
    found = lists.on_boards(actor(), [board])
    threads = lists.whole_page(found, size=lists.PAGE_SIZE, after=None).items
    firsts = queries.firsts([thread.id for thread in threads])
    return _feed(
        board.name_in(i18n.current().tag),
        external("discussions.board", board_id=board.id),
        max([board.created_at, *(thread.active_at for thread in threads)]),
        threads=threads,
        firsts=firsts,
    )


@bp.get(f"{PLACE}/<int:thread_id>/feed.atom")
@public
def thread_feed(thread_id: int) -> ResponseReturnValue:
    """Return the last posts of a thread."""
    thread = the(thread_id)
    found = queries.posts(actor(), thread, first=numbers.last_page(thread))
    posts = [post for post in found if policy.can_read(actor(), post) and post.is_visible]
    return _feed(
        thread.title,
        external("discussions.show", thread_id=thread.id),
        thread.active_at,
        thread=thread,
        posts=posts,
    )


def _feed(title: str, address: str, updated: datetime, **more: object) -> Response:
    body = render_template(
        "discussions/feed.atom", title=title, address=address, updated=updated, **more
    )
    return Response(_NOT_XML.sub("", body), mimetype="application/atom+xml")
