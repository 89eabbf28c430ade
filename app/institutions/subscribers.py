"""What follows when something happened to a place in an institution: people are told."""

from app import notifications
from app.institutions import notices, queries
from app.institutions.events import PlaceAsked, PlaceDecided
from app.kernel.jobs import Turn, subscribe


@subscribe(PlaceAsked, turn=Turn.LATE)
def tell_coordinators(event: PlaceAsked) -> None:
    """Tell those who can confirm it."""
    notifications.tell(
        [person.id for person in queries.coordinators(event.institution_id)],
        kind=notices.ASKED,
        bundle=notices.bundle(event.institution_id),
        subject_id=event.institution_id,
        actor_id=event.user_id,
    )


@subscribe(PlaceDecided, turn=Turn.LATE)
def tell_of_decision(event: PlaceDecided) -> None:
    """Tell somebody what others decided about their place."""
    notifications.tell(
        [event.user_id],
        kind=notices.DECIDED,
        bundle=f"{notices.bundle(event.institution_id)}:{event.change_id}",
        subject_id=event.change_id,
        actor_id=event.actor_id,
    )
