"""Making a badge and changing it, by those who train in its portal."""

from flask import flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.badges import actions, drawing, lists, policy, queries
from app.badges.forms import BadgeForm
from app.badges.models import Badge, Issuer
from app.badges.views.blueprint import BADGE, PLACE, bp, managed, the_issuer
from app.courses import queries as courses
from app.courses.models import Course
from app.kernel import db, files, i18n
from app.kernel.access import require, signed_in
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.markup import RichText
from app.kernel.urls import url
from app.portals.current import here
from app.taxonomy import languages
from app.taxonomy.frameworks import FRAMEWORKS


@bp.get(f"{PLACE}/new")
@signed_in
def new() -> ResponseReturnValue:
    """Show the form for a badge of this portal."""
    require(policy.can_make(actor(), here()))
    form = _form(None)
    form.language.data = _spoken()
    form.draw(drawing.of_portal(here()))
    form.course_id.data = request.args.get("course", 0, type=int)
    return _page(form, None)


@bp.post(f"{PLACE}/new")
@signed_in
def create() -> ResponseReturnValue:
    """Begin a badge, as a draft; or show its picture as it is chosen."""
    require(policy.can_make(actor(), here()))
    form = _form(None)
    _take_picture(form, None)
    if "see" in request.form:
        return _page(form, None)
    if not form.validate():
        return _page(form, None), 422
    made = actions.make(the_issuer(), form.settings(), actor=person())
    flash(_("Saved as a draft: trainers of this portal see it. Publish it when it is ready."))
    return _to(made)


@bp.get(f"{BADGE}/edit")
@signed_in
def edit(badge_id: int) -> ResponseReturnValue:
    """Show the form with the badge in it, its words in the language that `language` asks for."""
    badge = managed(badge_id)
    form = _form(badge)
    form.fill(badge, _asked_language(badge))
    return _page(form, badge)


@bp.post(f"{BADGE}/edit")
@signed_in
def revise(badge_id: int) -> ResponseReturnValue:
    """Save what is decided now, unless somebody else saved meanwhile."""
    badge = managed(badge_id)
    form = _form(badge)
    _take_picture(form, badge.file_id)
    if "see" in request.form:
        return _page(form, badge)
    if not form.validate():
        return _page(form, badge), 422
    try:
        actions.revise(badge, form.settings(), opened=form.lock, actor=person())
    except actions.EditConflictError:
        return _conflict(form, badge), 409
    flash(_("Saved. What was awarded before stays as it was signed."), "success")
    return _to(badge)


@bp.post(f"{PLACE}/preview")
@signed_in
def preview() -> ResponseReturnValue:
    """Return a text as it will be shown."""
    require(policy.can_make(actor(), here()))
    return jsonify(html=RichText.from_markdown(request.form.get("text", "")).html)


def _form(badge: Badge | None) -> BadgeForm:
    form = BadgeForm(here().hue, badge)
    spoken = [_spoken(), *person().languages, *here().languages]
    form.offer(spoken, _courses(badge), _others(badge))
    return form


def _courses(badge: Badge | None) -> list[Course]:
    """Return the portal's courses that a badge may be awarded for, its own among them."""
    offered = list(lists.courses_of(actor(), here()))
    named = badge.course_id if badge else None
    if named and named not in {course.id for course in offered}:
        offered += courses.by_ids([named])
    return offered


def _others(badge: Badge | None) -> list[Issuer]:
    """Return the issuers that may issue it, too."""
    return [one for one in queries.issuers() if one.portal_id != here().id]


def _asked_language(badge: Badge) -> str:
    """Return the language in which the badge's words are to be written."""
    try:
        return languages.normalise(request.args.get("language", "")) or badge.language
    except ValueError:
        return badge.language


def _spoken() -> str:
    """Return the language of the pages if the person reads it, else the one they read best."""
    spoken = i18n.current().babel.language
    return spoken if spoken in person().languages else next(iter(person().languages), spoken)


def _take_picture(form: BadgeForm, kept: int | None) -> None:
    """Store a picture that was sent along; `kept` is the one that the badge has."""
    _disown(form, kept)
    if form.without_picture.data:
        form.file_id.data = ""
    if not form.picture.data:
        return
    try:
        stored = files.store(form.picture.data.stream, form.picture.data.filename, actor().id)
    except Refused as refusal:
        form.refused = str(refusal)
        return
    if stored.is_picture:
        form.file_id.data = str(stored.id)
        db.keep()  # the next try of a form that is refused names this file
    else:
        form.refused = _("Send a picture: JPEG, PNG, WebP or GIF.")


def _disown(form: BadgeForm, kept: int | None) -> None:
    """Let the form name the badge's own picture, or one that this person sent."""
    named = form.file_id.data or ""
    if named == str(kept):
        return
    number = int(named) if named.isdecimal() and len(named) <= 18 else 0
    mine = lists.my_file(actor(), number)
    form.file_id.data = str(mine.id) if mine and mine.is_picture else ""


def _conflict(form: BadgeForm, badge: Badge) -> str:
    """Show what somebody else decided since the badge was opened, above what was typed."""
    saved = _form(badge)
    saved.fill(badge, form.language.data)
    changed = [
        (str(theirs.label.text), _shown(theirs))
        for theirs in saved
        if theirs.name not in ("opened", "csrf_token", "picture", "without_picture")
        and (theirs.data or None) != (form[theirs.name].data or None)
    ]
    form.opened.data = str(badge.lock)
    return _page(form, badge, theirs=changed, is_conflict=True)


def _shown(field: object) -> str:
    chosen = dict(getattr(field, "choices", None) or {})
    value = getattr(field, "data", None)
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(chosen.get(one, "" if one is None else one)) for one in values)


def _page(form: BadgeForm, badge: Badge | None, **more: object) -> str:
    stored = files.by_ids([int(form.file_id.data)]) if form.file_id.data else {}
    return render_template(
        "badges/edit.html",
        form=form,
        badge=badge,
        stored=next(iter(stored.values()), None),
        frameworks=FRAMEWORKS.values(),
        all_languages=languages.named(),
        **more,
    )


def _to(badge: Badge) -> ResponseReturnValue:
    return redirect(url("badges.show", badge_id=badge.id), 303)
