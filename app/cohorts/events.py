"""What happens in cohorts."""

from dataclasses import dataclass

from app.kernel.jobs import Event


@dataclass(frozen=True, slots=True)
class EnrolmentEvent(Event):
    """Something happened to somebody's place in a cohort."""

    enrolment_id: int
    cohort_id: int
    actor_id: int


@dataclass(frozen=True, slots=True)
class EnrolmentChanged(EnrolmentEvent):
    """It has another standing: somebody asked, was let in, was invited, left."""

    standing: str


@dataclass(frozen=True, slots=True)
class CourseCompleted(EnrolmentEvent):
    """The course counts as completed: badges listen."""


@dataclass(frozen=True, slots=True)
class Announced(Event):
    """Trainers told a cohort something."""

    announcement_id: int
    cohort_id: int
    actor_id: int


@dataclass(frozen=True, slots=True)
class ItemReached(EnrolmentEvent):
    """A participant has come further with an item."""

    item_key: str
    state: str
