"""Cards of a portal's list as rows: what a card shows is also the name under which it is kept."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select

from app.accounts.models import User
from app.lessons.models import Devices, Lesson, Status
from app.portals.models import Portal


class CardRow(NamedTuple):
    """As much of a lesson as its card shows."""

    id: int
    lock: int
    revised_at: datetime
    published_at: datetime | None
    portal_slug: str
    author_name: str
    title: str
    summary: str
    language: str
    status: Status
    main_subject: str | None
    age_min: int | None
    age_max: int | None
    minutes: int | None
    devices: Devices | None


def select_cards(lessons: Select[Any]) -> Select[Any]:
    """Select the rows of lessons."""
    columns: list[Any] = [
        Lesson.id, Lesson.lock, Lesson.revised_at, Lesson.published_at, Portal.slug, User.name,
        Lesson.title, Lesson.summary, Lesson.language, Lesson.status, Lesson.main_subject,
        Lesson.age_min, Lesson.age_max, Lesson.minutes, Lesson.devices,
    ]  # fmt: skip
    joined = lessons.join(Portal, Portal.id == Lesson.portal_id)
    return joined.join(User, User.id == Lesson.author_id).with_only_columns(*columns)
