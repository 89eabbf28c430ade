"""The files that come with a record: named in its list of materials, or shown in its texts."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from app.lessons.content import LessonContent, MaterialContent, Text

_REFERENCE = re.compile(
    r"""
      (?:!\[(?P<alt>[^\[\]]{0,1000})\]|\])\([ \t]{0,3}
        (?:<(?P<bracketed>[^<>\n]{1,500})>
          |(?P<plain>(?:[^\s()<>"']|\([^\s()<>"']{0,200}\)){1,500}))
    | \b(?:src|href)[ \t]{0,3}=[ \t]{0,3}(?P<quote>["'])(?P<quoted>[^"'<>\n]{1,500})(?P=quote)
    | ^[ ]{0,3}\[[^\[\]\n]{1,200}\]:[ \t]{0,3}<?(?P<defined>[^\s<>]{1,500})
    """,
    re.VERBOSE | re.MULTILINE,
)
_TARGETS = ("bracketed", "plain", "quoted", "defined")
_SERVED = re.compile(r"/files/(\d{1,18})/")
_ALT = re.compile(r"""\balt=(?:"([^"]*)"|'([^']*)')""")
_KRAMDOWN = re.compile(r"[^()\n]{0,200}\)[ ]?(\{:?[^{}\n]{1,500}\})")


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A material as a record names it; without a path it is a link."""

    said: MaterialContent
    path: Path | None = None
    is_listed: bool = True
    """Whether the record lists it; else only its texts show it."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a record's files lie: inside `root`, named from `base`."""

    base: Path
    root: Path

    def find(self, name: str) -> Path | None:
        """Return the file of this name; None outside the root, hidden, or not there."""
        if not name or name.startswith(("/", "\\", "#")) or "\x00" in name:
            return None
        path = (self.base / name).resolve()
        root = self.root.resolve()
        if not path.is_relative_to(root) or not path.is_file():
            return None
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        return None if hidden else path

    def find_target(self, target: str) -> Path | None:
        """Return the file that an address in a text leads to."""
        parts = urlsplit(target)
        return None if parts.scheme or parts.netloc else self.find(unquote(parts.path))


def texts(content: LessonContent) -> list[str]:
    """Return the sources of all texts of a lesson."""
    return [
        *(text.source for text in content.sections.values()),
        *(step.text.source for step in content.steps),
    ]


def enclosed(content: LessonContent, listed: Iterable[Enclosed], shelf: Shelf) -> list[Enclosed]:
    """Return the listed materials, and after them the files that only the texts show."""
    shown: dict[Path, str] = {}
    for path, alt in _shown(content, shelf):
        shown[path] = shown.get(path) or alt
    named = list(listed)
    return named + [
        Enclosed(MaterialContent(alt[:200].strip() or path.name, alt=alt), path, is_listed=False)
        for path, alt in shown.items()
        if path not in {one.path for one in named}
    ]


def _shown(content: LessonContent, shelf: Shelf) -> Iterator[tuple[Path, str]]:
    """Yield the files that the texts show or link to, and the words for those that are pictures."""
    for source in texts(content):
        for reference in _REFERENCE.finditer(source):
            path = shelf.find_target(_target(reference))
            if path is not None and path.suffix.lower() not in (".md", ".jsonl"):
                yield path, _alt(source, reference)


def rewrite(content: LessonContent, change: Callable[[str], str | None]) -> LessonContent:
    """Return the content with the addresses in its texts changed, where there is a change."""
    return replace(
        content,
        sections={kind: _rewritten(text, change) for kind, text in content.sections.items()},
        steps=tuple(replace(step, text=_rewritten(step.text, change)) for step in content.steps),
    )


def served(shelf: Shelf, addresses: Mapping[Path, str]) -> Callable[[str], str | None]:
    """Return the change from a file's own name to where it is served."""

    def change(target: str) -> str | None:
        path = shelf.find_target(target)
        return addresses.get(path) if path else None

    return change


def unserved(names: Mapping[int, str]) -> Callable[[str], str | None]:
    """Return the change back: from where a file is served to its own name, by the file's id."""

    def change(target: str) -> str | None:
        found = _SERVED.match(target)
        name = names.get(int(found[1])) if found else None
        return quote(name) if name else None

    return change


def _rewritten(text: Text, change: Callable[[str], str | None]) -> Text:
    def renamed(reference: re.Match[str]) -> str:
        changed = change(_target(reference))
        if not changed:
            return reference[0]
        start, end = (place - reference.start() for place in reference.span(_kind(reference)))
        return f"{reference[0][:start]}{changed}{reference[0][end:]}"

    return replace(text, source=_REFERENCE.sub(renamed, text.source))


def _kind(reference: re.Match[str]) -> str:
    return next(name for name in _TARGETS if reference[name])


def _target(reference: re.Match[str]) -> str:
    return reference[_kind(reference)]


def _alt(source: str, reference: re.Match[str]) -> str:
    """Return the words for a picture, as Markdown, kramdown or HTML give them."""
    if reference["alt"]:
        return " ".join(reference["alt"].split())
    before, after = source[: reference.start()], source[reference.end() :][:1500]
    if reference["quoted"]:
        beside = before[before.rfind("<") :] + after.partition(">")[0]
    else:
        attributes = _KRAMDOWN.match(after)
        beside = attributes[1] if attributes else ""
    words = _ALT.search(beside)
    return " ".join((words[1] or words[2] or "").split()) if words else ""
