"""Lists, one lesson, its print view."""

from collections.abc import Callable

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.kernel.access import public
from app.kernel.errors import NotFound
from app.lessons import history, lists, neighbours, pages, policy, queries
from app.lessons.models import Devices, Lesson, Status
from app.lessons.structured import json_ld
from app.lessons.views.blueprint import bp
from app.portals.current import here
from app.taxonomy import languages, levels, subjects

PLACE = "/<locale:locale>/<portal:portal>/lessons"


@bp.get(f"{PLACE}/")
@public
def index() -> ResponseReturnValue:
    """Show the portal's lessons, newest first, with facets."""
    chosen = _chosen()
    page = lists.of_portal(
        actor(),
        here().id,
        chosen,
        after=request.args.get("after"),
        before=request.args.get("before"),
    )
    return render_template(
        "lessons/index.html",
        page=page,
        chosen=chosen,
        facets=lambda: lists.facets(actor(), here().id, chosen),
    )


@bp.get(f"{PLACE}/<int:lesson_id>")
@public
def show(lesson_id: int) -> ResponseReturnValue:
    """Show one lesson."""
    lesson = queries.head(actor(), here().id, lesson_id)
    if lesson is None:
        raise NotFound
    withdrawn = lesson.status == Status.WITHDRAWN
    return render_template(
        "lessons/show.html",
        lesson=lesson,
        whole=lambda: queries.with_texts(lesson),
        around=neighbours.around(actor(), lesson),
        can_edit=policy.can_edit(actor(), lesson),
        can_publish=policy.can_publish(actor(), lesson),
        can_withdraw=policy.can_withdraw(actor(), lesson),
        can_see_history=policy.can_see_history(actor(), lesson),
        reason=history.life(lesson)[0].reason if withdrawn else "",
        json_ld=json_ld(lesson),
        **pages.parts(actor(), lesson),
    )


@bp.get(f"{PLACE}/<int:lesson_id>/print")
@public
def print_view(lesson_id: int) -> ResponseReturnValue:
    """Show a lesson as it goes on paper, with all its credits."""
    lesson = the(lesson_id)
    parent = neighbours.around(actor(), lesson).parent
    return render_template("lessons/print.html", lesson=lesson, parent=parent)


def the(lesson_id: int) -> Lesson:
    """Return the lesson of the address, if it exists for whoever asks."""
    lesson = queries.get(actor(), here().id, lesson_id)
    if lesson is None:
        raise NotFound
    return lesson


def _chosen() -> dict[str, str]:
    """Return the facets of the address that there are; the others narrow nothing."""
    asked = {name: request.args.get(name, "") for name in lists.FACETS}
    known = {name: _KNOWN[name](value) for name, value in asked.items() if value}
    return {name: value for name, value in known.items() if value}


def _language(tag: str) -> str | None:
    try:
        return languages.normalise(tag)
    except ValueError:
        return None


_KNOWN: dict[str, Callable[[str], str | None]] = {
    "subject": lambda slug: slug if slug in subjects.SLUGS else None,
    "level": lambda slug: slug if slug in levels.SLUGS else None,
    "language": _language,
    "devices": lambda name: name if name in list(Devices) else None,
}
