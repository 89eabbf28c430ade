"""What everyone reads of badges: those of a portal, one badge, one award, who issues them."""

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.badges import policy, queries, showing, writing_down
from app.badges.models import Award, Badge
from app.badges.views.blueprint import BADGE, PLACE, bp, the
from app.courses import queries as courses
from app.kernel import paging
from app.kernel.access import public
from app.kernel.errors import NotFound
from app.portals import policy as portals
from app.portals.current import here

AT_ONCE = 24


@bp.get(f"{PLACE}/")
@public
def index() -> ResponseReturnValue:
    """Show what can be earned in the portal."""
    page = paging.page(
        queries.of_portal(actor(), here()),
        Badge.id,
        size=AT_ONCE,
        after=request.args.get("after"),
        before=request.args.get("before"),
    )
    return render_template(
        "badges/index.html", page=page, can_make=policy.can_make(actor(), here())
    )


@bp.get(BADGE)
@public
def show(badge_id: int) -> ResponseReturnValue:
    """Show what a badge of the portal stands for, and how it is earned."""
    return _badge_page(the(badge_id))


@bp.get("/<locale:locale>/badges/<int:badge_id>")
@public
def of_network(badge_id: int) -> ResponseReturnValue:
    """Show a badge of the network itself."""
    found = queries.find(actor(), badge_id)
    if found is None or found.issuer.portal_id is not None:
        raise NotFound
    return _badge_page(found)


@bp.get("/<locale:locale>/issuers/<slug>")
@public
def issuer(slug: str) -> ResponseReturnValue:
    """Show who issues badges, with what keys, and which can be earned."""
    found = queries.issuer(slug)
    if found is None:
        raise NotFound
    return render_template(
        "badges/issuer.html",
        issuer=found,
        badges=queries.of_issuer(actor(), found),
        portal=found.portal if found.portal and portals.can_view(actor(), found.portal) else None,
        did=writing_down.did_of(found),
        keys=[(key, writing_down.method_of(found, key)) for key in found.keys],
    )


@bp.get("/<locale:locale>/awards/<uid>")
@public
def award(uid: str) -> ResponseReturnValue:
    """Show an award: what, who, by whom, until when, and how to check it."""
    found = queries.award(actor(), uid)
    if found is None:
        raise NotFound
    criteria, criteria_language = showing.criteria_of(found.badge)
    page = render_template(
        "badges/award.html",
        award=found,
        badge=found.badge,
        state=showing.state_of(found),
        holder=showing.holder_of(found),
        replacement=_replacement(found),
        issuers=showing.issuers_of(found.badge),
        criteria=criteria,
        criteria_language=criteria_language,
        aligned=showing.aligned(found.badge),
        address=writing_down.award_url(uid),
        did=writing_down.did_of(found.badge.issuer),
        key=writing_down.method_of(found.badge.issuer, found.key),
        sees_badge=policy.can_view(actor(), found.badge),
        is_own=policy.is_own(actor(), found),
        is_listed=showing.is_listed(found),
    )
    return _until_it_expires(make_response(page), found)


def _badge_page(badge: Badge) -> str:
    criteria, criteria_language = showing.criteria_of(badge)
    return render_template(
        "badges/badge.html",
        badge=badge,
        issuers=showing.issuers_of(badge),
        criteria=criteria,
        criteria_language=criteria_language,
        aligned=showing.aligned(badge),
        course=courses.find(actor(), badge.course_id) if badge.course_id else None,
        awarded=queries.count(badge),
        address=writing_down.badge_url(badge),
        can_manage=policy.can_manage(actor(), badge.issuer),
    )


def _replacement(award: Award) -> Award | None:
    """Return the award that stands for this one now, if it exists for whoever asks."""
    found = queries.by_ids([award.replaced_by_id]) if award.replaced_by_id else []
    return next((one for one in found if policy.can_see_award(actor(), one)), None)


def _until_it_expires(response: Response, award: Award) -> Response:
    """Keep no page of an award that will expire: nothing is written when it does."""
    if award.expires_at is not None:
        response.headers["Cache-Control"] = "no-store"
    return response
