"""Deeds of one press: thanks, the answer, a vote, how much of a thread one wants to hear."""

from collections.abc import Callable

from flask import flash, jsonify, redirect, request
from flask.typing import ResponseReturnValue

from app import notifications
from app.accounts.current import actor
from app.accounts.models import User
from app.discussions import actions, naming
from app.discussions.models import Post
from app.discussions.texts import quotation
from app.discussions.views.blueprint import PLACE, bp
from app.discussions.views.threads import address, the, the_post
from app.kernel.access import signed_in
from app.kernel.attaching import is_id
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.portals.current import here, person
from app.search import asking
from app.search.documents import Query

Deed = Callable[..., None]


@bp.post(f"{PLACE}/posts/<int:post_id>/thanks")
@signed_in
def thank(post_id: int) -> ResponseReturnValue:
    """Say thanks for a post."""
    return _done(the_post(post_id), actions.thank)


@bp.post(f"{PLACE}/posts/<int:post_id>/thanks/withdrawal")
@signed_in
def take_thanks_back(post_id: int) -> ResponseReturnValue:
    """Take one's thanks back."""
    return _done(the_post(post_id), actions.take_thanks_back)


@bp.post(f"{PLACE}/posts/<int:post_id>/acceptance")
@signed_in
def accept(post_id: int) -> ResponseReturnValue:
    """Mark a reply as the answer."""
    return _done(the_post(post_id), actions.accept)


@bp.post(f"{PLACE}/<int:thread_id>/acceptance/withdrawal")
@signed_in
def take_acceptance_back(thread_id: int) -> ResponseReturnValue:
    """Let the question be open again."""
    thread = the(thread_id)
    actions.take_acceptance_back(thread, actor=person())
    return redirect(url("discussions.show", thread_id=thread.id), 303)


@bp.post(f"{PLACE}/<int:thread_id>/votes")
@signed_in
def vote(thread_id: int) -> ResponseReturnValue:
    """Choose in a poll."""
    thread = the(thread_id)
    chosen = [int(one) for one in request.form.getlist("option") if is_id(one)]
    actions.vote(thread, chosen, actor=person())
    flash(_("Your choice is counted; you can change it until the poll ends."), "success")
    return redirect(url("discussions.show", thread_id=thread.id), 303)


@bp.post(f"{PLACE}/<int:thread_id>/subscription")
@signed_in
def subscribe(thread_id: int) -> ResponseReturnValue:
    """Choose how much of a thread one wants to hear."""
    thread = the(thread_id)
    asked = request.form.get("level", "")
    level = notifications.Level(asked) if asked in list(notifications.Level) else None
    notifications.set_level(person(), "thread", thread.id, level)
    return redirect(url("discussions.show", thread_id=thread.id), 303)


@bp.get(f"{PLACE}/posts/<int:post_id>/quotation")
@signed_in
def quote(post_id: int) -> ResponseReturnValue:
    """Return a post as Markdown to begin a reply with."""
    post = the_post(post_id)
    return jsonify(text=quotation(post.author_name, post.id, post.text.source))


@bp.get(f"{PLACE}/people")
@signed_in
def people() -> ResponseReturnValue:
    """Return members whose names begin as somebody types."""
    found = naming.completions(actor(), here().id, request.args.get("q", "")[:80])
    return jsonify([{"id": user_id, "name": name} for user_id, name in found])


@bp.get(f"{PLACE}/similar")
@signed_in
def similar() -> ResponseReturnValue:
    """Return threads that are about what somebody begins to write."""
    asked = Query(
        request.args.get("q", "")[:200],
        audiences=asking.audiences(actor()),
        languages=tuple(actor().languages),
        types=("thread",),
        limit=4,
    )
    shown = asking.ask(actor(), asked).shown if len(asked.text) > 5 else []
    return jsonify([{"title": one.card.title, "url": one.card.url} for one in shown])


def _done(post: Post, deed: Deed) -> ResponseReturnValue:
    me: User = person()
    deed(post, actor=me)
    return redirect(address(post), 303)
