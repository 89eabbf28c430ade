"""What an import is made of: the lines of a JSONL file, the files of a folder of Markdown."""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from app.kernel.i18n import gettext as _
from app.lessons.transfer.enclosures import Shelf

FILES = "files"
"""The folder of attachments beside a JSONL file or in a Markdown folder: it holds no lessons."""

MAX_FRONT_MATTER = 100_000
BODY = "body_markdown"

Mapping = dict[str, Any]


class UnreadableError(Exception):
    """A record that cannot be imported, and why, in words for whoever imports it."""


@dataclass(frozen=True, slots=True)
class Source(ABC):
    """One record that is not read yet: where it stands, and where its files lie."""

    place: str
    shelf: Shelf

    @abstractmethod
    def read(self) -> Mapping:
        """Return what it says, or raise UnreadableError."""

    @property
    @abstractmethod
    def identifier(self) -> str:
        """What it is called when it does not say so itself; empty where it must."""


@dataclass(frozen=True, slots=True)
class Line(Source):
    """One line of a JSONL file."""

    text: bytes
    identifier = ""

    def read(self) -> Mapping:
        """Return the object of the line."""
        try:
            said = json.loads(self.text)
        except ValueError as error:
            raise UnreadableError(_("This line is not JSON: %(why)s", why=str(error))) from error
        if not isinstance(said, dict):
            raise UnreadableError(_("This line is no JSON object."))
        return said


@dataclass(frozen=True, slots=True)
class MarkdownFile(Source):
    """One Markdown file with front matter."""

    path: Path
    identifier: str

    def read(self) -> Mapping:
        """Return the front matter, and the text after it."""
        try:
            text = self.path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise UnreadableError(_("This file is not written in UTF-8.")) from error
        front, body = _parted(text)
        try:
            said = parse_yaml(front)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            why = " ".join(str(error).split())
            raise UnreadableError(_("The front matter is not YAML: %(why)s", why=why)) from error
        if not isinstance(said, dict):
            raise UnreadableError(_("The front matter says nothing."))
        return {str(name): value for name, value in said.items()} | ({BODY: body} if body else {})


def parse_yaml(text: str) -> Any:
    """Return what YAML says, in words, numbers, lists and mappings; raise YAMLError."""
    loader = _Loader(text)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def sources(path: Path) -> Iterator[Source]:
    """Yield what a file or a folder holds, in a steady order; none of it is read yet."""
    if path.is_dir():
        for found in sorted(path.rglob("*")):
            if _holds_lessons(found.relative_to(path)) and found.is_file():
                yield from _of_file(found, root=path)
    elif path.is_file():
        yield from _of_file(path, root=path.parent)


def count(path: Path) -> int:
    """Count the records of a file or a folder without reading them."""
    return sum(1 for _source in sources(path))


def _holds_lessons(path: Path) -> bool:
    folders = path.parts[:-1]
    hidden = any(part.startswith(".") for part in path.parts)
    return not hidden and FILES not in folders and path.suffix.lower() in (".md", ".jsonl")


def _of_file(path: Path, root: Path) -> Iterator[Source]:
    name = path.relative_to(root).as_posix()
    if path.suffix.lower() != ".jsonl":
        yield MarkdownFile(name, Shelf(path.parent, root), path, name.rpartition(".")[0])
        return
    shelf = Shelf(path.parent, path.parent / FILES)
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield Line(f"{name}:{number}", shelf, line.removeprefix(b"\xef\xbb\xbf"))


def _parted(text: str) -> tuple[str, str]:
    """Split a file into its front matter and the text after it."""
    if not text.startswith("---\n"):
        raise UnreadableError(_("This file has no front matter: it begins with a line “---”."))
    front, end, body = text[4:].partition("\n---\n")
    if not end and not front.endswith("\n---"):
        raise UnreadableError(_("The front matter does not end: a line “---” is missing."))
    if len(front) > MAX_FRONT_MATTER:
        raise UnreadableError(_("The front matter is too long."))
    return front.removesuffix("\n---"), body.strip("\n")


class _Loader(yaml.SafeLoader):
    """Reads plain words as words: `no` is Norwegian, 8:20 a time, 2026-03-16 what was written.

    Aliases are refused: a few lines of them can fill the memory.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError(_("an alias (*name) is not read here"))
        return super().compose_node(parent, index)


_Loader.yaml_implicit_resolvers = {}
for _kind, _pattern, _first in (
    ("null", r"~|null|", ["~", "n", ""]),
    ("bool", r"true|false", list("tf")),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", list("-+0123456789")),
    ("float", r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+][0-9]+)?", list("-+0123456789")),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_kind}", re.compile(rf"(?:{_pattern})\Z"), _first
    )
