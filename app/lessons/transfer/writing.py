"""Writing a portal's published lessons down, as JSONL or as a folder of Markdown."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from app.kernel import db, files
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.lessons import queries
from app.lessons.transfer import additions, naming
from app.lessons.transfer.describing import Described, describe
from app.lessons.transfer.reading import BODY, FILES
from app.portals.models import Portal

CHUNK = 50

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
"""Characters that a text of several lines would not keep; quoted, they have names."""


def write_jsonl(portal: Portal, path: Path) -> Iterator[int]:
    """Write one lesson a line, files into a folder beside; yield how many are done."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    with partial.open("w", encoding="utf-8") as out:
        for number, (_stem, described) in enumerate(_all(portal), start=1):
            json.dump(described.said | described.added, out, ensure_ascii=False)
            out.write("\n")
            _write_files(described, path.parent)
            yield number
    partial.replace(path)


def write_markdown(portal: Portal, folder: Path) -> Iterator[int]:
    """Write one Markdown file a lesson into a new or empty folder; yield how many are done."""
    if folder.exists() and any(folder.iterdir()):
        raise Refused(_("The folder %(folder)s is not empty.", folder=folder))
    folder.mkdir(parents=True, exist_ok=True)
    for number, (stem, described) in enumerate(_all(portal), start=1):
        (folder / f"{stem}.md").write_text(as_markdown(described), encoding="utf-8")
        _write_files(described, folder)
        _write_added(described, folder / FILES / stem)
        yield number


def as_markdown(described: Described) -> str:
    """Return a lesson as front matter and text."""
    said = dict(described.said)
    body = said.pop(BODY, "")
    return f"---\n{_yaml(said)}---\n{body}\n"


def _all(portal: Portal) -> Iterator[tuple[str, Described]]:
    """Yield the published lessons, oldest first, each under a name for its file."""
    stems = naming.stems(portal)
    ids = list(stems)
    for start in range(0, len(ids), CHUNK):
        lessons = sorted(queries.wholes(ids[start : start + CHUNK]), key=lambda one: one.id)
        ties = naming.ties_of(lessons)
        added = additions.of(lessons)
        for lesson in lessons:
            stem = stems[lesson.id]
            yield stem, describe(lesson, ties[lesson.id], stem, added[lesson.id])
        db.session.remove()


def _write_files(described: Described, folder: Path) -> None:
    for name, stored in described.files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with files.open_file(stored) as content, target.open("wb") as out:
            shutil.copyfileobj(content, out)


def _write_added(described: Described, folder: Path) -> None:
    """Write what others say beside the lesson, under a name that no file of it has."""
    for name, said in described.added.items():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.yaml").write_text(_yaml(said), encoding="utf-8")


def _yaml(said: object) -> str:
    text: str = yaml.dump(
        said,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=100,
    )
    return text


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as such, and every list where it stands."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write a list twice rather than refer to it: an import reads no aliases."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    if _UNSEEN.search(text):
        style: str | None = '"'
    else:
        style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
