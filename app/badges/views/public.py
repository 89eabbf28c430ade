"""Issuers and badges under addresses that stay: awards that left the house name them.

They carry no locale. What browsers ask for is a page, in their reader's language.
"""

from flask import Blueprint, Response, redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.badges import documents, pictures, queries, showing
from app.badges.models import Badge, BadgeStatus, Issuer
from app.badges.views.public_answers import (
    CREDENTIAL,
    DID,
    LINKED,
    answer,
    reader_locale,
    said,
)
from app.kernel import i18n
from app.kernel.access import public
from app.kernel.errors import NotFound
from app.kernel.urls import url

out = Blueprint("open_badges", __name__)

DATA = (LINKED, "application/json", CREDENTIAL)
PICTURES_KEPT_FOR = 3_600


@out.get("/issuers/<slug>")
@public
def issuer(slug: str) -> ResponseReturnValue:
    """Say who issues, or show their page."""
    found = the_issuer(slug)
    if wants_page():
        return to_page(url("badges.issuer", locale=reader_locale(), slug=slug))
    return negotiated(said(documents.issuer_profile(found)))


@out.get("/issuers/<slug>/did.json")
@public
def did_document(slug: str) -> ResponseReturnValue:
    """Publish the issuer's keys (did:web)."""
    return said(documents.did_document(the_issuer(slug)), DID)


@out.get("/issuers/<slug>/status")
@public
def status_list(slug: str) -> ResponseReturnValue:
    """Publish which awards were revoked."""
    return answer(documents.status_list(the_issuer(slug)), CREDENTIAL)


@out.get("/issuers/<slug>/ob2")
@public
def hosted_issuer(slug: str) -> ResponseReturnValue:
    """Say by Open Badges 2.0 who issues."""
    return said(documents.hosted_issuer(the_issuer(slug)))


@out.get("/badges/<int:badge_id>")
@public
def badge(badge_id: int) -> ResponseReturnValue:
    """Say what the badge stands for, or show its page."""
    found = the_badge(badge_id)
    if wants_page():
        with i18n.speaking(reader_locale()):
            return to_page(showing.page_address(found))
    return negotiated(said(documents.achievement(found, request.args.get("language"))))


@out.get("/badges/<int:badge_id>/ob2")
@public
def badge_class(badge_id: int) -> ResponseReturnValue:
    """Say by Open Badges 2.0 what the badge stands for."""
    return said(documents.badge_class(the_badge(badge_id), request.args.get("language")))


@out.get("/badges/<int:badge_id>/image.<any(png,svg):form>")
@public
def badge_image(badge_id: int, form: str) -> ResponseReturnValue:
    """Show how the badge looks."""
    found = queries.find(actor(), badge_id)
    if found is None:
        raise NotFound
    shown = is_open(found)
    if form == "svg":
        return answer(pictures.svg(found), "image/svg+xml", keep=PICTURES_KEPT_FOR, shown=shown)
    return answer(pictures.png(found), "image/png", keep=PICTURES_KEPT_FOR, shown=shown)


def the_issuer(slug: str) -> Issuer:
    """Return the issuer of the address."""
    found = queries.issuer(slug)
    if found is None:
        raise NotFound
    return found


def the_badge(badge_id: int) -> Badge:
    """Return a badge that was earned or can be, if it exists for whoever asks."""
    found = queries.find(actor(), badge_id)
    if found is None or found.status == BadgeStatus.DRAFT:
        raise NotFound
    return found


def is_open(badge: Badge) -> bool:
    """Return whether everyone sees the badge."""
    portal = badge.issuer.portal
    return badge.status != BadgeStatus.DRAFT and (portal is None or not portal.is_closed)


def wants_page() -> bool:
    """Return whether a browser asks, which has named HTML; who names nothing gets the data."""
    return request.accept_mimetypes.best_match([*DATA, "text/html"]) == "text/html"


def to_page(address: str) -> Response:
    """Lead a reader to the page."""
    response = redirect(address, 303)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept, Accept-Language, Cookie"
    return response  # type: ignore[return-value]  # werkzeug's own class, which Flask's extends


def negotiated(response: Response) -> Response:
    """Say that another answer stands at the same address for who accepts another type."""
    response.vary.add("Accept")
    return response
