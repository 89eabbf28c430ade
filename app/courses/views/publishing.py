"""A course's life: published with a note, withdrawn, shown again; what it said before."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.courses import actions, policy, queries
from app.courses.differences import differences
from app.courses.forms import PublicationForm, WithdrawalForm
from app.courses.models import Course, CourseRevision
from app.courses.views.blueprint import COURSE, bp, the_workshop
from app.kernel.access import signed_in
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import gettext as _
from app.kernel.urls import url


@bp.get(f"{COURSE}/publication")
@signed_in
def confirm_publication(course_id: int) -> ResponseReturnValue:
    """Show what would be new, and ask for a note."""
    return _publication_page(PublicationForm(), the_workshop(course_id))


@bp.post(f"{COURSE}/publication")
@signed_in
def publish(course_id: int) -> ResponseReturnValue:
    """Publish the working copy as a new revision."""
    course = the_workshop(course_id)
    form = PublicationForm()
    if not form.validate():
        return _publication_page(form, course), 422
    try:
        actions.publish(course, actor=person(), note=form.note.data or "")
    except Refused as refusal:
        form.note.errors = [str(refusal)]
        return _publication_page(form, course), 422
    flash(_("Your course is published."), "success")
    return _to(course)


@bp.get(f"{COURSE}/withdrawal")
@signed_in
def confirm_withdrawal(course_id: int) -> ResponseReturnValue:
    """Ask before a course is withdrawn, and why."""
    return _withdrawal_page(WithdrawalForm(), the_workshop(course_id))


@bp.post(f"{COURSE}/withdrawal")
@signed_in
def withdraw(course_id: int) -> ResponseReturnValue:
    """Withdraw the course; its cohorts go on."""
    course = the_workshop(course_id)
    form = WithdrawalForm()
    if not form.validate():
        return _withdrawal_page(form, course), 422
    if not policy.is_own(actor(), course) and not (form.reason.data or "").strip():
        form.reason.errors = [_("Say why: its authors will read it.")]
        return _withdrawal_page(form, course), 422
    actions.withdraw(course, actor=person(), reason=form.reason.data or "")
    flash(_("The course is withdrawn. It can be shown again."), "success")
    return _to(course)


@bp.post(f"{COURSE}/return")
@signed_in
def show_again(course_id: int) -> ResponseReturnValue:
    """Show a withdrawn course again."""
    course = the_workshop(course_id)
    actions.show(course, actor=person())
    flash(_("The course can be seen and run again."), "success")
    return _to(course)


@bp.get(f"{COURSE}/revisions/")
@signed_in
def revisions(course_id: int) -> ResponseReturnValue:
    """List what was published, and what happened to the course."""
    course = the_workshop(course_id)
    return render_template(
        "courses/revisions.html",
        course=course,
        revisions=queries.revisions(course),
        life=queries.life(course),
    )


@bp.get(f"{COURSE}/revisions/<int:number>")
@signed_in
def revision(course_id: int, number: int) -> ResponseReturnValue:
    """Show how a revision differs from the one before it, or from the one that is named."""
    course = the_workshop(course_id)
    shown = _the_revision(course, number)
    against = request.args.get("against", number - 1, type=int)
    before = queries.revision(course.id, against) if 0 < against < 2**31 else None
    return render_template(
        "courses/revision.html",
        course=course,
        revision=shown,
        before=before,
        others=[one.number for one in queries.revisions(course) if one.number != number],
        changed=differences(before.content if before else None, shown.content),
    )


def _the_revision(course: Course, number: int) -> CourseRevision:
    found = queries.revision(course.id, number) if number < 2**31 else None
    if found is None:
        raise NotFound
    return found


def _publication_page(form: PublicationForm, course: Course) -> str:
    before = queries.revision(course.id, course.revision_number)
    changed = differences(before.content, course.content) if before else []
    return render_template("courses/publish.html", form=form, course=course, changed=changed)


def _withdrawal_page(form: WithdrawalForm, course: Course) -> str:
    is_own = policy.is_own(actor(), course)
    return render_template("courses/withdraw.html", form=form, course=course, is_own=is_own)


def _to(course: Course) -> ResponseReturnValue:
    return redirect(url("courses.show", course_id=course.id), 303)
