"""Writing: a new lesson, its edits, preview, publication and withdrawal."""

import re

from flask import flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from app.accounts.current import actor
from app.accounts.models import User
from app.kernel import db, files, i18n
from app.kernel.access import require, signed_in
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.i18n import number
from app.kernel.markup import RichText
from app.kernel.urls import url
from app.lessons import actions, history, lists, pages, policy, rows
from app.lessons.content import LessonContent, MaterialContent, StepContent
from app.lessons.differences import differences
from app.lessons.form_parts import material_data
from app.lessons.forms import LessonForm, WithdrawalForm
from app.lessons.models import Lesson, Status
from app.lessons.views.blueprint import bp
from app.lessons.views.reading import PLACE, the
from app.portals import policy as portals_policy
from app.portals import queries as portals
from app.portals.current import here


def me() -> User:
    """Return the person who asks; the door has let nobody else through."""
    person = actor()
    assert isinstance(person, User)
    return person


@bp.get(f"{PLACE}/new")
@signed_in
def new() -> ResponseReturnValue:
    """Show an empty form."""
    require(portals_policy.can_write(actor(), here()))
    form = _form(None)
    form.fill(_blank(), revision=0)
    return _page(form, lesson=None)


@bp.post(f"{PLACE}/new")
@signed_in
def create() -> ResponseReturnValue:
    """Save a first text, or change the rows of the form."""
    require(portals_policy.can_write(actor(), here()))
    form = _form(None)
    _take_files(form, lesson=None)
    if "row" in request.form:
        return _page(form, lesson=None)
    if not form.validate():
        return _page(form, lesson=None), 422
    lesson = actions.draft(here(), form.content(), actor=me())
    return _saved(lesson)


@bp.get(f"{PLACE}/<int:lesson_id>/edit")
@signed_in
def edit(lesson_id: int) -> ResponseReturnValue:
    """Show the form with the lesson in it."""
    lesson = the(lesson_id)
    require(policy.can_edit(actor(), lesson))
    form = _form(lesson)
    form.fill(lesson.content(), revision=lesson.revision_number)
    form.suggestion.data = request.args.get("suggestion", "")
    if suggested := _suggested(form, lesson):
        form.note.data = suggested.note
    return _page(form, lesson)


@bp.post(f"{PLACE}/<int:lesson_id>/edit")
@signed_in
def revise(lesson_id: int) -> ResponseReturnValue:
    """Save a new revision, or show both texts when somebody else saved first."""
    lesson = the(lesson_id)
    require(policy.can_edit(actor(), lesson))
    form = _form(lesson)
    _take_files(form, lesson)
    if "row" in request.form:
        return _page(form, lesson)
    if not form.validate():
        return _page(form, lesson), 422
    content = form.content(lesson.content())
    try:
        actions.revise(lesson, content, opened=_opened(form), actor=me(), note=form.note.data or "")
    except actions.EditConflictError:
        return _conflict(form, lesson), 409
    suggested = _suggested(form, lesson)
    if suggested and lesson.revision_number > _opened(form):
        suggested.take(me())
    return _saved(lesson)


@bp.post(f"{PLACE}/<int:lesson_id>/publication")
@signed_in
def publish(lesson_id: int) -> ResponseReturnValue:
    """Publish the lesson."""
    lesson = the(lesson_id)
    actions.publish(lesson, actor=me())
    flash(_("Your lesson is published."), "success")
    return redirect(url("lessons.show", lesson_id=lesson.id), 303)


@bp.get(f"{PLACE}/<int:lesson_id>/withdrawal")
@signed_in
def confirm_withdrawal(lesson_id: int) -> ResponseReturnValue:
    """Ask before a lesson is withdrawn, and why."""
    lesson = the(lesson_id)
    require(policy.can_withdraw(actor(), lesson))
    return render_template("lessons/withdraw.html", lesson=lesson, form=WithdrawalForm())


@bp.post(f"{PLACE}/<int:lesson_id>/withdrawal")
@signed_in
def withdraw(lesson_id: int) -> ResponseReturnValue:
    """Withdraw the lesson."""
    lesson = the(lesson_id)
    form = WithdrawalForm()
    require(policy.can_withdraw(actor(), lesson))
    if not policy.can_edit(actor(), lesson) and not (form.reason.data or "").strip():
        form.reason.errors = [_("Say why: the author will read it.")]
        return render_template("lessons/withdraw.html", lesson=lesson, form=form), 422
    actions.withdraw(lesson, actor=me(), reason=form.reason.data or "")
    flash(_("The lesson is withdrawn. It can be published again."), "success")
    return redirect(url("lessons.show", lesson_id=lesson.id), 303)


@bp.post(f"{PLACE}/preview")
@signed_in
def preview() -> ResponseReturnValue:
    """Return a text as it will be shown."""
    require(portals_policy.can_write(actor(), here()))
    return jsonify(html=RichText.from_markdown(request.form.get("text", "")).html)


