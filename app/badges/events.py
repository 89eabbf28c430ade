"""What happens to badges."""

from dataclasses import dataclass

from app.kernel.jobs import Event


@dataclass(frozen=True, slots=True)
class AwardEvent(Event):
    """Something happened to an award; `actor_id` is 0 where the house did it by its rules."""

    award_id: int
    actor_id: int


@dataclass(frozen=True, slots=True)
class Awarded(AwardEvent):
    """Somebody has earned a badge."""


@dataclass(frozen=True, slots=True)
class AwardRevoked(AwardEvent):
    """The issuer took an award back."""
