"""How every request begins and ends: host, request id, transaction, headers, compression."""

import gzip
import logging
import secrets
from contextvars import ContextVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

from app.kernel import cache, db

log = logging.getLogger(__name__)

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

READING = ("GET", "HEAD", "OPTIONS")
COMPRESS_FROM = 1_000
COMPRESSED = ("text/html", "application/json", "application/problem+json", "image/svg+xml")


def init_app(app: Flask, *, base_url: str, files_url: str, pages: cache.PageCache) -> None:
    """Begin and settle every request of the app; last registered runs first on the way out."""
    hosts = {urlsplit(base_url).netloc, urlsplit(files_url).netloc}
    headers = _headers(base_url, files_url)

    @app.before_request
    def begin() -> None:
        request_id.set(secrets.token_hex(8))
        db.reading.set(request.method in READING)
        if request.host not in hosts:
            abort(421)

    @app.after_request
    def finish(response: Response) -> Response:
        response = _settled(app, response)
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        response.headers["X-Request-Id"] = request_id.get() or ""
        _set_caching(response)
        _compress(response)
        cache.keep_if_public(pages, response)
        if request.method in READING:
            response.make_conditional(request)
        return response

    @app.teardown_request
    def leave(error: BaseException | None) -> None:
        db.session.remove()
        db.reading.set(False)


def _settled(app: Flask, response: Response) -> Response:
    """Settle the request; a commit that fails becomes a refusal, never a false success."""
    try:
        db.settle(succeeded=response.status_code < 400)
    except Exception as error:  # the app's own handlers know what to say of each
        return app.make_response(app.handle_user_exception(error))
    return response


def _headers(base_url: str, files_url: str) -> dict[str, str]:
    files = "" if files_url == base_url else f" {files_url}"
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": f"'self'{files}",
        "media-src": f"'self'{files}",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    headers = {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if base_url.startswith("https:"):
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers


def _set_caching(response: Response) -> None:
    if "Cache-Control" not in response.headers:
        private = cache.SESSION_COOKIE in request.cookies or "Set-Cookie" in response.headers
        response.headers["Cache-Control"] = "private, no-cache" if private else "no-cache"
        response.headers.add("Vary", "Cookie")
    if response.status_code == 200 and not response.direct_passthrough:
        response.add_etag(weak=True)


def _compress(response: Response) -> None:
    response.headers.add("Vary", "Accept-Encoding")
    if (
        response.direct_passthrough
        or response.is_streamed
        or response.mimetype not in COMPRESSED
        or "gzip" not in request.headers.get("Accept-Encoding", "")
        or "Content-Encoding" in response.headers
        or len(response.get_data()) < COMPRESS_FROM
    ):
        return
    response.set_data(gzip.compress(response.get_data(), 5, mtime=0))
    response.headers["Content-Encoding"] = "gzip"


def wants_json() -> bool:
    """Return whether the asker is a program: the API, or one that prefers JSON."""
    if request.path.startswith("/api/"):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"
