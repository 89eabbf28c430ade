"""How courses are found: what of each is searched, by whom, under which facets."""

from collections.abc import Iterable, Iterator

from app import search
from app.accounts.models import Actor
from app.courses import policy, queries
from app.courses.content import CourseContent
from app.courses.models import Course
from app.courses.texts import words
from app.courses.wording import hours_text
from app.kernel import i18n
from app.kernel.i18n import pgettext
from app.kernel.urls import url
from app.search.documents import Card, Document
from app.taxonomy import frameworks, subjects

TYPE = "course"


def register() -> None:
    """Hand courses to the search."""
    search.register(
        TYPE,
        documents=documents,
        all_ids=queries.published_ids,
        load=cards,
        links=links,
        texts=texts,
    )


def documents(ids: Iterable[int]) -> Iterator[Document]:
    """Return what is searched of these courses; those that are not published are left out."""
    published = [course for course in queries.by_ids(ids) if course.is_published]
    return (_document(course, queries.text(course)) for course in published)


def cards(actor: Actor, ids: Iterable[int]) -> dict[int, Card]:
    """Return those of the courses that exist for this person, as hits show them."""
    return {course.id: _card(course) for course in queries.found(actor, ids)}


def links(actor: Actor, ids: Iterable[int]) -> dict[int, str]:
    """Return the addresses of those of the courses that exist for this person."""
    return {course.id: _address(course) for course in queries.found(actor, ids)}


def texts(ids: Iterable[int]) -> dict[int, str]:
    """Return the long texts of courses, in which excerpts are looked for."""
    return {course.id: _body(course, queries.text(course)) for course in queries.by_ids(ids)}


def _address(course: Course) -> str:
    return url("courses.show", portal=course.portal.slug, course_id=course.id)


def _card(course: Course) -> Card:
    length = [hours_text(course.hours)] if course.hours else []
    return Card(
        title=course.title,
        url=_address(course),
        language=course.language,
        portal=course.portal.slug,
        portal_name=course.portal.name_in(i18n.current().tag),
        summary=course.summary,
        author=_authors(course),
        meta=(pgettext("search hit", "Course"), *length),
    )


def _document(course: Course, content: CourseContent) -> Document:
    assert course.published_at is not None
    aligned = filter(None, map(frameworks.competence, content.alignments))
    return Document(
        type=TYPE,
        id=course.id,
        language=course.language,
        family=-course.family_id,  # those of lessons count upwards
        title=course.title,
        summary=course.summary,
        body=_body(course, content),
        author=_authors(course),
        subjects=" ".join(name for slug in content.subjects for name in subjects.names(slug)),
        keywords=" ".join(name for one in aligned for name in (one.code, *one.names.values())),
        audience=policy.audience(course),
        facets={
            "portal": (course.portal.slug,),
            "language": (course.language,),
            "subject": content.subjects,
            "licence": (content.licence,),
            "type": (TYPE,),
        },
        published=course.published_at,
    )


def _authors(course: Course) -> str:
    return ", ".join(author.user.name for author in course.authors)


def _body(course: Course, content: CourseContent) -> str:
    """Return what may be searched: of a closed course only what its page shows."""
    parts = [*content.aims]
    for module in content.modules:
        parts += [module.title, module.summary, *(item.title for item in module.items)]
    if course.is_open:
        parts += [words(item.text) for item in content.items]
        parts.append(words(content.participant_guide))
    return "\n\n".join(filter(None, parts))
