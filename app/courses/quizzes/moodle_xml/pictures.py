"""Files inside Moodle XML: `@@PLUGINFILE@@/map.png` in a text, its bytes in an element beside it.

Whoever reads gives a function that keeps a file and says where it lies now; whoever writes gives
one that brings it back. Without them the names are told of.
"""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from app.courses.quizzes.moodle_xml.tree import Element

MAX_FILE = 10_000_000
MAX_FILES = 500
PLACE = "@@PLUGINFILE@@"

_NAMED = re.compile(rf"{PLACE}/([^\"'<>)\s]+)")
_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]{16,})")
_OWN = re.compile(r"""(?<=["'(])/(?!/)[^"'<>)\s]+""")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that stands in a text."""

    name: str
    content: bytes


Store = Callable[[Attachment], str | None]
"""Keeps a file and returns its address here; None if it is not taken."""

Fetch = Callable[[str], Attachment | None]
"""Returns the file of an address here; None if it is none of ours."""


class Shelf:
    """The files of the texts of one XML file."""

    def __init__(self, store: Store | None, lost: Callable[[str], None]) -> None:
        self._store = store
        self._lost = lost
        self._count = 0

    def placed(self, source: str, element: Element) -> str:
        """Return a text with the addresses that its files have here; lost ones leave words."""
        if PLACE in source:
            files = {_path(file): file for file in element.all("file")}
            source = _NAMED.sub(lambda found: self._address(found[1], files), source)
        if "data:image/" in source:
            source = _DATA.sub(self._inline, source)
        return source

    def old_image(self, question: Element) -> str:
        """Return the picture of a question of Moodle 1, as HTML."""
        name, content = question.said("image"), question.said("image_base64")
        if not name or not content:
            return ""
        address = self._kept(name.rpartition("/")[2], content)
        return f'<p><img src="{address}" alt=""></p>' if address else ""

    def _address(self, written: str, files: dict[str, Element]) -> str:
        path = unquote(written.partition("?")[0])
        file = files.get(path)
        address = self._kept(path.rpartition("/")[2], file.words) if file else None
        if file is None:
            self._lost(path)
        return address or f"{PLACE}/{written}"

    def _inline(self, found: re.Match[str]) -> str:
        return self._kept(f"picture.{found[1].replace('jpeg', 'jpg')}", found[2]) or ""

    def _kept(self, name: str, encoded: str) -> str | None:
        """Keep a file, and return its address; tell that it is lost when it is."""
        self._count += 1
        content = _bytes(encoded)
        address = None
        if self._store and content and len(content) <= MAX_FILE and self._count <= MAX_FILES:
            address = self._store(Attachment(name, content))
        if address is None:
            self._lost(name)
        return address


def embed(source: str, fetch: Fetch | None, lost: Callable[[str], None]) -> tuple[str, str]:
    """Return a text that names its files as Moodle does, and the elements that hold them."""
    elements: dict[str, str] = {}

    def named(found: re.Match[str]) -> str:
        file = fetch(found[0]) if fetch else None
        if file is None:
            if "/files/" in found[0]:
                lost(found[0].rpartition("/")[2])
            return found[0]
        encoded = base64.b64encode(file.content).decode()
        name = quote(file.name)
        attributes = f'name="{_attribute(file.name)}" path="/" encoding="base64"'
        elements[file.name] = f"<file {attributes}>{encoded}</file>"
        return f"{PLACE}/{name}"

    return _OWN.sub(named, source), "".join(elements.values())


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _path(file: Element) -> str:
    folder = file.get("path").strip("/")
    return f"{folder}/{file.get('name')}" if folder else file.get("name")


def _bytes(encoded: str) -> bytes:
    if len(encoded) > MAX_FILE * 2:
        return b""
    try:
        return base64.b64decode("".join(encoded.split()))
    except (binascii.Error, ValueError):
        return b""
