"""What badges add to a person's page."""

from app.accounts import profile
from app.accounts.models import Actor, User
from app.badges import lists, queries
from app.kernel import clock


@profile.section
def badges(actor: Actor, person: User) -> profile.Section | None:
    """Show what the person shows to everyone: awards that count, badges from elsewhere."""
    at = clock.now()
    awards = [one for one in queries.shown_by(person) if one.holds(at)]
    foreign = lists.foreign_shown_by(person)
    if not awards and not foreign:
        return None
    values = {"shown_awards": awards, "shown_foreign": foreign}
    return profile.Section("badges/_on_profile.html", values, position=7)
