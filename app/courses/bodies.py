"""What an item of a course shows, as values: for the pages of courses, of cohorts, and for kits."""

from dataclasses import dataclass

from markupsafe import Markup

from app.accounts.models import Actor
from app.courses.content import Item, ItemKind
from app.courses.models import Course
from app.courses.texts import rendered
from app.courses.wording import course_file_url
from app.kernel import files
from app.kernel.urls import url
from app.lessons import queries as lessons
from app.lessons.models import Lesson
from app.lessons.wording import file_kind, size_text
from app.taxonomy import languages


@dataclass(frozen=True, slots=True)
class Body:
    """An item with all that its page shows; `components/item_body.html` draws it.

    A lesson that the reader may not see is None, like a file that is gone.
    """

    item: Item
    text: Markup
    language: str
    lesson: Lesson | None = None
    lesson_url: str = ""
    file: files.StoredFile | None = None
    file_url: str = ""
    file_words: tuple[str, ...] = ()

    @property
    def direction(self) -> str:
        """How its language is written."""
        return languages.direction(self.language)


def body(actor: Actor, course: Course, item: Item, language: str) -> Body:
    """Return what an item shows to this person, who has come through a door already."""
    stored = files.by_ids([item.file_id]).get(item.file_id) if item.file_id else None
    lesson = _lesson(actor, item)
    return Body(
        item=item,
        text=rendered(item.text).markup,
        language=language,
        lesson=lesson,
        lesson_url=_address(lesson) if lesson else "",
        file=stored,
        file_url=course_file_url(stored, course) if stored else "",
        file_words=_words(stored) if stored else (),
    )


def _lesson(actor: Actor, item: Item) -> Lesson | None:
    if item.kind != ItemKind.LESSON or item.lesson_id is None:
        return None
    return lessons.cards(actor, [item.lesson_id]).get(item.lesson_id)


def _address(lesson: Lesson) -> str:
    return url("lessons.show", portal=lesson.portal_slug, lesson_id=lesson.id)


def _words(stored: files.StoredFile) -> tuple[str, ...]:
    return file_kind(stored.media_type), size_text(stored.size)
