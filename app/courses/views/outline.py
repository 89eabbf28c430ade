"""The outline as its writers see it: parts are moved, removed, and put back."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import person
from app.courses import actions
from app.courses.content import CourseContent
from app.courses.forms import OpenedForm
from app.courses.models import Course
from app.courses.views.blueprint import COURSE, bp, the_workshop
from app.courses.views.writing import saved
from app.courses.wording import KINDS
from app.kernel.access import signed_in
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.kernel.urls import url


@bp.get(f"{COURSE}/edit")
@signed_in
def outline(course_id: int) -> ResponseReturnValue:
    """Show the working copy: every part, and what can be done with it."""
    return _page(the_workshop(course_id))


@bp.post(f"{COURSE}/moves")
@signed_in
def move(course_id: int) -> ResponseReturnValue:
    """Move a module or an item one place up or down."""
    course = the_workshop(course_id)
    key, content = request.form.get("key", ""), course.content
    _must_hold(content, key)
    after = content.moved(key, -1 if request.form.get("to") == "up" else 1)
    try:
        actions.revise(course, after, opened=OpenedForm().lock, actor=person())
    except actions.EditConflictError:
        return _changed_meanwhile(course)
    is_module = content.module(key) is not None
    goal = url("courses.outline", course_id=course.id)
    return redirect(f"{goal}#{'m' if is_module else 'i'}-{key}", 303)


@bp.get(f"{COURSE}/removal/<key>")
@signed_in
def confirm_removal(course_id: int, key: str) -> ResponseReturnValue:
    """Ask before a module or an item is removed."""
    course = the_workshop(course_id)
    content = course.content
    _must_hold(content, key)
    return render_template(
        "courses/remove.html", course=course, module=content.module(key), item=content.item(key)
    )


@bp.post(f"{COURSE}/removal/<key>")
@signed_in
def remove(course_id: int, key: str) -> ResponseReturnValue:
    """Remove a module with its items, or an item; earlier revisions keep them."""
    course = the_workshop(course_id)
    content = course.content
    _must_hold(content, key)
    try:
        actions.revise(course, content.without(key), opened=OpenedForm().lock, actor=person())
    except actions.EditConflictError:
        return _changed_meanwhile(course)
    return saved(course)


def _must_hold(content: CourseContent, key: str) -> None:
    if content.module(key) is None and content.item(key) is None:
        raise NotFound


def _changed_meanwhile(course: Course) -> ResponseReturnValue:
    """Show the outline as it is now: nothing was typed, so nothing is lost."""
    flash(
        _("Somebody saved this course meanwhile. Look at it as it is now, and try again."), "warn"
    )
    return _page(course), 409


def _page(course: Course) -> str:
    return render_template(
        "courses/outline.html",
        course=course,
        content=course.content,
        kinds={kind.value: str(KINDS[kind]) for kind in KINDS},
    )
