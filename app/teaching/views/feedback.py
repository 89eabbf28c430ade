"""Telling the author of a lesson in private."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.accounts.models import User
from app.kernel.access import require, signed_in
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.lessons import pages
from app.lessons import policy as lessons
from app.lessons.models import Lesson
from app.lessons.pages import Place
from app.teaching import actions, policy, queries
from app.teaching.forms import FeedbackForm
from app.teaching.views.blueprint import LESSON, bp, the_lesson

LATEST = 20


@bp.get(f"{LESSON}/feedback")
@signed_in
def feedback(lesson_id: int) -> ResponseReturnValue:
    """Show the author what they were told, and others a box to tell them."""
    lesson = the_lesson(lesson_id)
    require(lessons.can_edit(actor(), lesson) or policy.can_send_feedback(actor(), lesson))
    return _page(FeedbackForm(), lesson)


@bp.post(f"{LESSON}/feedback")
@signed_in
def send_feedback(lesson_id: int) -> ResponseReturnValue:
    """Tell the author."""
    lesson = the_lesson(lesson_id)
    require(policy.can_send_feedback(actor(), lesson))
    form = FeedbackForm()
    if not form.validate():
        return _page(form, lesson), 422
    try:
        actions.send_feedback(lesson, form.text.data or "", actor=person(), key=form.key.data or "")
    except Refused as refusal:
        form.text.errors = [str(refusal)]
        return _page(form, lesson), 422
    flash(_("Sent. Only the author can read it."), "success")
    return redirect(url("lessons.show", lesson_id=lesson.id), 303)


@pages.my_section
def on_my_lessons(author: User) -> pages.Section | None:
    """Show an author what was told to them in private."""
    notes = queries.notes_to(author, limit=LATEST)
    if not notes:
        return None
    return pages.Section({Place.MAIN: "teaching/_my_feedback.html"}, {"feedback_notes": notes})


def _page(form: FeedbackForm, lesson: Lesson) -> str:
    return render_template(
        "teaching/feedback.html",
        form=form,
        lesson=lesson,
        notes=queries.notes(actor(), lesson),
        can_send=policy.can_send_feedback(actor(), lesson),
    )