@bp.get(f"{PLACE}/mine")
@signed_in
def mine() -> ResponseReturnValue:
    """Show my drafts and withdrawn lessons, and what I have published."""
    published = lists.newest(lists.by_author(actor(), actor().id), after=None, before=None)
    return render_template(
        "lessons/mine.html",
        unpublished=lists.unpublished_of(me()),
        published=published.items,
        **pages.my_parts(me()),
    )


def _form(lesson: Lesson | None) -> LessonForm:
    command = request.form.get("row")
    form = LessonForm(rows.rearranged(request.form, command)) if command else LessonForm()
    others = [portal for portal in portals.everything(actor()) if portal.id != here().id]
    names = {portal.id: portal.name_in(i18n.current().tag) for portal in others}
    own = [*([lesson.language] if lesson else []), *here().languages, *actor().languages]
    form.offer(names, own=own, licence=lesson.licence if lesson else "")
    return form


def _blank() -> LessonContent:
    language = next((tag for tag in actor().languages if tag in here().languages), None)
    return LessonContent(
        title="", language=language or here().languages[0], steps=(StepContent(),) * 3
    )


def _suggested(form: LessonForm, lesson: Lesson | None) -> pages.Suggestion | None:
    """Return what somebody suggested, if that is why the lesson is edited."""
    found = pages.suggestion(actor(), lesson, form.suggestion.data or "") if lesson else None
    if found is None:
        form.suggestion.data = ""
    return found


def _opened(form: LessonForm) -> int:
    opened = form.opened.data or ""
    return int(opened) if opened.isdecimal() else 0


def _saved(lesson: Lesson) -> ResponseReturnValue:
    """Go on to what the pressed button said; what was written stays in any case."""
    if request.form.get("then") == "publish" and policy.can_publish(actor(), lesson):
        return _published(lesson)
    if lesson.is_published:
        flash(_("Saved. Everyone sees the new revision."), "success")
    elif lesson.status == Status.WITHDRAWN:
        flash(_("Saved. The lesson stays withdrawn until it is published again."), "success")
    else:
        flash(_("Saved as a draft: only you can see it."), "success")
    return redirect(url("lessons.show", lesson_id=lesson.id), 303)


def _published(lesson: Lesson) -> ResponseReturnValue:
    try:
        actions.publish(lesson, actor=me())
    except Refused as refusal:
        flash(_("Saved, but not published. %(reason)s", reason=refusal), "warn")
        return redirect(url("lessons.edit", lesson_id=lesson.id), 303)
    flash(_("Your lesson is published."), "success")
    return redirect(url("lessons.show", lesson_id=lesson.id), 303)


def _conflict(form: LessonForm, lesson: Lesson) -> str:
    """Show what somebody else changed since the text was opened, above what was typed."""
    theirs = history.revision(lesson, lesson.revision_number)
    opened = history.revision(lesson, _opened(form))
    form.opened.data = str(lesson.revision_number)
    changed = differences(opened.content if opened else None, lesson.content())
    return _page(form, lesson, theirs=theirs, changed=changed)


def _page(form: LessonForm, lesson: Lesson | None, **more: object) -> str:
    held = [row.form.file_id.data for row in form.materials]
    return render_template(
        "lessons/edit.html",
        form=form,
        lesson=lesson,
        can_publish=lesson is None or policy.can_publish(actor(), lesson),
        stored=files.by_ids(int(file_id) for file_id in held if file_id),
        suggested_here=_suggested(form, lesson),
        **more,
    )


def _take_files(form: LessonForm, lesson: Lesson | None) -> None:
    """Store what was sent along, and let no row name somebody else's file."""
    _disown(form, lesson)
    sent = [file for file in request.files.getlist("files") if file.filename]
    form.refused = tuple(filter(None, [_attach(form, file) for file in sent]))
    form.files.errors = form.refused
    if len(form.refused) < len(sent):
        db.keep()  # the next try of a form that is refused names these files


def _attach(form: LessonForm, sent: FileStorage) -> str | None:
    """Make a material of a file that was sent; return why not, if so."""
    most, name = rows.MOST["materials"], sent.filename or ""
    if len(form.materials) >= most:
        return _(
            "A lesson holds %(most)s materials at most: “%(name)s” is one more.",
            most=number(most),
            name=name,
        )
    try:
        stored = files.store(sent.stream, name, actor().id)
    except Refused as refusal:
        return _("“%(name)s” was not taken. %(reason)s", name=name, reason=refusal)
    material = MaterialContent(title=stored.name, file_id=stored.id)
    form.materials.append_entry(material_data(material))
    return None


def _disown(form: LessonForm, lesson: Lesson | None) -> None:
    named = [row.form.file_id.data or "" for row in form.materials]
    known = files.by_ids(int(file_id) for file_id in named if _FILE_ID.fullmatch(file_id))
    held = {material.file_id for material in lesson.materials} if lesson else set()
    mine = {str(f.id) for f in known.values() if f.uploader_id == actor().id or f.id in held}
    for row in form.materials:
        if row.form.file_id.data not in mine:
            row.form.file_id.data = ""


_FILE_ID = re.compile(r"[1-9][0-9]{0,17}")
