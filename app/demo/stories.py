"""The lessons of the demo network, with their pictures, editions, adaptations and lives."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from sqlalchemy import update

from app.accounts.models import User
from app.demo import pictures
from app.demo.people import CONTENT
from app.kernel import clock, files
from app.kernel.db import session
from app.kernel.jobs import record
from app.lessons import actions
from app.lessons.content import LessonContent, MaterialContent
from app.lessons.events import LessonPublished
from app.lessons.models import Lesson, LifeChange, Revision, Status
from app.lessons.transfer import reading, ties
from app.lessons.transfer.enclosures import Shelf
from app.lessons.transfer.fields import Fields
from app.lessons.transfer.reading import Mapping, parse_yaml
from app.lessons.transfer.records import record_from
from app.portals.models import Portal

LESSONS = CONTENT / "lessons"
SCENES = CONTENT.parent / "scenes.yaml"
FRESHEST = timedelta(days=2)
"""How long ago the newest lesson was published, whenever the demo is loaded."""


@dataclass(slots=True)
class Stage:
    """Portals and people by name, and the lessons that are there already."""

    portals: dict[str, Portal]
    people: dict[str, User]
    lessons: dict[str, Lesson] = field(default_factory=dict)
    families: dict[str, int] = field(default_factory=dict)

    def family(self, key: str) -> int:
        """Return the family of this name."""
        if key not in self.families:
            self.families[key] = ties.new_family()
        return self.families[key]


def write(stage: Stage) -> None:
    """Write all lessons and scenes, oldest first."""
    told = [source.read() for source in reading.sources(LESSONS)]
    scenes = parse_yaml(SCENES.read_text(encoding="utf-8"))["scenes"]
    newest = max(_day(one) for one in [*told, *scenes] if one.get("published"))
    shift = timedelta(days=(clock.now() - FRESHEST - newest).days)
    for number, said in enumerate(sorted(told, key=_day)):
        _lesson(stage, said, _day(said) + shift + timedelta(hours=5, minutes=number))
    for said in told:
        _adapt(stage, said["identifier"], said.get("adapted_from"))
    for said in scenes:
        at = _day(said) + shift if said.get("published") else clock.now()
        _scene(stage, said, at)
        _adapt(stage, said["identifier"], said["from"])


def _lesson(stage: Stage, said: Mapping, at: datetime) -> None:
    plain = said | {"id": said["identifier"], "materials": None}
    found = record_from(plain, Shelf(LESSONS, LESSONS))
    author = stage.people[said["author"]]
    kept = tuple(_material(one, author) for one in said.get("materials") or ())
    lesson = _begin(stage, said, replace(found.content, materials=kept), found.family_key)
    _publish(lesson, author, at)


def _scene(stage: Stage, said: Mapping, at: datetime) -> None:
    """Let somebody take up another's lesson, and leave it where the scene says."""
    content = stage.lessons[said["from"]].content()
    changed = {"title": said["title"], "summary": said["summary"]}
    changed["reach"] = said.get("reach", "network")
    lesson = _begin(stage, said, replace(content, **changed), said["identifier"])
    author = stage.people[said["author"]]
    if said["status"] == Status.DRAFT:
        _date(lesson, at)
        return
    _publish(lesson, author, at)
    if said["status"] == Status.WITHDRAWN:
        lesson.withdraw()
        actions.note_life(lesson, actor=stage.people[said["by"]], reason=said["reason"])


def _begin(stage: Stage, said: Mapping, content: LessonContent, family: str) -> Lesson:
    lesson = actions.begin(
        stage.portals[said["portal"]],
        content,
        author=stage.people[said["author"]],
        family_id=stage.family(family),
    )
    stage.lessons[said["identifier"]] = lesson
    return lesson


def _publish(lesson: Lesson, author: User, at: datetime) -> None:
    lesson.publish(at=at)
    actions.note_life(lesson, actor=author)
    _date(lesson, at)
    record(LessonPublished(lesson.id, author.id))


def _date(lesson: Lesson, at: datetime) -> None:
    """Let the lesson have been written when it was published."""
    lesson.created_at = lesson.revised_at = at
    session.flush()  # what is dated has to be there
    session.execute(update(Revision).where(Revision.lesson_id == lesson.id).values(at=at))
    session.execute(update(LifeChange).where(LifeChange.lesson_id == lesson.id).values(at=at))


def _adapt(stage: Stage, identifier: str, parent: str | None) -> None:
    if parent:
        lesson = stage.lessons[identifier]
        lesson.adapted_from_id = stage.lessons[parent].id
        lesson.adapted_from_revision = stage.lessons[parent].revision_number


def _material(said: dict[str, Any], author: User) -> MaterialContent:
    if "draw" in said:
        content, name = pictures.draw(said["draw"], said["data"]), f"{said['draw']}.png"
    else:
        path = LESSONS / said["file"]
        content, name = path.read_bytes(), path.name
    stored = files.store(BytesIO(content), name, author.id)
    return MaterialContent(
        title=said["title"],
        file_id=stored.id,
        author=said.get("author", author.name),
        licence=said.get("licence", "CC-BY-4.0"),
        alt=said.get("alt", ""),
    )


def _day(said: Mapping) -> datetime:
    moment = Fields(said).moment("published")
    return moment or clock.now()
