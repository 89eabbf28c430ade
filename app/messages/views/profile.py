"""On a person's page: the way to write to them."""

from app.accounts import profile
from app.accounts.models import Actor, User
from app.messages import policy, queries, taking


@profile.section
def writing(actor: Actor, person: User) -> profile.Section | None:
    """Offer people who may write a button, or say that no messages are taken."""
    if not isinstance(actor, User) or not policy.can_write(actor) or actor.id == person.id:
        return None
    terms = queries.terms([actor.id, person.id])
    values = {
        "no_messages": taking.obstacle_between(actor, person, terms),
        "has_blocked": (actor.id, person.id) in terms.blocks,
    }
    return profile.Section("messages/_on_profile.html", values, position=1)
