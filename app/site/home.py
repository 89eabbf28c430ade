"""The network's home and the front page of each portal."""

from functools import lru_cache

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.accounts.current import actor
from app.kernel import i18n
from app.kernel.access import public
from app.kernel.markup import RichText
from app.kernel.urls import url
from app.lessons import lists as lessons
from app.portals import policy
from app.portals import queries as portals
from app.portals.current import here
from app.site.blueprint import bp

NEWEST = 6


@lru_cache(1_000)
def rendered(source: str) -> Markup:
    """Return a portal's Markdown as HTML, cleaned once."""
    return RichText.from_markdown(source).markup


@bp.get("/")
@public
def root() -> ResponseReturnValue:
    """Lead a newcomer to the language that their browser asks for."""
    tag = i18n.best_for(request.accept_languages).tag
    response = redirect(url("site.home", locale=tag), 302)
    response.headers["Vary"] = "Accept-Language"
    return response


@bp.get("/<locale:locale>/")
@public
def home() -> ResponseReturnValue:
    """Show the network: its portals by region and language, and what is newest everywhere."""
    listed = portals.listed(actor())
    language = request.args.get("language")
    shown = [one for one in listed if not language or language in one.portal.languages]
    return render_template(
        "site/home.html",
        regions=portals.by_region(shown),
        languages=sorted(portals.by_language(listed)),
        language=language,
        portals=len(listed),
        members=sum(one.members for one in listed),
        lessons=lessons.count_visible(actor()),
        newest=lessons.newest_cards(actor(), limit=NEWEST),
    )


@bp.get("/<locale:locale>/<portal:portal>/")
@public
def front() -> ResponseReturnValue:
    """Show a portal: its welcome, what is newest, its numbers."""
    portal = here()
    return render_template(
        "site/front.html",
        portal=portal,
        members=portals.count_members(portal.id),
        published=lessons.count_visible(actor(), portal.id),
        languages=lessons.languages_of(actor(), portal.id),
        newest=lessons.newest_cards(actor(), portal.id, limit=NEWEST),
        can_join=policy.can_join(actor(), portal),
        is_member=actor().is_member_of(portal.id),
    )
