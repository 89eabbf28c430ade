"""How lessons are found: what of each is searched, by whom, under which facets."""

from collections.abc import Iterable, Iterator

from app import search
from app.accounts.models import Actor
from app.kernel import i18n
from app.kernel.files import StoredFile
from app.kernel.urls import url
from app.lessons import policy, queries
from app.lessons.models import Lesson
from app.lessons.wording import minutes_text
from app.search.documents import Card, Document
from app.taxonomy import subjects

TYPE = "lesson"


def register() -> None:
    """Hand lessons to the search."""
    search.register(
        TYPE,
        documents=documents,
        all_ids=queries.published_ids,
        load=cards,
        links=links,
        texts=texts,
    )


def documents(ids: Iterable[int]) -> Iterator[Document]:
    """Return what is searched of these lessons; those that are not published are left out."""
    return (_document(lesson) for lesson in queries.wholes(ids))


def cards(actor: Actor, ids: Iterable[int]) -> dict[int, Card]:
    """Return those of the lessons that exist for this person, as hits show them."""
    return {lesson.id: _card(lesson) for lesson in queries.cards(actor, ids).values()}


def links(actor: Actor, ids: Iterable[int]) -> dict[int, str]:
    """Return the addresses of those of the lessons that exist for this person."""
    return {
        lesson_id: url("lessons.show", portal=portal, lesson_id=lesson_id)
        for lesson_id, portal in queries.places(actor, ids)
    }


def texts(ids: Iterable[int]) -> dict[int, str]:
    """Return the long texts of lessons, in which excerpts are looked for."""
    return {lesson.id: _body(lesson) for lesson in queries.bodies(ids)}


def _card(lesson: Lesson) -> Card:
    subject = [subjects.name(lesson.main_subject)] if lesson.main_subject else []
    length = [minutes_text(lesson.minutes)] if lesson.minutes else []
    return Card(
        title=lesson.title,
        url=url("lessons.show", portal=lesson.portal.slug, lesson_id=lesson.id),
        language=lesson.language,
        portal=lesson.portal.slug,
        portal_name=lesson.portal.name_in(i18n.current().tag),
        summary=lesson.summary,
        author=lesson.author.name,
        meta=(*subject, *length),
        identifier=lesson.origin.identifier if lesson.origin else None,
    )


def _document(lesson: Lesson) -> Document:
    assert lesson.published_at is not None
    return Document(
        type=TYPE,
        id=lesson.id,
        language=lesson.language,
        family=lesson.family_id,
        title=lesson.title,
        summary=lesson.summary,
        body=_body(lesson),
        names="\n".join(_names(lesson)),
        author=lesson.author.name,
        subjects=" ".join(name for slug in lesson.subjects for name in subjects.names(slug)),
        keywords=" ".join(lesson.keywords),
        audience=policy.audience(lesson),
        facets=_facets(lesson),
        published=lesson.published_at,
        identifier=lesson.origin.identifier if lesson.origin else None,
    )


def _body(lesson: Lesson) -> str:
    parts = [section.text.text for section in lesson.sections]
    parts += [f"{step.title}\n{step.text.text}" for step in lesson.steps]
    parts += [*lesson.outcomes, *lesson.supplies]
    return "\n\n".join(parts)


def _names(lesson: Lesson) -> Iterator[str]:
    for material in lesson.materials:
        yield material.title
        yield from _said_in(material.file)


def _said_in(file: StoredFile | None) -> Iterator[str]:
    if file is not None:
        yield file.name
        yield file.text or ""


def _facets(lesson: Lesson) -> dict[str, tuple[str, ...]]:
    return {
        "portal": (lesson.portal.slug,),
        "language": (lesson.language,),
        "subject": tuple(lesson.subjects),
        "level": tuple(lesson.levels),
        "licence": (lesson.licence,),
        "type": (lesson.resource_type,),
        "devices": (lesson.devices,) if lesson.devices else (),
        "length": _length(lesson.minutes),
    }


def _length(minutes: int | None) -> tuple[str, ...]:
    """Return in which drawer a duration lies: up to half an hour, an hour, two, or longer."""
    if minutes is None:
        return ()
    return (next((str(most) for most in (30, 60, 120) if minutes <= most), "longer"),)
