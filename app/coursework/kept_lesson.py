"""A lesson as it was handed in: a record made from its revision, which no later one changes."""

import re
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm.attributes import set_committed_value

from app.coursework.models import Part, Submission
from app.kernel.files import StoredFile, by_ids
from app.lessons import history
from app.lessons.content import LessonContent, MaterialContent, Text
from app.lessons.models import Lesson, Status

_ADDRESS = re.compile(r"/files/(\d{1,18})/[^\s)\"'>?]*")


def of(submission: Submission, *, is_plain: bool = False) -> Lesson | None:
    """Return the lesson of a submission as it was handed in; a draft's as it stands now.

    Of a plain one nothing tells whose it is, as far as that lies with us: its files are named by
    numbers, and its materials name no author.
    """
    lesson = submission.lesson
    number = submission.lesson_revision or (lesson.revision_number if lesson else 0)
    kept = history.revision(lesson, number) if lesson else None
    if lesson is None or kept is None:
        return None
    content = _plain(kept.content, submission) if is_plain else kept.content
    return _record(lesson, content, number)


def _record(lesson: Lesson, content: LessonContent, number: int) -> Lesson:
    """Return a record that the pages of lessons can show; it belongs to no session."""
    made = Lesson(id=lesson.id, status=Status.DRAFT, author_id=lesson.author_id)
    made.portal_id, made.revision_number = lesson.portal_id, number - 1
    made.say(content, lesson.revised_at, raw_html=lesson.takes_html)
    set_committed_value(made, "portal", lesson.portal)
    set_committed_value(made, "origin", None)
    stored = by_ids(one.file_id for one in made.materials if one.file_id)
    for material in made.materials:
        set_committed_value(material, "file", stored.get(material.file_id or 0))
    return made


def _plain(content: LessonContent, submission: Submission) -> LessonContent:
    names = {
        one.file_id: one.plain for one in submission.files_of(Part.LESSON) if one.plain is not None
    }

    def named(found: re.Match[str]) -> str:
        plain = names.get(int(found[1]))
        return f"/files/{plain.id}/{plain.name}" if plain else "/files/0/file"

    def text(said: Text) -> Text:
        return replace(said, source=_ADDRESS.sub(named, said.source))

    return replace(
        content,
        sections={kind: text(said) for kind, said in content.sections.items()},
        steps=tuple(replace(step, text=text(step.text)) for step in content.steps),
        materials=tuple(_nameless(one, names) for one in content.materials),
    )


def _nameless(material: MaterialContent, names: Mapping[int, StoredFile]) -> MaterialContent:
    plain = names.get(material.file_id or 0)
    file_id = plain.id if plain else None
    return replace(material, author="", credit="", file_id=file_id)
