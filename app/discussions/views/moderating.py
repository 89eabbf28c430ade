"""The moderators' deeds: each asks for a reason on a page of its own."""

import re

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.discussions import moderating, policy, queries
from app.discussions.forms import ReasonForm, RenamingForm
from app.discussions.models import Thread
from app.discussions.texts import tag_list
from app.discussions.views.blueprint import PLACE, bp
from app.discussions.views.threads import address, the, the_post
from app.kernel.access import require, signed_in
from app.kernel.attaching import is_id
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.portals.current import here, person

DEEDS = {
    "closing": moderating.close,
    "opening": moderating.open_again,
    "pinning": moderating.pin,
    "unpinning": moderating.unpin,
    "withdrawal": moderating.withdraw_thread,
    "restoration": moderating.restore_thread,
}


@bp.get(f"{PLACE}/<int:thread_id>/moderation")
@signed_in
def moderation(thread_id: int) -> ResponseReturnValue:
    """Show what a moderator can do with a thread, and what was done to it."""
    thread = the(thread_id)
    require(policy.can_moderate(actor(), thread))
    return _desk(thread, ReasonForm())


@bp.post(f"{PLACE}/<int:thread_id>/moderation/<any({', '.join(DEEDS)}):deed>")
@signed_in
def moderate(thread_id: int, deed: str) -> ResponseReturnValue:
    """Do it, and note why."""
    thread = the(thread_id)
    require(policy.can_moderate(actor(), thread))
    form = ReasonForm()
    if not form.validate():
        return _desk(thread, form), 422
    try:
        DEEDS[deed](thread, actor=person(), reason=form.reason.data or "")
    except Refused as refusal:
        form.reason.errors = [str(refusal)]
        return _desk(thread, form), 422
    flash(_("Done, and noted."), "success")
    return redirect(url("discussions.show", thread_id=thread.id), 303)


@bp.post(f"{PLACE}/<int:thread_id>/moderation/move")
@signed_in
def move(thread_id: int) -> ResponseReturnValue:
    """Put the thread on another board."""
    thread = the(thread_id)
    require(policy.can_moderate(actor(), thread))
    board = queries.board(actor(), here().id, _number("board"))
    if board is None:
        raise NotFound
    try:
        moderating.move(thread, board, actor=person(), reason=_reason())
    except Refused as refusal:
        return _desk(thread, ReasonForm(), unknown=refusal), 422
    return redirect(url("discussions.show", thread_id=thread.id), 303)


@bp.post(f"{PLACE}/<int:thread_id>/moderation/merge")
@signed_in
def merge(thread_id: int) -> ResponseReturnValue:
    """Add the thread to the end of another."""
    thread = the(thread_id)
    require(policy.can_moderate(actor(), thread))
    into = queries.get(actor(), here().id, _number("into"))
    if into is None:
        form = ReasonForm()
        return _desk(thread, form, unknown=_("No thread here has this number.")), 422
    try:
        moderating.merge(thread, into, actor=person(), reason=_reason())
    except Refused as refusal:
        return _desk(thread, ReasonForm(), unknown=refusal), 422
    return redirect(url("discussions.show", thread_id=into.id), 303)


@bp.post(f"{PLACE}/<int:thread_id>/moderation/split")
@signed_in
def split(thread_id: int) -> ResponseReturnValue:
    """Make some of the posts a thread of their own."""
    thread = the(thread_id)
    require(policy.can_moderate(actor(), thread))
    board = queries.board(actor(), here().id, _number("board"))
    title = " ".join(request.form.get("title", "").split())[:200]
    if board is None or not title:
        unknown = _("Say in a few words what it is about.")
        return _desk(thread, ReasonForm(), unknown=unknown), 422
    chosen = [int(one) for one in request.form.getlist("post") if is_id(one)]
    try:
        new = moderating.split(thread, chosen, title, board, actor=person(), reason=_reason())
    except Refused as refusal:
        return _desk(thread, ReasonForm(), unknown=refusal), 422
    return redirect(url("discussions.show", thread_id=new.id), 303)


@bp.get(f"{PLACE}/<int:thread_id>/title")
@signed_in
def title(thread_id: int) -> ResponseReturnValue:
    """Show the form of what a thread is called."""
    thread = the(thread_id)
    require(policy.can_rename(actor(), thread))
    form = _renaming(thread)
    form.process(
        data={
            "title": thread.title,
            "language": thread.language,
            "tags": ", ".join(queries.tags(thread)),
        }
    )
    return render_template("discussions/title.html", form=form, thread=thread)


@bp.post(f"{PLACE}/<int:thread_id>/title")
@signed_in
def rename(thread_id: int) -> ResponseReturnValue:
    """Call a thread something else."""
    thread = the(thread_id)
    require(policy.can_rename(actor(), thread))
    form = _renaming(thread)
    if not form.validate():
        return render_template("discussions/title.html", form=form, thread=thread), 422
    called = " ".join((form.title.data or "").split())
    tags = tag_list(form.tags.data)
    moderating.rename(thread, called, form.language.data, tags, actor=person())
    return redirect(url("discussions.show", thread_id=thread.id), 303)


@bp.get(f"{PLACE}/posts/<int:post_id>/withdrawal")
@signed_in
def confirm_withdrawal(post_id: int) -> ResponseReturnValue:
    """Ask before a post is withdrawn, and why."""
    post = the_post(post_id)
    require(policy.can_withdraw(actor(), post))
    return render_template("discussions/withdraw.html", post=post, form=ReasonForm())


@bp.post(f"{PLACE}/posts/<int:post_id>/withdrawal")
@signed_in
def withdraw(post_id: int) -> ResponseReturnValue:
    """Take a post out of sight."""
    post = the_post(post_id)
    require(policy.can_withdraw(actor(), post))
    form = ReasonForm()
    if post.author_id != actor().id and not (form.reason.data or "").strip():
        form.reason.errors = [_("Say why: the author will read it.")]
        return render_template("discussions/withdraw.html", post=post, form=form), 422
    moderating.withdraw_post(post, actor=person(), reason=form.reason.data or "")
    flash(_("The post is withdrawn."), "success")
    return redirect(address(post), 303)


@bp.post(f"{PLACE}/posts/<int:post_id>/restoration")
@signed_in
def restore(post_id: int) -> ResponseReturnValue:
    """Let everyone read a withdrawn post again, or a held one at last."""
    post = the_post(post_id)
    (moderating.release if post.status == "held" else moderating.restore_post)(post, actor=person())
    return redirect(address(post), 303)


def _desk(thread: Thread, form: ReasonForm, **more: object) -> str:
    posts = queries.last_posts(thread)
    return render_template(
        "discussions/moderation.html",
        thread=thread,
        form=form,
        boards=queries.own_boards(actor(), here().id),
        changes=queries.changes(thread.id),
        posts=posts,
        earlier=bool(posts) and (posts[0].number or 1) > 1,
        **more,
    )


def _renaming(thread: Thread) -> RenamingForm:
    form = RenamingForm()
    offered = [thread.language, *actor().languages]
    form.offer_languages(offered)
    return form


def _reason() -> str:
    return request.form.get("reason", "")[:1000]


def _number(name: str) -> int:
    """Return the number that was sent, alone or at the end of an address; 0 without one."""
    found = re.search(r"(\d{1,18})\D{0,40}$", request.form.get(name, "")[:300])
    return int(found[1]) if found else 0
