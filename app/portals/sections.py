"""The portals of a person, on their page."""

from app.accounts import profile
from app.accounts.models import Actor, User
from app.portals import queries


@profile.section
def portals(actor: Actor, person: User) -> profile.Section | None:
    """Show to which portals a person belongs, as far as they exist for whoever asks."""
    found = queries.of_person(actor, person)
    return profile.Section("portals/_of_person.html", {"places": found}) if found else None
