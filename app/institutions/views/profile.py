"""Where a person belongs, on their page."""

from app.accounts import profile
from app.accounts.models import Actor, User
from app.institutions import queries


@profile.section
def institutions(actor: Actor, person: User) -> profile.Section | None:
    """Show the institutions that have confirmed the person."""
    found = queries.of_person(actor, person)
    if not found:
        return None
    return profile.Section("institutions/_on_profile.html", {"institutions": found}, position=5)
