"""Files under a host of their own (FILES_URL), so that nothing anybody sent shares our origin.

Cookies do not go there. A file of a record that is open to everybody is served to whoever asks;
any other needs the key in its address, which opens this one file for a while. Whoever makes an
address has asked first whether the reader may see the file. Without FILES_URL files are served
beside the pages, and an address is a path.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from flask import Flask, abort, current_app, g, redirect, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from app.kernel import clock
from app.kernel.urls import base_url

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/files/"
WINDOW = 30 * 60
"""In seconds. A key is good to the end of the window after the one that it was made in, so that
an address stays the same, and its file in the browser's cache, until the window is over."""


@dataclass(frozen=True, slots=True)
class OwnHost:
    """Where files are served, apart from the pages."""

    url: str
    netloc: str
    keys: URLSafeSerializer


class WithoutCookies:
    """Knows nobody at a host, even where browsers send it our cookies: to another port of ours."""

    def __init__(self, inner: "WSGIApplication", netloc: str) -> None:
        self.inner = inner
        self.netloc = netloc

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Ask the app, at that host as a stranger."""
        if environ.get("HTTP_HOST") == self.netloc:
            environ.pop("HTTP_COOKIE", None)
        return self.inner(environ, start_response)


def init_app(app: Flask, *, base_url: str, files_url: str) -> None:
    """Serve files under their own host, if they have one, and nothing else there."""
    netloc = urlsplit(files_url).netloc
    if netloc == urlsplit(base_url).netloc:
        return
    keys = URLSafeSerializer(str(app.secret_key), salt="files")
    app.extensions["files_host"] = OwnHost(files_url, netloc, keys)
    app.wsgi_app = WithoutCookies(app.wsgi_app, netloc)  # type: ignore[method-assign]
    app.before_request(_let_in)
    app.after_request(_let_pages_show)


def address(path: str, file_id: int, *, is_open: bool) -> str:
    """Return where a file is fetched by a reader who may see it; `path` is where it is here."""
    host = _host()
    if host is None:
        return path
    until = expiry()
    if is_open or until is None:
        return f"{host.url}{path}"
    key = host.keys.dumps([file_id, until])
    return f"{host.url}{path}{'&' if '?' in path else '?'}key={key}"


def expiry() -> int | None:
    """Return when a key made now is over, in seconds of the clock; None where none is needed.

    What a visitor sees everybody sees, so that pages kept for visitors hold no keys.
    """
    if _host() is None or not getattr(g.get("actor"), "is_signed_in", False):
        return None
    return (int(clock.now().timestamp()) // WINDOW + 2) * WINDOW


def is_their_host() -> bool:
    """Return whether this request came to the host of files."""
    host = _host()
    return host is not None and request.host == host.netloc


def are_elsewhere() -> bool:
    """Return whether this request came to the pages' host, while files have one of their own."""
    return _host() is not None and not is_their_host()


def is_opened(file_id: int) -> bool:
    """Return whether the key in the address opens this file."""
    return bool(g.get("opened_file") == file_id)


def _host() -> OwnHost | None:
    found: OwnHost | None = current_app.extensions.get("files_host")
    return found


def _let_in() -> Response | None:
    """Take the key; who comes with one that is over is sent to the pages' host to be known anew."""
    if not is_their_host():
        return None
    if not request.path.startswith(PATH):
        abort(404)
    g.opened_file, until = _read(request.args.get("key", ""))
    if g.opened_file and until <= clock.now().timestamp():
        rest = urlencode({name: value for name, value in request.args.items() if name != "key"})
        return redirect(f"{base_url()}{quote(request.path)}?{rest}".rstrip("?"))
    return None


def _let_pages_show(response: Response) -> Response:
    """Let pages of another site show it: the address alone opens it, nobody's cookie does."""
    if is_their_host():
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _read(key: str) -> tuple[int, int]:
    """Return which file a key opens until when; file 0 for what is no key of ours."""
    host = _host()
    try:
        file_id, until = host.keys.loads(key) if host else (0, 0)
    except BadSignature:
        return 0, 0
    return file_id, until
