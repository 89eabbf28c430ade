"""Awards under their stable addresses, in every form: what is accepted decides, or what is named.

An award that its holder shows to nobody is not found in any of them, but by the holder and those
who could award it.
"""

from collections.abc import Callable

from flask import Response, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.badges import certifying, documents, pictures, queries, showing
from app.badges.models import Award
from app.badges.views.public import negotiated, out, to_page
from app.badges.views.public_answers import (
    CREDENTIAL,
    JWT,
    answer,
    handed_over,
    reader_locale,
    said,
)
from app.kernel import i18n
from app.kernel.access import public
from app.kernel.errors import NotFound
from app.kernel.urls import url


def credential(award: Award, media_type: str = CREDENTIAL) -> Response:
    """Return the credential byte by byte as it was signed."""
    return answer(award.credential.encode(), media_type, keep=0, shown=showing.is_shown(award))


def token(award: Award, media_type: str = JWT) -> Response:
    """Return the credential as a JWT."""
    return answer(award.jwt, media_type, keep=0, shown=showing.is_shown(award))


def png(award: Award, media_type: str = "image/png") -> Response:
    """Return the badge's picture with the award in it."""
    picture = pictures.baked(award.badge, documents.carried(award))
    return answer(picture, media_type, keep=0, shown=showing.is_shown(award))


def svg(award: Award, media_type: str = "image/svg+xml") -> Response:
    """Return the badge's drawing with the award in it."""
    picture = pictures.baked(award.badge, documents.carried(award), as_svg=True)
    return answer(picture, media_type, keep=0, shown=showing.is_shown(award))


def pdf(award: Award, media_type: str = "application/pdf") -> Response:
    """Return the certificate, in the reader's locale or that of `?locale=`, on `?size=` paper."""
    asked = request.args.get("locale", "")
    with i18n.speaking(asked if asked in i18n.LOCALES else reader_locale()):
        sheet = certifying.certificate(award, is_letter=request.args.get("size") == "letter")
    response = answer(sheet, media_type, keep=0, shown=showing.is_shown(award))
    response.vary.update(("Accept-Language", "Cookie"))
    response.headers["Content-Disposition"] = f'inline; filename="{_name(award, "pdf")}"'
    return response


FORMS: dict[str, Callable[..., Response]] = {
    "json": credential,
    "jwt": token,
    "png": png,
    "svg": svg,
    "pdf": pdf,
}
ACCEPTED: dict[str, Callable[..., Response]] = {
    CREDENTIAL: credential,
    "application/ld+json": credential,
    "application/json": credential,
    "application/vc": credential,
    JWT: token,
    "application/jwt": token,
    "image/png": png,
    "image/svg+xml": svg,
    "application/pdf": pdf,
}
"""The first is for who accepts anything: a verifier that follows the credential's own id."""


@out.get("/awards/<uid>")
@public
def award(uid: str) -> ResponseReturnValue:
    """Return the award in the form that is accepted; browsers are led to its page."""
    found = the_award(uid)
    accepted = request.accept_mimetypes.best_match([*ACCEPTED, "text/html"], CREDENTIAL)
    if accepted == "text/html":
        return to_page(url("badges.award", locale=reader_locale(), uid=uid))
    return negotiated(ACCEPTED[accepted](found, accepted))


@out.get("/awards/<uid>.<any(json,jwt,png,svg,pdf):form>")
@public
def award_as(uid: str, form: str) -> ResponseReturnValue:
    """Return the award in one form; `?save` lets a browser keep it as a file."""
    found = the_award(uid)
    response = FORMS[form](found)
    return handed_over(response, _name(found, form)) if "save" in request.args else response


@out.get("/awards/<uid>/ob2")
@public
def assertion(uid: str) -> ResponseReturnValue:
    """Say the award by Open Badges 2.0; what was revoked is gone, and says why."""
    found = the_award(uid)
    response = said(documents.assertion(found), keep=0, shown=showing.is_shown(found))
    response.status_code = 410 if found.is_revoked else 200
    return response


@out.get("/awards/<uid>/card.png")
@public
def card(uid: str) -> ResponseReturnValue:
    """Show the picture that stands beside a link to the award elsewhere."""
    found = the_award(uid)
    return answer(pictures.card(found.badge), "image/png", shown=showing.is_shown(found))


def the_award(uid: str) -> Award:
    """Return the award of the address with what was signed, if it exists for whoever asks."""
    found = queries.award(actor(), uid, signed=True)
    if found is None:
        raise NotFound
    return found


def _name(award: Award, form: str) -> str:
    return f"badge-{award.badge_id}-{award.uid[:8]}.{form}"
