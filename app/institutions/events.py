"""What happens to people's places in institutions."""

from dataclasses import dataclass

from app.kernel.jobs import Event


@dataclass(frozen=True, slots=True)
class PlaceAsked(Event):
    """Somebody says that they belong to an institution."""

    institution_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class PlaceDecided(Event):
    """Somebody else changed a person's place: `change_id` says how and why."""

    change_id: int
    institution_id: int
    user_id: int
    actor_id: int
