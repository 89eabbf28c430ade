"""Lessons for tests: written with the actions of the house, as their author would.

`said` makes a content, `draft` a lesson that only its author sees, `published` one that is out.
"""

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from app.accounts.models import User
from app.kernel.db import session
from app.kernel.jobs import Job
from app.lessons import actions
from app.lessons.content import LessonContent, MaterialContent, StepContent, Text
from app.lessons.models import Family, Lesson, Origin
from app.lessons.queries import WHOLE
from app.portals.models import Portal


def said(title: str = "Rain in a bottle", **values: Any) -> LessonContent:
    """Return a content that can be published."""
    defaults: dict[str, Any] = {
        "language": "en",
        "summary": "Pupils build a rain gauge and read it for a week.",
        "subjects": ("science",),
        "levels": ("primary",),
        "age_min": 9,
        "age_max": 12,
        "devices": "none",
        "outcomes": ("measure rainfall to the millimetre",),
        "steps": (
            StepContent("Build the gauge", 40, "groups", Text("Cut the bottle *carefully*.")),
            StepContent("Read it", 10, "pairs", Text("Read it at eye level.")),
        ),
    }
    return LessonContent(title=title, **(defaults | values))


def link(title: str, **values: Any) -> MaterialContent:
    """Return a material on the web."""
    return MaterialContent(title, url=f"https://example.org/{title.lower()}", **values)


def draft(portal: Portal, author: User, title: str = "Rain in a bottle", **values: Any) -> Lesson:
    """Return a lesson that only its author sees; `origin` is a dict for an imported one."""
    origin = values.pop("origin", None)
    family_id = values.pop("family_id", None) or _family()
    made = actions.begin(portal, said(title, **values), author=author, family_id=family_id)
    made.origin = Origin(portal_id=portal.id, **origin) if origin else None
    session.flush()
    return made


def published(
    portal: Portal, author: User, title: str = "Rain in a bottle", **values: Any
) -> Lesson:
    """Return a lesson that is out, `at` a moment if that is given; nothing is left to be done."""
    at: datetime | None = values.pop("at", None)
    made = draft(portal, author, title, **values)
    made.publish(at or made.created_at)
    actions.note_life(made, actor=author)
    session.flush()
    return made


def withdrawn(
    portal: Portal, author: User, title: str = "Rain in a bottle", **values: Any
) -> Lesson:
    """Return a lesson that was out once."""
    made = published(portal, author, title, **values)
    made.withdraw()
    actions.note_life(made, actor=author)
    session.flush()
    return made


def read_again(lesson: Lesson) -> Lesson:
    """Return the lesson as the database has it now, whole."""
    session.commit()
    session.expire_all()
    found = select(Lesson).where(Lesson.id == lesson.id).options(*WHOLE)
    return session.scalars(found.execution_options(populate_existing=True)).unique().one()


def recorded(event: type) -> list[dict[str, Any]]:
    """Return the events of this type that were written down, as their first subscriber has them."""
    name = f"{event.__module__.removeprefix('app.')}.{event.__name__}"
    written = session.scalars(select(Job).where(Job.event == name).order_by(Job.id)).all()
    return [job.payload for job in written if job.handler == written[0].handler]


def picture(form: str = "PNG", size: tuple[int, int] = (60, 40), **saved: Any) -> BytesIO:
    """Return a small picture as somebody would send it."""
    sent = BytesIO()
    Image.new("RGB", size, "teal").save(sent, form, **saved)
    sent.seek(0)
    return sent


def _family() -> int:
    family = Family()
    session.add(family)
    session.flush()
    return family.id


@pytest.fixture
def lesson(north: Portal, amina: User) -> Lesson:
    """Amina's lesson in North, which everyone may read."""
    return published(north, amina)
