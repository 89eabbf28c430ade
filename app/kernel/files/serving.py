"""Files on their way out: pictures are shown, everything else is handed over as a file."""

from dataclasses import dataclass
from pathlib import Path

from flask import Response, send_file

from app.kernel.files.storing import StoredFile, folder

SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
KEPT_FOR = 3_600


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a browser is given of a file: which content, called what, shown or handed over."""

    path: Path
    media_type: str
    name: str
    is_attachment: bool


def delivery(stored: StoredFile, *, width: int | None = None) -> Delivery:
    """Return how a file is served; a picture no wider than `width`, if there is such a one."""
    small = folder.path(stored.sha256, f".{width}.webp")
    if width and stored.is_picture and small.exists():
        return Delivery(small, "image/webp", f"{Path(stored.name).stem}.webp", is_attachment=False)
    path = folder.path(stored.sha256)
    return Delivery(path, stored.media_type, stored.name, not stored.is_picture)


def respond(stored: StoredFile, *, width: int | None = None) -> Response:
    """Serve a file that whoever asks may have."""
    given = delivery(stored, width=width)
    response = send_file(
        given.path,
        mimetype=given.media_type,
        as_attachment=given.is_attachment,
        download_name=given.name,
        etag=given.path.name,
        conditional=True,
        max_age=KEPT_FOR,
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-site"
    response.cache_control.private = True
    response.cache_control.public = False
    return response
