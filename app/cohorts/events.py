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
class CompletionTakenBack(EnrolmentEvent):
    """A trainer had let it count, and does not any more."""


@dataclass(frozen=True, slots=True)
class CohortChanged(Event):
    """Its revision or its sessions are others now: completion may be, too."""

    cohort_id: int
    actor_id: int


@dataclass(frozen=True, slots=True)
class InvitationWritten(Event):
    """Somebody without an account is offered a place: the mail is to be sent."""

    invitation_id: int


@dataclass(frozen=True, slots=True)
class SessionEvent(Event):
    """Something happened to a session."""

    session_id: int
    cohort_id: int
    actor_id: int


@dataclass(frozen=True, slots=True)
class SessionMoved(SessionEvent):
    """It takes place at another time or place."""


@dataclass(frozen=True, slots=True)
class SessionCancelled(SessionEvent):
    """It does not take place."""


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
