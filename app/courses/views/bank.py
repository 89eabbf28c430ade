"""The bank of a course: its questions listed, written, copied, looked at as learners see them."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import person
from app.courses import actions, asked, bank
from app.courses.bank_forms import FORMS, MOST, QuestionForm
from app.courses.content import new_key
from app.courses.forms import OpenedForm
from app.courses.models import Course
from app.courses.quizzes.questions import (
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
)
from app.courses.views.blueprint import COURSE, bp, the_workshop
from app.courses.wording import question_facts
from app.kernel.access import signed_in
from app.kernel.differences import between
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.kernel.markup import RichText
from app.kernel.rows import rearranged
from app.kernel.urls import url

BANK = f"{COURSE}/bank"
SEED = "preview"
"""Of the order in which a preview shows things."""

_EMPTY: Mapping[str, tuple[type[Question], Mapping[str, Any]]] = {
    "single": (SingleChoice, {"choices": ()}),
    "multiple": (MultipleChoice, {"choices": ()}),
    "matching": (Matching, {"pairs": ()}),
    "ordering": (Ordering, {"items": ()}),
    "text": (ShortText, {"answers": ()}),
    "numeric": (Numeric, {"answers": ()}),
}


@bp.get(f"{BANK}/", endpoint="bank")
@signed_in
def all_questions(course_id: int) -> ResponseReturnValue:
    """Show the questions, all or those with a tag."""
    course = the_workshop(course_id)
    found, tag = bank.questions(course), request.args.get("tag", "")
    content = course.content
    return render_template(
        "courses/bank.html",
        course=course,
        questions=bank.having(found, tag),
        total=len(found),
        tag=tag,
        tags=bank.tags(found),
        used={one.key: bank.used_in(content, one.key) for one in found},
    )


@bp.get(f"{BANK}/new")
@signed_in
def new_question(course_id: int) -> ResponseReturnValue:
    """Show an empty form for a question of the kind that is asked for."""
    course = the_workshop(course_id)
    kind = _kind(request.args.get("kind", "single"))
    form = FORMS[kind]()
    form.fill(None, course.lock)
    form.key.data = new_key()
    return _page(form, course, kind)


@bp.post(f"{BANK}/new")
@signed_in
def create_question(course_id: int) -> ResponseReturnValue:
    """Put a question at the end of the bank; the same form sent twice puts it there once."""
    course = the_workshop(course_id)
    kind = _kind(request.form.get("kind", ""))
    form = _sent(kind)
    if "row" in request.form:
        return _page(form, course, kind)
    before = _blank(kind, form.key.data or new_key(), course)
    there = bank.find(course, before.key)
    if there is not None and type(there) is not type(before):
        raise NotFound
    if not form.validate() or not form.is_askable(made := form.question(before)):
        return _page(form, course, kind), 422
    bank.put(course, made, opened=course.lock, actor=person())
    return _saved(course, made.key)


@bp.get(f"{BANK}/question")
@signed_in
def edit_question(course_id: int) -> ResponseReturnValue:
    """Show the form with a question in it."""
    course = the_workshop(course_id)
    question = _the_question(course)
    kind = asked.kind_of(question)
    form = FORMS[kind]()
    form.fill(question, course.lock)
    return _page(form, course, kind, question=question)


@bp.post(f"{BANK}/question")
@signed_in
def revise_question(course_id: int) -> ResponseReturnValue:
    """Save a question; one that was removed meanwhile is put back when that is confirmed."""
    course = the_workshop(course_id)
    there = bank.find(course, request.args.get("key", ""))
    kind = asked.kind_of(there) if there else _kind(request.form.get("kind", ""))
    form = _sent(kind)
    before = there or _blank(kind, request.args.get("key", ""), course)
    if "row" in request.form:
        return _page(form, course, kind, question=before)
    if not form.validate() or not form.is_askable(made := form.question(before)):
        return _page(form, course, kind, question=before), 422
    try:
        bank.put(course, made, opened=form.lock, actor=person())
    except actions.EditConflictError:
        form.opened.data = str(course.lock)
        changed = between(question_facts(before), question_facts(made))
        shown = {"changed": changed, "gone": there is None}
        return _page(form, course, kind, question=before, **shown), 409
    return _saved(course, made.key)


@bp.get(f"{BANK}/preview")
@signed_in
def preview_question(course_id: int) -> ResponseReturnValue:
    """Show a question as participants see it."""
    course = the_workshop(course_id)
    question = _the_question(course)
    (shown,) = asked.asked([question], {}, SEED)
    return render_template(
        "courses/bank_preview.html", course=course, question=question, shown=shown
    )


@bp.post(f"{BANK}/copies")
@signed_in
def copy_question(course_id: int) -> ResponseReturnValue:
    """Put the same question again behind it, and go on to change it."""
    course = the_workshop(course_id)
    made = bank.duplicate(course, request.form.get("key", ""), actor=person())
    flash(_("This is the copy. Change what shall be different."), "success")
    return redirect(url("courses.edit_question", course_id=course.id, key=made.key), 303)


@bp.get(f"{BANK}/removal")
@signed_in
def confirm_question_removal(course_id: int) -> ResponseReturnValue:
    """Ask before a question is removed."""
    course = the_workshop(course_id)
    question = _the_question(course)
    naming = bank.used_in(course.content, question.key)
    return render_template(
        "courses/bank_remove.html", course=course, question=question, naming=naming
    )


@bp.post(f"{BANK}/removal")
@signed_in
def remove_question(course_id: int) -> ResponseReturnValue:
    """Remove a question that no quiz names."""
    course = the_workshop(course_id)
    question = _the_question(course)
    try:
        bank.remove(course, question.key, opened=OpenedForm().lock, actor=person())
    except actions.EditConflictError:
        flash(_("Somebody saved this course meanwhile. Look at it as it is now."), "warn")
        return redirect(
            url("courses.confirm_question_removal", course_id=course.id, key=question.key), 303
        )
    flash(_("Removed. What is published keeps it until you publish again."), "success")
    return redirect(url("courses.bank", course_id=course.id), 303)


def _the_question(course: Course) -> Question:
    found = bank.find(course, request.args.get("key", ""))
    if found is None:
        raise NotFound
    return found


def _kind(name: str) -> str:
    if name not in FORMS:
        raise NotFound
    return name


def _blank(kind: str, key: str, course: Course) -> Question:
    makes, parts = _EMPTY[kind]
    empty = RichText.from_markdown("")
    return makes(key=key, language=course.language, text=empty, **parts)


def _sent(kind: str) -> QuestionForm:
    """Return the form as it was sent, its rows arranged."""
    command = request.form.get("row")
    sent = rearranged(request.form, command, MOST).sent if command else request.form
    return FORMS[kind](sent)


def _saved(course: Course, key: str) -> ResponseReturnValue:
    flash(_("Saved. Publish the course when it is ready."), "success")
    if request.form.get("then") == "preview":
        return redirect(url("courses.preview_question", course_id=course.id, key=key), 303)
    return redirect(url("courses.bank", course_id=course.id), 303)


def _page(
    form: QuestionForm, course: Course, kind: str, *, question: Question | None = None, **more: Any
) -> str:
    return render_template(
        "courses/bank_question.html",
        form=form,
        course=course,
        kind=kind,
        question=question,
        **more,
    )
