"""Style and script without a bundler: gathered, fingerprinted, compressed once, kept for a year.

The fingerprint of all contents is a folder of the address (`/static/<fingerprint>/js/app.js`), so
modules import one another by plain relative names, and a change of one file is a change of all.
Without a build the sources are served the same way, read anew each time.
"""

import gzip
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

import click
from flask import Flask, Response, current_app, request
from flask.cli import AppGroup

from app.kernel import art
from app.kernel.access import public
from app.kernel.errors import NotFound

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "app" / "static"
SOURCE = "source"
"""Stands for the fingerprint where nothing was built."""

MIMETYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
LAYERS = ("layers", "reset", "tokens", "hues", "scripts", "base", "layout")
LAST = ("utilities", "print")
VENDORED = {
    "markdown-toolbar.js": "@github/markdown-toolbar-element/dist/index.js",
    "markdown-toolbar.LICENSE.txt": "@github/markdown-toolbar-element/LICENSE",
    "paste-markdown.js": "@github/paste-markdown/dist/bundle.js",
    "paste-markdown.LICENSE.txt": "@github/paste-markdown/LICENSE",
}

commands = AppGroup("assets", help="Style, script and what others wrote of it.")


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it goes out."""

    body: bytes
    packed: bytes | None
    mimetype: str


def init_app(app: Flask) -> None:
    """Serve assets and drawings, and let templates ask for their addresses."""
    fingerprint = SOURCE if app.debug else current_build(STATIC)
    app.extensions["assets"] = fingerprint
    app.jinja_env.globals.update(asset=asset, art=art.address)
    app.add_url_rule("/static/<fingerprint>/<path:path>", "assets.serve", public(serve))
    app.add_url_rule("/art/<fingerprint>/<kind>/<name>.svg", "art.serve", public(art.serve))


def asset(path: str) -> str:
    """Return the address of a file; it changes when any file does."""
    return f"/static/{current_app.extensions['assets']}/{path}"


def serve(fingerprint: str, path: str) -> Response:
    """Answer with a file, compressed if the browser takes it.

    A page of an earlier build gets today's file, but may not keep it.
    """
    current = current_app.extensions["assets"]
    found = (_gathered() if current == SOURCE else _built(STATIC, current)).get(path)
    if found is None:
        raise NotFound
    takes_gzip = found.packed is not None and request.accept_encodings["gzip"] > 0
    response = Response(found.packed if takes_gzip else found.body, mimetype=found.mimetype)
    if takes_gzip:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    _say_how_long(response, unchanging=fingerprint == current != SOURCE)
    return response


def _say_how_long(response: Response, *, unchanging: bool) -> None:
    if unchanging:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers["Cache-Control"] = "no-cache"


def current_build(static: Path) -> str:
    """Return the fingerprint of the last build, or SOURCE if there is none."""
    mark = static / "build" / "current"
    return mark.read_text(encoding="ascii").strip() if mark.exists() else SOURCE


def build(static: Path) -> str:
    """Write all files under their common fingerprint, each text with a .gz; return it."""
    files = sources(static)
    digest = sha256()
    for path, body in sorted(files.items()):
        digest.update(path.encode() + b"\0" + body + b"\0")
    fingerprint = digest.hexdigest()[:12]
    folder = static / "build"
    for path, body in files.items():
        _write(folder / fingerprint / path, body)
    (folder / "current").write_text(fingerprint, encoding="ascii")
    for old in folder.iterdir():
        if old.is_dir() and old.name != fingerprint:
            shutil.rmtree(old)
    return fingerprint


def sources(static: Path) -> dict[str, bytes]:
    """Return every file by its path in the address; the style sheets are one."""
    files = {"css/app.css": stylesheet(static / "css").encode()}
    for kind in ("js", "img", "vendor"):
        for path in sorted((static / kind).rglob("*")):
            if path.suffix in MIMETYPES:
                files[path.relative_to(static).as_posix()] = path.read_bytes()
    return files


def stylesheet(folder: Path) -> str:
    """Return all style sheets as one, in the order of the layers, without comments."""
    return "".join(minified(path.read_text(encoding="utf-8")) for path in _in_order(folder))


def _in_order(folder: Path) -> Iterator[Path]:
    for name in LAYERS:
        yield folder / f"{name}.css"
    yield from sorted((folder / "components").glob("*.css"))
    yield from sorted((folder / "rooms").glob("*.css"))
    for name in LAST:
        yield folder / f"{name}.css"


def minified(style: str) -> str:
    """Drop comments and needless space, leaving strings as they are."""
    parts = re.split(r"""("[^"]*"|'[^']*')""", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))
    parts[::2] = [_squeezed(part) for part in parts[::2]]
    return "".join(parts).strip().replace(";}", "}")


def _squeezed(style: str) -> str:
    style = re.sub(r"\s+", " ", style)
    style = re.sub(r" ?([{};,]) ?", r"\1", style)
    return re.sub(r"(?<=[\w-]): ", ":", style)


def vendor(modules: Path, static: Path) -> list[str]:
    """Copy what others wrote out of node_modules; return the names."""
    folder = static / "vendor"
    folder.mkdir(exist_ok=True)
    for name, source in VENDORED.items():
        shutil.copyfile(modules / source, folder / name)
    return list(VENDORED)


@commands.command("build")
def build_command() -> None:
    """Gather, fingerprint and compress style and script."""
    click.echo(f"assets: {build(STATIC)}")


@commands.command("vendor")
def vendor_command() -> None:
    """Copy third-party files from node_modules."""
    click.echo(f"vendor: {', '.join(vendor(ROOT / 'node_modules', STATIC))}")


def _write(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    packed = _packed(path.suffix, body)
    if packed:
        path.with_name(f"{path.name}.gz").write_bytes(packed)


def _packed(suffix: str, body: bytes) -> bytes | None:
    packed = (
        gzip.compress(body, 9, mtime=0)
        if MIMETYPES[suffix].startswith(("text/", "image/svg"))
        else b""
    )
    return packed if packed and len(packed) < len(body) else None


@lru_cache(1)
def _built(static: Path, fingerprint: str) -> dict[str, Asset]:
    folder = static / "build" / fingerprint
    return {
        path.relative_to(folder).as_posix(): _read(path)
        for path in folder.rglob("*")
        if path.suffix in MIMETYPES
    }


def _read(path: Path) -> Asset:
    packed = path.with_name(f"{path.name}.gz")
    return Asset(
        path.read_bytes(),
        packed.read_bytes() if packed.exists() else None,
        MIMETYPES[path.suffix],
    )


def _gathered() -> dict[str, Asset]:
    return {
        path: Asset(body, None, MIMETYPES[PurePosixPath(path).suffix])
        for path, body in sources(STATIC).items()
    }


def main() -> None:
    """Vendor and build: `make setup` does so before there are settings to start the app with."""
    vendor(ROOT / "node_modules", STATIC)
    click.echo(f"assets: {build(STATIC)}")


if __name__ == "__main__":
    main()
