"""A lesson as an export says it: in the words that an import reads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.kernel.files import StoredFile
from app.kernel.markup import Format
from app.kernel.urls import external
from app.lessons.content import StepContent, Text
from app.lessons.models import Lesson, Material, SectionKind
from app.lessons.transfer import enclosures
from app.lessons.transfer.additions import Addition, Additions
from app.lessons.transfer.fields import as_day
from app.lessons.transfer.reading import BODY, FILES, Mapping

LONGEST_STEM = 200
"""In bytes, as file systems count."""

ALWAYS = ("age_min", "age_max", "levels", "minutes", "subjects")
"""Said even when there is nothing to say: other fields would be read in their place."""


@dataclass(frozen=True, slots=True)
class Ties:
    """What an export says of a lesson's place among others."""

    family: str = ""
    adapted_from: str = ""
    portals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Described:
    """What is written down of a lesson, and which files go beside it under which names."""

    said: Mapping
    files: dict[str, StoredFile]
    added: dict[str, list[Mapping]] = field(default_factory=dict)
    """What others say of it, by name."""


def describe(lesson: Lesson, ties: Ties, folder: str, added: Additions) -> Described:
    """Return all that is said of a lesson loaded whole; its files go into `folder`."""
    files = _files(lesson, added)
    names = dict(_file_names(files, folder))
    said = {
        "id": identifier(lesson),
        "title": lesson.title,
        "language": lesson.language,
        "summary": lesson.summary,
        **_facts(lesson),
        **_credits(lesson),
        "family": ties.family,
        "adapted_from": ties.adapted_from,
        "reach": lesson.reach.value,
        "portals": _portals(lesson, ties),
        "materials": [_material(one, names) for one in lesson.materials],
        **_texts(lesson, names),
    }
    kept = {name: value for name, value in said.items() if name in ALWAYS or not _is_empty(value)}
    rest = {name: value for name, value in _rest(lesson).items() if name not in kept}
    return Described(
        kept | rest,
        {names[file.id]: file for file in files},
        {name: [_added(one, names) for one in several] for name, several in added.items()},
    )


def identifier(lesson: Lesson) -> str:
    """Return the origin's identifier, or one of our own that no other network gives."""
    return lesson.origin.identifier if lesson.origin else own_name(f"lessons/{lesson.id}")


def own_name(path: str) -> str:
    """Return a name that only this network gives."""
    return f"{urlsplit(external('lessons.index', portal='all')).netloc}/{path}"


def _rest(lesson: Lesson) -> Mapping:
    """Return what an origin said that we have no field for; what was typed here is no raw HTML."""
    return (
        lesson.origin.record if lesson.origin else {"author": lesson.author.name, "raw_html": False}
    )


def _facts(lesson: Lesson) -> Mapping:
    return {
        "subjects": lesson.subjects,
        "levels": lesson.levels,
        "age_min": lesson.age_min,
        "age_max": lesson.age_max,
        "minutes": lesson.minutes,
        "licence": lesson.licence,
        "devices": lesson.devices.value if lesson.devices else None,
        "supplies": lesson.supplies,
        "outcomes": lesson.outcomes,
        "keywords": lesson.keywords,
        "resource_type": lesson.resource_type,
        "published": as_day(lesson.published_at) if lesson.published_at else None,
    }


def _credits(lesson: Lesson) -> Mapping:
    """Return where it comes from: a lesson that began here names its author and its page."""
    if lesson.origin is None:
        page = external("lessons.show", portal=lesson.portal.slug, lesson_id=lesson.id)
        return {"source_url": page, "attribution": lesson.author.name}
    origin = lesson.origin
    return {"source": origin.source, "source_url": origin.url, "attribution": origin.attribution}


def _portals(lesson: Lesson, ties: Ties) -> list[str]:
    elsewhere = lesson.origin.record.get("portals", []) if lesson.origin else []
    return sorted({*elsewhere, *ties.portals})


def _texts(lesson: Lesson, names: dict[int, str]) -> Mapping:
    content = enclosures.rewrite(lesson.content(), enclosures.unserved(names))
    body = content.sections.get(SectionKind.BODY, Text())
    assessment = content.sections.get(SectionKind.ASSESSMENT, Text())
    return {
        "steps": [_step(step) for step in content.steps],
        **_text(assessment, "assessment", "assessment_html"),
        **_text(body, BODY, "body_html"),
    }


def _step(step: StepContent) -> Mapping:
    said = {"title": step.title, "minutes": step.minutes, "grouping": str(step.grouping or "")}
    return _filled(said | _text(step.text, "text", "html"))


def _text(text: Text, markdown: str, html: str) -> Mapping:
    return {html if text.format == Format.HTML else markdown: text.source}


def _material(material: Material, names: dict[int, str]) -> Mapping:
    return _filled(
        {
            "title": material.title,
            "file": names.get(material.file_id or 0),
            "url": material.url,
            "author": material.author,
            "licence": material.licence,
            "credit": material.credit,
            "alt": material.alt,
            "step": None if material.step is None else material.step + 1,
        }
    )


def _added(one: Addition, names: dict[int, str]) -> Mapping:
    return one.said | ({"file": names[one.file.id]} if one.file else {})


def _files(lesson: Lesson, added: Additions) -> list[StoredFile]:
    """Return the files of a lesson, those of its materials first."""
    own = [material.file for material in lesson.materials]
    others = [one.file for several in added.values() for one in several]
    return [file for file in own + others if file is not None]


def _file_names(files: Iterable[StoredFile], folder: str) -> Iterator[tuple[int, str]]:
    """Give each file a name of its own in the lesson's folder."""
    taken: set[str] = set()
    named: set[int] = set()
    for file in files:
        if file.id in named:
            continue
        named.add(file.id)
        whole = Path(file.name)
        stem = whole.stem.encode()[:LONGEST_STEM].decode(errors="ignore")
        name, number = f"{stem}{whole.suffix}", 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}{whole.suffix}"
        taken.add(name.casefold())
        yield file.id, f"{FILES}/{folder}/{name}"


def _filled(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if not _is_empty(value)}


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [], {})
