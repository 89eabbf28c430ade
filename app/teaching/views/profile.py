"""What teaching adds to a person's page."""

from app.accounts import profile
from app.accounts.models import Actor, User
from app.teaching import queries


@profile.section
def taught(actor: Actor, person: User) -> profile.Section | None:
    """Say how often colleagues taught this person's lessons, as far as this reader sees them."""
    times, lessons = queries.taught_by_colleagues(actor, person)
    if not times:
        return None
    values = {"taught_times": times, "taught_lessons": lessons}
    return profile.Section("teaching/_on_profile.html", values, position=5)
