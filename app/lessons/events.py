"""What happens to lessons."""

from dataclasses import dataclass

from app.kernel.jobs import Event


@dataclass(frozen=True, slots=True)
class LessonEvent(Event):
    """Something happened to a lesson."""

    lesson_id: int
    actor_id: int


@dataclass(frozen=True, slots=True)
class LessonPublished(LessonEvent):
    """It can be seen as far as its reach."""


@dataclass(frozen=True, slots=True)
class LessonRevised(LessonEvent):
    """It says something else than before."""


@dataclass(frozen=True, slots=True)
class LessonWithdrawn(LessonEvent):
    """It is out of sight."""


@dataclass(frozen=True, slots=True)
class MaterialAdded(LessonEvent):
    """A file came to a lesson: its text is still to be read."""

    file_id: int
