"""Editions in other languages, and copies."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.courses import copying, policy, queries
from app.courses.forms import CopyForm, EditionForm
from app.courses.models import Course
from app.courses.views.blueprint import COURSE, bp, the
from app.kernel import i18n
from app.kernel.access import require, signed_in
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.portals import queries as portals
from app.portals.current import here
from app.portals.models import Portal
from app.taxonomy import languages


@bp.get(f"{COURSE}/edition")
@signed_in
def edition(course_id: int) -> ResponseReturnValue:
    """Ask for the language of a new edition."""
    course = _published(course_id)
    form = _edition_form(course)
    form.title.data, form.portal.data = queries.text(course).title, _likely().id
    return render_template("courses/copy.html", form=form, course=course, is_edition=True)


@bp.post(f"{COURSE}/edition")
@signed_in
def begin_edition(course_id: int) -> ResponseReturnValue:
    """Begin an edition with the outline of this one."""
    course = _published(course_id)
    form = _edition_form(course)
    if form.validate():
        try:
            made = copying.edition(
                course,
                _portal(form),
                form.language.data,
                (form.title.data or "").strip(),
                actor=person(),
            )
        except Refused as refusal:
            form.language.errors = [str(refusal)]
        else:
            return _begun(made)
    return render_template("courses/copy.html", form=form, course=course, is_edition=True), 422


@bp.get(f"{COURSE}/copy")
@signed_in
def copy(course_id: int) -> ResponseReturnValue:
    """Ask where a copy shall go."""
    course = _copied(course_id)
    form = _offered(CopyForm())
    form.title.data = _("%(title)s (copy)", title=queries.text(course).title)
    form.portal.data = _likely().id
    return render_template("courses/copy.html", form=form, course=course, is_edition=False)


@bp.post(f"{COURSE}/copy")
@signed_in
def begin_copy(course_id: int) -> ResponseReturnValue:
    """Begin a new course with everything that this one says."""
    course = _copied(course_id)
    form = _offered(CopyForm())
    if form.validate():
        try:
            made = copying.copy(
                course, _portal(form), (form.title.data or "").strip(), actor=person()
            )
        except Refused as refusal:
            form.title.errors = [str(refusal)]
        else:
            return _begun(made)
    return render_template("courses/copy.html", form=form, course=course, is_edition=False), 422


def _copied(course_id: int) -> Course:
    course = the(course_id)
    require(policy.can_copy(actor(), course))
    return course


def _published(course_id: int) -> Course:
    """Return a course of which there is a revision: only then there is something to translate."""
    course = _copied(course_id)
    if not course.revision_number:
        raise NotFound
    return course


def _portals() -> list[Portal]:
    """Return the portals in which this person trains."""
    return [portal for portal in portals.everything(actor()) if actor().trains(portal.id)]


def _likely() -> Portal:
    own = _portals()
    return next((portal for portal in own if portal.id == here().id), own[0])


def _offered(form: CopyForm) -> CopyForm:
    tag = i18n.current().tag
    form.portal.choices = [(portal.id, portal.name_in(tag)) for portal in _portals()]
    return form


def _edition_form(course: Course) -> EditionForm:
    form = EditionForm()
    _offered(form)
    there = {course.language, *(one.language for one in queries.editions(actor(), course))}
    own = [tag for tag in (*actor().languages, *here().languages) if tag not in there]
    offered = [tag for tag in languages.offered(own) if tag != course.language]
    form.language.choices = [(tag, languages.own_name(tag)) for tag in offered]
    return form


def _portal(form: CopyForm) -> Portal:
    return next(portal for portal in _portals() if portal.id == form.portal.data)


def _begun(made: Course) -> ResponseReturnValue:
    flash(_("Your copy is begun: only you and the stewards see it."), "success")
    return redirect(url("courses.outline", portal=made.portal.slug, course_id=made.id), 303)
