"""What need not be made again: a visitor's whole page, until anything public changes.

`generation` names the state of everything people may see; every commit that wrote something begins
a new one. A kept page is served only in the generation in which it was begun, so that a withdrawn
lesson is gone from every process at once.
"""

import logging
import os
import tempfile
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import redis
from flask import Flask, Request, Response, g, request, session

from app.kernel import db

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

MAX_BYTES = 64 * 1024 * 1024
SESSION_COOKIE = "staffroom"


class FileGeneration:
    """A small file whose identity changes with every write; all processes of a machine see it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            self.advance()

    def __call__(self) -> tuple[int, int]:
        """Return what changes whenever something that people may see has changed."""
        stat = os.stat(self.path)  # noqa: PTH116  # twice as fast as Path.stat, on every page
        return stat.st_ino, stat.st_mtime_ns

    def advance(self) -> None:
        """Begin a new generation."""
        with tempfile.NamedTemporaryFile(dir=self.path.parent, delete=False) as new:
            Path(new.name).replace(self.path)


class RedisGeneration:
    """A counter that all machines of an installation see."""

    KEY = "staffroom:generation"

    def __init__(self, url: str) -> None:
        self.redis = redis.Redis.from_url(url, socket_timeout=1)

    def __call__(self) -> tuple[int, int]:
        """Return the counter; without an answer, what no kept page can have."""
        try:
            counter: Any = self.redis.get(self.KEY)
        except redis.RedisError:
            log.warning("redis does not answer: pages are made anew")
            return -1, time.monotonic_ns()
        return int(counter or 0), 0

    def advance(self) -> None:
        """Begin a new generation."""
        self.redis.incr(self.KEY)


Generation = FileGeneration | RedisGeneration


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole answer and the generation in which it was begun."""

    generation: tuple[int, int]
    headers: list[tuple[str, str]]
    etag: str
    body: bytes


class PageCache:
    """Answers visitors from memory, before Flask; the least used pages make room."""

    def __init__(self, inner: "WSGIApplication", generation: Generation) -> None:
        self.inner = inner
        self.generation = generation
        self.kept: OrderedDict[str, Kept] = OrderedDict()
        self.bytes = 0
        self.lock = Lock()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Serve the kept page if there is one of this generation, else ask the app."""
        kept = self._find(environ)
        if kept is None:
            return self.inner(environ, start_response)
        if kept.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 Not Modified", kept.headers)
            return []
        length = ("Content-Length", str(len(kept.body)))
        start_response("200 OK", [*kept.headers, length])
        return [kept.body] if environ["REQUEST_METHOD"] == "GET" else []

    def keep(self, key: str, page: Kept) -> None:
        """Keep an answer for the next visitor."""
        with self.lock:
            old = self.kept.pop(key, None)
            self.bytes += len(page.body) - (len(old.body) if old else 0)
            self.kept[key] = page
            while self.bytes > MAX_BYTES:
                self.bytes -= len(self.kept.popitem(last=False)[1].body)

    def _find(self, environ: "WSGIEnvironment") -> Kept | None:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        if SESSION_COOKIE in environ.get("HTTP_COOKIE", ""):
            return None
        key, now = _key(environ), self.generation()
        with self.lock:
            page = self.kept.get(key)
            if page is None or page.generation != now:
                return None
            self.kept.move_to_end(key)
        return page


def init_app(app: Flask, *, data_dir: Path, redis_url: str | None) -> PageCache:
    """Put the page cache in front of the app; with Redis, machines share its generation."""
    generation = (
        RedisGeneration(redis_url) if redis_url else FileGeneration(data_dir / "generation")
    )
    db.on_written(generation.advance)
    pages = PageCache(app.wsgi_app, generation)
    app.wsgi_app = pages  # type: ignore[method-assign]  # Flask's own way to wrap itself
    app.extensions["generation"] = generation

    @app.before_request
    def remember_generation() -> None:
        g.generation = generation()

    return pages


def keep_if_public(pages: PageCache, response: Response) -> None:
    """Keep the finished answer when every visitor would get the same."""
    if _is_the_same_for_all(request, response):
        etag = response.headers["ETag"]
        headers = [(k, v) for k, v in response.headers.items() if k not in _OF_THIS_ANSWER]
        pages.keep(_key(request.environ), Kept(g.generation, headers, etag, response.get_data()))


_OF_THIS_ANSWER = {"Content-Length", "X-Request-Id"}


def _is_the_same_for_all(asked: Request, response: Response) -> bool:
    return (
        asked.method == "GET"
        and "locale" in g.route
        and response.status_code == 200
        and not response.direct_passthrough
        and SESSION_COOKIE not in asked.cookies
        and not session.modified
        and "ETag" in response.headers
        and "no-store" not in response.headers.get("Cache-Control", "")
    )


def _key(environ: "dict[str, Any] | WSGIEnvironment") -> str:
    coded = "gzip" if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else ""
    host = environ.get("HTTP_HOST", "")
    return f"{coded} {host} {environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')}"
