"""Lists, one course, its guides, its items."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.accounts.models import User
from app.courses import bodies, cards, pages, policy, queries
from app.courses.content import CourseContent
from app.courses.models import Course, CourseStatus
from app.courses.structured import json_ld
from app.courses.texts import rendered
from app.courses.views.blueprint import COURSE, PLACE, bp, the, the_item
from app.kernel import files, i18n
from app.kernel.access import public
from app.kernel.errors import NotFound
from app.kernel.urls import url
from app.lessons.content import Text
from app.portals import queries as portals
from app.portals.current import here
from app.taxonomy import frameworks, languages

SHOWN_OF_OTHERS = 6


@bp.get(f"{PLACE}/")
@public
def index() -> ResponseReturnValue:
    """Show what the portal offers, then some of what the network offers."""
    language = _language()
    others = cards.elsewhere(actor(), here(), language)
    return render_template(
        "courses/index.html",
        page=cards.offered(actor(), here(), language, **_part()),
        others=others.items[:SHOWN_OF_OTHERS],
        has_more=len(others.items) > SHOWN_OF_OTHERS,
        portal_names=_portal_names() if others.items else {},
        language=language,
        options=lambda: _languages(language),
        can_write=policy.can_write(actor(), here()),
        in_work=_in_work(),
    )


@bp.get(f"{PLACE}/network")
@public
def network() -> ResponseReturnValue:
    """Show what other portals offer, newest first."""
    language = _language()
    page = cards.elsewhere(actor(), here(), language, **_part())
    return render_template(
        "courses/network.html", page=page, language=language, portal_names=_portal_names()
    )


@bp.get(COURSE)
@public
def show(course_id: int) -> ResponseReturnValue:
    """Show one course."""
    course = the(course_id)
    content = queries.text(course)
    withdrawn = course.status == CourseStatus.WITHDRAWN
    return render_template(
        "courses/show.html",
        course=course,
        content=content,
        editions=queries.editions(actor(), course),
        aligned=frameworks.grouped(content.alignments),
        can_edit=policy.can_edit(actor(), course),
        can_read=policy.can_read(actor(), course),
        can_copy=policy.can_copy(actor(), course),
        can_guide=policy.can_read_facilitator_guide(actor(), course),
        reason=queries.life(course)[0].reason if withdrawn else "",
        json_ld=json_ld(course, content),
        **pages.parts(actor(), course),
    )


@bp.get(f"{COURSE}/items/<key>")
@public
def item(course_id: int, key: str) -> ResponseReturnValue:
    """Show one item, from what everyone reads; `working` shows writers the working copy."""
    course = the(course_id)
    content = _readable(course)
    module, shown = the_item(content, key)
    order = list(content.items)
    place = order.index(shown)
    return render_template(
        "courses/item.html",
        course=course,
        content=content,
        module=module,
        item=shown,
        place=module.items.index(shown) + 1,
        before=order[place - 1] if place else None,
        after=order[place + 1] if place + 1 < len(order) else None,
        body=lambda: bodies.body(actor(), course, shown, content.language),
        working=_is_working(course),
        until=files.expiry(),
    )


@bp.get(f"{COURSE}/guides/<which>")
@public
def guide(course_id: int, which: str) -> ResponseReturnValue:
    """Show the guide for participants, or the one for facilitators."""
    course = the(course_id)
    content = _readable(course)
    if which == "facilitator" and not policy.can_read_facilitator_guide(actor(), course):
        raise NotFound
    shown = _guides(content).get(which)
    if shown is None or not shown.source.strip():
        raise NotFound
    return render_template(
        "courses/guide.html",
        course=course,
        content=content,
        which=which,
        text=rendered(shown).markup,
    )


def _guides(content: CourseContent) -> dict[str, Text]:
    return {
        "participant": content.participant_guide,
        "facilitator": content.facilitator_guide,
    }


def _readable(course: Course) -> CourseContent:
    """Return the text of a course whose items this person may read."""
    if not policy.can_read(actor(), course):
        raise NotFound
    return course.content if _is_working(course) else queries.text(course)


def _is_working(course: Course) -> bool:
    """Return whether a writer asks for the working copy."""
    return "working" in request.args and policy.can_edit(actor(), course)


def _in_work() -> list[Course]:
    person = actor()
    if not isinstance(person, User) or not policy.can_write(person, here()):
        return []
    return [one for one in queries.in_work(person, here()) if _waits(one)]


def _waits(course: Course) -> bool:
    """Return whether there is something to do: it is not published, or has changes."""
    return not course.is_published or course.has_changes


def _portal_names() -> dict[int, str]:
    tag = i18n.current().tag
    return {portal.id: portal.name_in(tag) for portal in portals.everything(actor())}


def _languages(chosen: str) -> list[dict[str, Any]]:
    """Return the options of the only facet; the chosen one's address takes it away."""
    return [
        {
            "label": languages.own_name(tag),
            "count": count,
            "chosen": tag == chosen,
            "href": url("courses.index", language=None if tag == chosen else tag),
            "lang": tag,
            "dir": languages.direction(tag),
        }
        for tag, count in cards.languages_of(actor(), here())
    ]


def _part() -> dict[str, Any]:
    return {"after": request.args.get("after"), "before": request.args.get("before")}


def _language() -> str:
    """Return the language of the address; what is none narrows nothing."""
    try:
        return languages.normalise(request.args.get("language", ""))
    except ValueError:
        return ""
