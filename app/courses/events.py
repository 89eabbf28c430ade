"""What happens to courses."""

from dataclasses import dataclass

from app.kernel.jobs import Event


@dataclass(frozen=True, slots=True)
class CourseEvent(Event):
    """Something happened to a course."""

    course_id: int
    actor_id: int


@dataclass(frozen=True, slots=True)
class CoursePublished(CourseEvent):
    """A revision of it can be seen, as far as its reach."""


@dataclass(frozen=True, slots=True)
class CourseWithdrawn(CourseEvent):
    """It is out of sight; its cohorts go on."""
