"""What happens to portals and to people's places in them."""

from dataclasses import dataclass

from app.kernel.jobs import Event


@dataclass(frozen=True, slots=True)
class PortalRevised(Event):
    """Its stewards decided something else about it; `closing_changed` when it closed or opened."""

    portal_id: int
    actor_id: int
    closing_changed: bool


@dataclass(frozen=True, slots=True)
class MembershipEvent(Event):
    """Something became of a person's place; `change_id` is the MembershipChange that says why."""

    portal_id: int
    user_id: int
    change_id: int


@dataclass(frozen=True, slots=True)
class MemberJoined(MembershipEvent):
    """The person belongs to the portal now: at once, accepted, or by invitation."""


@dataclass(frozen=True, slots=True)
class RequestRefused(MembershipEvent):
    """The person asked to join and was refused."""


@dataclass(frozen=True, slots=True)
class RoleChanged(MembershipEvent):
    """The person may do more or less in the portal than before."""


@dataclass(frozen=True, slots=True)
class MemberRemoved(MembershipEvent):
    """The person does not belong to the portal any more: left, or was removed."""
