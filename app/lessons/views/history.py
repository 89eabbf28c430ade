"""What a lesson said before."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.kernel.access import require, signed_in
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.lessons import actions, history, policy
from app.lessons.differences import differences
from app.lessons.models import Lesson, Revision
from app.lessons.views.blueprint import bp
from app.lessons.views.reading import PLACE, the
from app.lessons.views.writing import me


@bp.get(f"{PLACE}/<int:lesson_id>/revisions/")
@signed_in
def revisions(lesson_id: int) -> ResponseReturnValue:
    """List the saved states of a lesson and what happened to it."""
    lesson = _the_past_of(lesson_id)
    return render_template(
        "lessons/revisions.html",
        lesson=lesson,
        revisions=history.revisions(lesson),
        life=history.life(lesson),
    )


@bp.get(f"{PLACE}/<int:lesson_id>/revisions/<int:number>")
@signed_in
def revision(lesson_id: int, number: int) -> ResponseReturnValue:
    """Show one saved state and how it differs from the one before."""
    lesson = _the_past_of(lesson_id)
    shown = _the_revision(lesson, number)
    before = history.revision(lesson, number - 1)
    return render_template(
        "lessons/revision.html",
        lesson=lesson,
        revision=shown,
        differences=differences(before.content if before else None, shown.content),
        can_edit=policy.can_edit(actor(), lesson),
    )


@bp.post(f"{PLACE}/<int:lesson_id>/revisions/<int:number>/restoration")
@signed_in
def restore(lesson_id: int, number: int) -> ResponseReturnValue:
    """Save an older text again as the newest revision."""
    lesson = _the_past_of(lesson_id)
    actions.restore(lesson, _the_revision(lesson, number), actor=me())
    flash(_("Revision %(number)s is the newest again.", number=number), "success")
    return redirect(url("lessons.show", lesson_id=lesson.id), 303)


def _the_past_of(lesson_id: int) -> Lesson:
    lesson = the(lesson_id)
    require(policy.can_see_history(actor(), lesson))
    return lesson


def _the_revision(lesson: Lesson, number: int) -> Revision:
    found = history.revision(lesson, number)
    if found is None:
        raise NotFound
    return found
