"""Where somebody goes after signing in: a path of this house, whatever the address says."""

from urllib.parse import urlsplit

from flask import request

from app.kernel import i18n
from app.kernel.urls import base_url

LONGEST = 500


def home() -> str:
    """Return the network's home, where people choose a portal."""
    return f"/{i18n.current().tag}/"


def this_page() -> str:
    """Return the path and query of the page that was asked for."""
    return request.full_path.rstrip("?")


def asked_for() -> str:
    """Return where the person was going, as the form or the address says; empty when nowhere."""
    wanted = request.form.get("next") or request.args.get("next") or ""
    return wanted if is_local(wanted) else ""


def is_asked_from_here() -> bool:
    """Return whether the form that was sent stood on a page of this house, as its browser says."""
    house = urlsplit(base_url())
    return request.headers.get("Origin") == f"{house.scheme}://{house.netloc}"


def is_local(path: str) -> bool:
    """Return whether a browser that follows this stays with us."""
    if len(path) > LONGEST or not path.startswith("/") or path.startswith("//"):
        return False
    if "\\" in path or any(ord(character) < 33 or ord(character) == 127 for character in path):
        return False
    parts = urlsplit(path)
    return not parts.scheme and not parts.netloc
