"""Writing: a new course, its facts, what it is aligned to, its modules."""

from dataclasses import replace

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.courses import actions, differences, policy
from app.courses.alignment_form import AlignmentForm
from app.courses.content import Module, new_key
from app.courses.forms import FactsForm, ModuleForm, NewCourseForm, OpenedForm
from app.courses.models import Course, CourseReach
from app.courses.views.blueprint import COURSE, PLACE, bp, the_module, the_workshop
from app.kernel.access import require, signed_in
from app.kernel.differences import Difference, between
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.portals.current import here


@bp.get(f"{PLACE}/new")
@signed_in
def new() -> ResponseReturnValue:
    """Show an empty form."""
    require(policy.can_write(actor(), here()))
    form = _new_form()
    form.language.data = form.likely[0][0]
    return render_template("courses/new.html", form=form)


@bp.post(f"{PLACE}/new")
@signed_in
def create() -> ResponseReturnValue:
    """Begin a course, and go on to its outline."""
    require(policy.can_write(actor(), here()))
    form = _new_form()
    if not form.validate():
        return render_template("courses/new.html", form=form), 422
    content = replace(form.begun(), modules=(Module(_("Module 1"), key=new_key()),))
    reach = CourseReach(form.reach.data)
    course = actions.draft(here(), content, actor=person(), reach=reach)
    flash(
        _("Your course is begun: only you and the stewards see it. Now fill its modules."),
        "success",
    )
    return redirect(url("courses.outline", course_id=course.id), 303)


@bp.get(f"{COURSE}/facts")
@signed_in
def facts(course_id: int) -> ResponseReturnValue:
    """Show what is said of a course, to be changed."""
    course = the_workshop(course_id)
    form = _facts_form(course)
    form.fill(course.content, course.reach, course.lock)
    return _facts_page(form, course)


@bp.post(f"{COURSE}/facts")
@signed_in
def revise_facts(course_id: int) -> ResponseReturnValue:
    """Save what is said of a course, or show both when somebody else saved first."""
    course = the_workshop(course_id)
    form = _facts_form(course)
    if not form.validate():
        return _facts_page(form, course), 422
    before = course.content
    after = replace(before, **form.changes(before))  # type: ignore[arg-type]  # its own fields
    try:
        actions.revise(course, after, opened=form.lock, actor=person())
    except actions.EditConflictError:
        changed = between(differences.facts(before), differences.facts(after))
        return _facts_page(form, course, changed=reopened(form, course, changed)), 409
    actions.set_reach(course, CourseReach(form.reach.data), actor=person())
    return saved(course)


@bp.get(f"{COURSE}/alignment")
@signed_in
def alignment(course_id: int) -> ResponseReturnValue:
    """Show the competences that a course may be aligned to."""
    course = the_workshop(course_id)
    form = AlignmentForm()
    form.process(data={"opened": course.lock, "chosen": list(course.content.alignments)})
    form.offer()
    return _alignment_page(form, course)


@bp.post(f"{COURSE}/alignment")
@signed_in
def align(course_id: int) -> ResponseReturnValue:
    """Save what a course is aligned to, or narrow what is shown."""
    course = the_workshop(course_id)
    form = AlignmentForm()
    form.offer()
    if "narrow" in request.form:
        return _alignment_page(form, course)
    if not form.validate():
        return _alignment_page(form, course), 422
    before = course.content
    after = replace(before, alignments=form.alignments(before.alignments))
    try:
        actions.revise(course, after, opened=form.lock, actor=person())
    except actions.EditConflictError:
        changed = between(differences.facts(before), differences.facts(after))
        return _alignment_page(form, course, changed=reopened(form, course, changed)), 409
    return saved(course)


@bp.get(f"{COURSE}/modules/new")
@signed_in
def new_module(course_id: int) -> ResponseReturnValue:
    """Show an empty form for a module."""
    course = the_workshop(course_id)
    form = ModuleForm()
    form.fill(Module(""), course.lock)
    return _module_page(form, course)


@bp.post(f"{COURSE}/modules/new")
@signed_in
def create_module(course_id: int) -> ResponseReturnValue:
    """Put a module at the end: what anybody else saved meanwhile is not touched by it."""
    course = the_workshop(course_id)
    form = ModuleForm()
    if not form.validate():
        return _module_page(form, course), 422
    made = _typed(form, Module(""))
    after = course.content.with_module(made)
    actions.revise(course, after, opened=course.lock, actor=person())
    return saved(course, f"m-{made.key}")


@bp.get(f"{COURSE}/modules/<key>")
@signed_in
def module(course_id: int, key: str) -> ResponseReturnValue:
    """Show the form with a module in it."""
    course = the_workshop(course_id)
    shown = the_module(course.content, key)
    form = ModuleForm()
    form.fill(shown, course.lock)
    return _module_page(form, course, module=shown)


@bp.post(f"{COURSE}/modules/<key>")
@signed_in
def revise_module(course_id: int, key: str) -> ResponseReturnValue:
    """Save a module; one that was removed meanwhile is put back when that is confirmed."""
    course = the_workshop(course_id)
    content, form = course.content, ModuleForm()
    there = content.module(key)
    before = there or Module("", key=key)
    if not form.validate():
        return _module_page(form, course, module=before), 422
    after = _typed(form, before)
    try:
        actions.revise(course, content.with_module(after), opened=form.lock, actor=person())
    except actions.EditConflictError:
        changed = reopened(form, course, differences.of_module(before, after))
        return _module_page(form, course, module=before, changed=changed), 409
    return saved(course, f"m-{key}")


def saved(course: Course, anchor: str = "") -> ResponseReturnValue:
    """Go back to the outline, to the part that was changed."""
    flash(
        _("Saved. Publish it when it is ready.") if course.has_changes else _("Saved."), "success"
    )
    goal = url("courses.outline", course_id=course.id)
    return redirect(f"{goal}#{anchor}" if anchor else goal, 303)


def reopened(form: OpenedForm, course: Course, changed: list[Difference]) -> list[Difference]:
    """Let the next save of a form stand over what was saved meanwhile, which the page now shows."""
    form.opened.data = str(course.lock)
    return changed


def own_languages(course: Course | None = None) -> list[str]:
    """Return the languages that this person probably writes a course in here, best first."""
    here_too = [tag for tag in actor().languages if tag in here().languages]
    own = [*([course.content.language] if course else []), *here_too]
    return list(dict.fromkeys([*own, *here().languages, *actor().languages]))


def _typed(form: ModuleForm, before: Module) -> Module:
    title, summary = (form.title.data or "").strip(), (form.summary.data or "").strip()
    return replace(before, title=title, summary=summary)


def _new_form() -> NewCourseForm:
    form = NewCourseForm()
    form.offer(own_languages())
    return form


def _facts_form(course: Course) -> FactsForm:
    form = FactsForm()
    form.offer(own_languages(course))
    form.offer_more(course.content)
    return form


def _facts_page(form: FactsForm, course: Course, **more: object) -> str:
    return render_template("courses/facts.html", form=form, course=course, **more)


def _alignment_page(form: AlignmentForm, course: Course, **more: object) -> str:
    return render_template("courses/alignment.html", form=form, course=course, **more)


def _module_page(
    form: ModuleForm, course: Course, *, module: Module | None = None, **more: object
) -> str:
    return render_template("courses/module.html", form=form, course=course, module=module, **more)
