"""Writing a kit: a cover, a page for each item and each lesson, the files that they name."""

import re
import shutil
import zipfile
from dataclasses import dataclass, field, replace
from typing import IO, Any
from urllib.parse import quote

from flask import render_template

from app.accounts.models import Actor
from app.courses import bodies, policy
from app.courses.content import CourseContent, Item
from app.courses.copying import credit
from app.courses.models import Course
from app.courses.texts import rendered
from app.kernel import clock, files
from app.kernel.files import StoredFile
from app.kernel.markup import RichText
from app.kernel.urls import base_url, url
from app.lessons import queries as lessons
from app.lessons.content import Text
from app.lessons.models import Lesson, Material
from app.taxonomy import frameworks

MOST_BYTES = 300_000_000
"""Files beyond that stay where they are: the kit then names their addresses on the web."""

_STORED_FILE = re.compile(r"/files/(\d{1,18})/")
_PACKED = ("image/", "audio/", "video/", "application/")
"""Kinds of files that are compressed already."""


def pack(actor: Actor, course: Course, content: CourseContent, stream: IO[bytes]) -> None:
    """Write the kit of a course for this reader, who has come through a door already."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        _Kit(archive, actor, course, content).write()


def file_name(title: str) -> str:
    """Return how a kit is called, in any script, harmless on every system."""
    words = re.sub(r"[^\w-]+", "-", title)[:60].strip("-_")
    return words or "course"


@dataclass(slots=True)
class _Kit:
    """A kit that is being written."""

    archive: zipfile.ZipFile
    actor: Actor
    course: Course
    content: CourseContent
    names: dict[int, str] = field(default_factory=dict)
    """Where in the kit a file is that was written already."""
    room: int = field(default_factory=lambda: MOST_BYTES)
    """How many bytes of files it may still take."""

    def write(self) -> None:
        """Write all of it, the cover last: it names what the others hold."""
        self._page("style.css", "courses/kit/style.css")
        places = {item.key: f"item-{n:02}.html" for n, item in enumerate(self.content.items, 1)}
        credits_: dict[str, None] = {}
        for item in self.content.items:
            credits_ |= dict.fromkeys(self._item(item, places))
        guides = [which for which, text in self._guides().items() if self._guide(which, text)]
        self._page(
            "index.html",
            "courses/kit/index.html",
            places=places,
            guides=guides,
            aligned=frameworks.grouped(self.content.alignments),
            credit=credit(self.course, self.content),
            credits=[*self.content.credits, *credits_],
            at=clock.now(),
        )

    def _item(self, item: Item, places: dict[str, str]) -> list[str]:
        """Write an item's page and its lesson's; return whom to give credit for that."""
        body = bodies.body(self.actor, self.course, item, self.content.language)
        lesson = lessons.find(self.actor, body.lesson.id) if body.lesson else None
        order = list(places)
        place = order.index(item.key)
        self._page(
            places[item.key],
            "courses/kit/item.html",
            item=item,
            body=replace(
                body,
                text=self._local(rendered(item.text)).markup,
                file_url=self._file(body.file) if body.file else "",
                lesson_url=f"lesson-{lesson.id}.html" if lesson else "",
            ),
            before=places[order[place - 1]] if place else None,
            after=places[order[place + 1]] if place + 1 < len(order) else None,
        )
        return self._lesson(lesson) if lesson else []

    def _lesson(self, lesson: Lesson) -> list[str]:
        self._page(
            f"lesson-{lesson.id}.html",
            "courses/kit/lesson.html",
            lesson=lesson,
            local=self._local,
            material_url=self._material,
            address=_whole(url("lessons.show", portal=lesson.portal.slug, lesson_id=lesson.id)),
        )
        return [f"“{lesson.title}” · {lesson.author.name} · {lesson.licence}"]

    def _guides(self) -> dict[str, Text]:
        found = {"participant": self.content.participant_guide}
        if policy.can_read_facilitator_guide(self.actor, self.course):
            found["facilitator"] = self.content.facilitator_guide
        return found

    def _guide(self, which: str, text: Text) -> bool:
        if not text.source.strip():
            return False
        shown = self._local(rendered(text)).markup
        self._page(f"guide-{which}.html", "courses/kit/guide.html", which=which, text=shown)
        return True

    def _page(self, name: str, template: str, **values: Any) -> None:
        made = render_template(template, course=self.course, content=self.content, **values)
        self.archive.writestr(name, made)

    def _material(self, material: Material) -> str:
        return self._file(material.file) if material.file else material.url or ""

    def _file(self, stored: StoredFile) -> str:
        """Return where a file is read from a page of the kit; write it there once."""
        if stored.id not in self.names:
            self.names[stored.id] = self._packed(stored)
        return self.names[stored.id]

    def _packed(self, stored: StoredFile) -> str:
        if stored.size > self.room:
            return _whole(url("lessons.file", file_id=stored.id, name=stored.name))
        self.room -= stored.size
        name = f"files/{stored.id}-{stored.name}"
        info = zipfile.ZipInfo(name, clock.now().timetuple()[:6])
        is_packed = stored.media_type.startswith(_PACKED)
        info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        with self.archive.open(info, "w") as goal, files.open_file(stored) as source:
            shutil.copyfileobj(source, goal)
        return quote(name)

    def _local(self, text: RichText) -> RichText:
        """Return a text whose pictures are in the kit and whose other paths lead to the web."""
        return text.with_addresses(self._address)

    def _address(self, path: str) -> str:
        named = _STORED_FILE.match(path)
        stored = files.readable(self.actor, int(named[1])) if named else None
        return self._file(stored) if stored else _whole(path)


def _whole(path: str) -> str:
    return f"{base_url()}{path}"
