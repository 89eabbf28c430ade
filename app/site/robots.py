"""What search engines may read: a map of what every visitor sees."""

from datetime import datetime

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from app.accounts.models import Visitor
from app.courses import queries as courses
from app.kernel.access import public
from app.kernel.urls import external
from app.lessons import lists as lessons
from app.portals import queries as portals
from app.site.blueprint import bp

MOST = 50_000
"""More than that a sitemap may not hold (sitemaps.org)."""


@bp.get("/robots.txt")
@public
def robots() -> ResponseReturnValue:
    """Point to the map; searches and accounts are not for machines."""
    lines = ["User-agent: *", "Disallow: /*/search", "Disallow: /*/account", "Disallow: /dev/"]
    lines.append(f"Sitemap: {external('site.sitemap')}")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@bp.get("/sitemap.xml")
@public
def sitemap() -> ResponseReturnValue:
    """List front pages, lessons and courses that a visitor may see, newest first."""
    visitor = Visitor()
    pages: list[tuple[str, datetime | None]] = [
        (external("site.front", locale=portal.locale, portal=portal.slug), None)
        for portal in portals.everything(visitor)
    ]
    pages += [
        (external("lessons.show", locale=locale, portal=slug, lesson_id=lesson_id), at)
        for lesson_id, slug, locale, at in lessons.mapped(visitor, limit=MOST - len(pages))
    ]
    pages += [
        (external("courses.show", locale=locale, portal=slug, course_id=course_id), at)
        for course_id, slug, locale, at in courses.mapped(visitor, limit=MOST - len(pages))
    ]
    return Response(render_template("site/sitemap.xml", pages=pages), mimetype="application/xml")
