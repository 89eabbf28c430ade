"""On a person's page: the way to hear of what they share."""

from app.accounts import profile
from app.accounts.models import Actor, User
from app.notifications import subscriptions
from app.notifications.forms import LEVELS
from app.notifications.models import Target


@profile.section
def watching(actor: Actor, person: User) -> profile.Section | None:
    """Let others watch, follow or mute the person."""
    if not actor.is_signed_in or actor.id == person.id:
        return None
    level = subscriptions.level_of(actor.id, Target.AUTHOR, person.id)
    return profile.Section("notifications/_on_profile.html", {"level": level, "levels": LEVELS})
