"""Writing: a thread, a reply, an edit, and what is begun and not sent yet."""

from flask import abort, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.discussions import actions, naming, numbers, policy, queries
from app.discussions.actions import Said
from app.discussions.forms import PostForm, ReplyForm, ThreadForm
from app.discussions.models import Board, Post, Thread
from app.discussions.texts import LONGEST
from app.discussions.views import sending
from app.discussions.views.blueprint import PLACE, bp
from app.discussions.views.lists import the_board
from app.discussions.views.threads import address, page, the, the_post
from app.kernel.access import require, signed_in
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.portals.current import here, person


@bp.get(f"{PLACE}/boards/<int:board_id>/new")
@signed_in
def new(board_id: int) -> ResponseReturnValue:
    """Show the form of a new thread, or what the person has begun to write."""
    board = the_board(board_id)
    require(policy.can_start(actor(), board))
    form = _thread_form(board)
    sending.take_draft(form, f"board:{board.id}")
    form.kind.data = request.args.get("kind") or form.kind.data
    form.title.data = request.args.get("title", "")[:200] or form.title.data
    form.subject.data = request.args.get("subject") or form.subject.data
    form.text.data = form.text.data or request.args.get("text", "")[:2_000]
    return _new_page(form, board)


@bp.post(f"{PLACE}/boards/<int:board_id>/new")
@signed_in
def start(board_id: int) -> ResponseReturnValue:
    """Begin a thread."""
    board = the_board(board_id)
    require(policy.can_start(actor(), board))
    form = _thread_form(board)
    sending.take_files(form)
    if not form.validate():
        return _new_page(form, board), 422
    said = sending.admitted(form, _said(form))
    if said is None:
        return _new_page(form, board), 422
    post = actions.start(board, form.opening(here().time_zone), said, actor=person())
    actions.forget_draft(f"board:{board.id}", actor=person())
    return _posted(post)


@bp.post(f"{PLACE}/<int:thread_id>/posts")
@signed_in
def reply(thread_id: int) -> ResponseReturnValue:
    """Reply; when somebody else has posted meanwhile, show that first."""
    thread = the(thread_id)
    require(policy.can_reply(actor(), thread))
    form = ReplyForm()
    form.offer_languages([*actor().languages, thread.language, *here().languages])
    sending.take_files(form)
    if not form.validate():
        return page(thread, numbers.last_page(thread), form), 422
    if _is_news(form, thread):
        form.seen.data = str(thread.posts_count)
        return page(thread, numbers.last_page(thread), form, news=True), 409
    said = sending.admitted(form, _said(form, thread))
    if said is None:
        return page(thread, numbers.last_page(thread), form), 422
    post = actions.reply(thread, said, actor=person())
    actions.forget_draft(f"thread:{thread.id}", actor=person())
    return _posted(post)


@bp.post("/<locale:locale>/<portal:portal>/lessons/<int:lesson_id>/posts")
@signed_in
def talk_about(lesson_id: int) -> ResponseReturnValue:
    """Say something below a lesson."""
    lesson = queries.lesson(actor(), here().id, lesson_id) or abort(404)
    require(policy.can_talk_about(actor(), lesson))
    form = ReplyForm()
    form.offer_languages([*actor().languages, lesson.language])
    sending.take_files(form)
    if not form.validate():
        return render_template("discussions/talk.html", form=form, lesson=lesson), 422
    said = sending.admitted(form, _said(form))
    if said is None:
        return render_template("discussions/talk.html", form=form, lesson=lesson), 422
    post = actions.talk_about(lesson, said, actor=person())
    actions.forget_draft(f"lesson:{lesson.id}", actor=person())
    return _posted(post)


@bp.get(f"{PLACE}/posts/<int:post_id>/edit")
@signed_in
def edit(post_id: int) -> ResponseReturnValue:
    """Show the form with a post in it."""
    post = the_post(post_id)
    require(policy.can_edit(actor(), post))
    form = _edit_form(post)
    form.process(data={"text": post.text.source, "language": post.language})
    return _edit_page(form, post)


@bp.post(f"{PLACE}/posts/<int:post_id>/edit")
@signed_in
def revise(post_id: int) -> ResponseReturnValue:
    """Give a post another text."""
    post = the_post(post_id)
    require(policy.can_edit(actor(), post))
    form = _edit_form(post)
    if not form.validate():
        return _edit_page(form, post), 422
    text = naming.rendered(here().id, form.text.data or "")
    form.text.errors = sending.refusals_of_edit(post, text)
    if form.text.errors:
        return _edit_page(form, post), 422
    actions.edit(post, text, form.language.data, actor=person())
    return redirect(address(post), 303)


@bp.post(f"{PLACE}/preview")
@signed_in
def preview() -> ResponseReturnValue:
    """Return a text as it will be shown."""
    text = naming.rendered(here().id, request.form.get("text", "")[:LONGEST])
    return jsonify(html=text.html)


@bp.post(f"{PLACE}/drafts/<any(board, thread, lesson):place>/<int:number>")
@signed_in
def keep_draft(place: str, number: int) -> ResponseReturnValue:
    """Keep what is being typed, as a script sends it now and then."""
    kept = {name: request.form.get(name, "")[:40_000] for name in ("title", "text", "tags")}
    actions.keep_draft(f"{place}:{number}", kept, actor=person())
    return jsonify(kept=True)


def _thread_form(board: Board) -> ThreadForm:
    form = ThreadForm()
    own = [*actor().languages, *(board.languages or here().languages)]
    form.offer(own, may_announce=actor().moderates(board.portal_id))
    return form


def _new_page(form: ThreadForm, board: Board) -> str:
    return render_template("discussions/new.html", form=form, board=board)


def _edit_form(post: Post) -> PostForm:
    form = PostForm()
    form.offer_languages([post.language, *actor().languages])
    return form


def _edit_page(form: PostForm, post: Post) -> str:
    return render_template("discussions/edit.html", form=form, post=post)


def _said(form: ReplyForm, thread: Thread | None = None) -> Said:
    number = form.reply_to_number
    answered = numbers.numbered(actor(), thread, number) if thread and number else None
    return Said(
        text=naming.rendered(here().id, form.text.data or ""),
        language=form.language.data,
        files=list(form.alts.items()),
        key=form.key.data,
        reply_to_id=answered.id if answered else None,
    )


def _is_news(form: ReplyForm, thread: Thread) -> bool:
    """Return whether somebody else has posted since the form was shown."""
    if queries.sent_before(actor().id, form.key.data or ""):
        return False
    return numbers.has_news(thread, after=form.seen_number, for_whom=actor().id)


def _posted(post: Post) -> ResponseReturnValue:
    if not post.is_visible:
        flash(_("A moderator reads this first. Until then only you see it."), "warn")
    if not policy.can_view(actor(), post.thread):  # of somebody else, and held like this post
        return redirect(url("lessons.show", lesson_id=post.thread.lesson_id), 303)
    return redirect(address(post), 303)
