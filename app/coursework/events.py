"""What happens to the work of participants."""

from dataclasses import dataclass

from app.kernel.jobs import Event


@dataclass(frozen=True, slots=True)
class SubmissionEvent(Event):
    """Something happened to what somebody handed in, or wants to."""

    submission_id: int
    cohort_id: int
    actor_id: int


@dataclass(frozen=True, slots=True)
class SubmissionHandedIn(SubmissionEvent):
    """It waits to be marked; peers may be asked to look at it."""

    is_late: bool


@dataclass(frozen=True, slots=True)
class SubmissionTakenBack(SubmissionEvent):
    """Its author goes on with it."""


@dataclass(frozen=True, slots=True)
class SubmissionMarked(SubmissionEvent):
    """It is passed or not, or its mark is another one now."""


@dataclass(frozen=True, slots=True)
class SubmissionReturned(SubmissionEvent):
    """It is to be handed in again."""


@dataclass(frozen=True, slots=True)
class PeerReviewsAssigned(Event):
    """Participants are asked to look at each other's work."""

    task_ids: list[int]
    cohort_id: int


@dataclass(frozen=True, slots=True)
class PeerRoundsDue(Event):
    """An hour has passed: assignments may have become due."""
