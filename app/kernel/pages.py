"""What a person or a program reads when something is refused, missing or broken."""

import logging
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, g, jsonify, make_response, render_template
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from app.kernel import db, files
from app.kernel.errors import Denied, NotFound, Refused, Throttled
from app.kernel.i18n import gettext as _
from app.kernel.web import request_id, wants_json

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """Turn every refusal into a calm page, or into problem+json (RFC 9457) for programs."""
    app.register_error_handler(Refused, lambda error: problem(409, str(error)))
    app.register_error_handler(Denied, lambda error: problem(403))
    app.register_error_handler(NotFound, lambda error: problem(404))
    app.register_error_handler(Throttled, _throttled)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _broken)


def problem(status: int, detail: str | None = None, **more: Any) -> Response:
    """Return the answer for a status, in the asker's form and language."""
    title = _title(status)
    if wants_json():
        body = {"type": "about:blank", "title": title, "status": status, **more}
        response = jsonify(body | ({"detail": detail} if detail else {}))
        response.content_type = "application/problem+json"
    elif files.is_their_host():  # which has no pages, and no style for one
        response = make_response(f"{title}. {detail or _advice(status)}")
        response.mimetype = "text/plain"
    else:
        response = make_response(
            render_template(
                "errors/error.html",
                status=status,
                title=title,
                detail=detail or _advice(status),
                request_id=request_id.get(),
            )
        )
    response.status_code = status
    return response


def _http_error(error: HTTPException) -> Response:
    assert error.code is not None  # Flask itself answers with a redirect that was raised
    response = problem(error.code)
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def _throttled(error: Throttled) -> Response:
    response = problem(429, str(error))
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def _stale(error: StaleDataError) -> Response:
    _forget()
    return problem(
        409, _("Somebody else saved this first. Go back, look at their text, and save again.")
    )


def _broken(error: Exception) -> Response:
    log.error("request failed", exc_info=error)
    _forget()
    return problem(500)


def _forget() -> None:
    """Leave the broken transaction; what it had loaded cannot be asked any more, not even who."""
    db.session.remove()
    g.pop("actor", None)
    g.pop("portal", None)


def _title(status: int) -> str:
    titles = {
        400: _("We could not read that request"),
        401: _("Please sign in first"),
        403: _("That is not yours to do"),
        404: _("There is nothing here"),
        405: _("That cannot be done here"),
        409: _("That cannot be done just now"),
        413: _("That file is too large"),
        421: _("This is not our address"),
        422: _("Something in the form needs another look"),
        429: _("Please wait a moment"),
        500: _("Something broke on our side"),
    }
    return titles.get(status) or HTTPStatus(status).phrase


def _advice(status: int) -> str:
    if status == 404:
        return _("The page was moved, or it is not open to you. Search may find what you look for.")
    if status == 403:
        return _("You may read this, but only certain members may change it.")
    if status >= 500:
        return _("It is noted, and nothing you had saved is lost. Please try again in a minute.")
    return _("Go back and try again; if it happens again, tell the people who run this portal.")
