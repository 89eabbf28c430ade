"""Who writes a course: trainers of its portal join, and part."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.courses import actions, policy
from app.courses.forms import AuthorForm
from app.courses.inviting import called
from app.courses.models import Course
from app.courses.views.blueprint import COURSE, bp, the_workshop
from app.kernel.access import signed_in
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.urls import url


@bp.get(f"{COURSE}/authors")
@signed_in
def authors(course_id: int) -> ResponseReturnValue:
    """Show who writes the course, and let another trainer join."""
    return _page(AuthorForm(), the_workshop(course_id))


@bp.post(f"{COURSE}/authors")
@signed_in
def join(course_id: int) -> ResponseReturnValue:
    """Let a trainer of the portal write the course too."""
    course = the_workshop(course_id)
    form = AuthorForm()
    if not form.validate():
        return _page(form, course), 422
    found = called(course.portal_id, form.who.data or "")
    if len(found) != 1:
        form.who.errors = [_unclear() if found else _nobody()]
        return _page(form, course), 422
    actions.share_with(course, found[0], actor=person())
    flash(_("%(name)s writes this course too now.", name=found[0].name), "success")
    return redirect(url("courses.authors", course_id=course.id), 303)


@bp.post(f"{COURSE}/authors/<int:user_id>/parting")
@signed_in
def part(course_id: int, user_id: int) -> ResponseReturnValue:
    """Let somebody write the course no more."""
    course = the_workshop(course_id)
    try:
        actions.part_from(course, user_id, actor=person())
    except Refused as refusal:
        form = AuthorForm()
        form.who.errors = [str(refusal)]
        return _page(form, course), 409
    flash(_("Saved."), "success")
    if policy.can_edit(actor(), course):
        return redirect(url("courses.authors", course_id=course.id), 303)
    return redirect(url("courses.index"), 303)


def _nobody() -> str:
    return _("No trainer of this portal is called that. A steward can make somebody a trainer.")


def _unclear() -> str:
    return _("Several are called that: enter the e-mail address.")


def _page(form: AuthorForm, course: Course) -> str:
    return render_template("courses/authors.html", form=form, course=course)
