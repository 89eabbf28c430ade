"""Short addresses that texts keep: they lead to a page in the reader's own locale."""

from flask import redirect
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.discussions import queries
from app.discussions.views.blueprint import bp
from app.discussions.views.threads import address
from app.kernel.access import public
from app.kernel.errors import NotFound
from app.kernel.urls import url


@bp.get("/@<int:user_id>")
@public
def somebody(user_id: int) -> ResponseReturnValue:
    """Lead to a person's page, which says whether there is one."""
    return redirect(url("accounts.person", user_id=user_id), 302)


@bp.get("/posts/<int:post_id>")
@public
def said(post_id: int) -> ResponseReturnValue:
    """Lead to a post."""
    post = queries.find_post(actor(), post_id)
    if post is None:
        raise NotFound
    return redirect(address(post), 302)
