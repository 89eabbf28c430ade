"""Why somebody cannot be written to just now, in words that tell nobody's choice."""

from collections.abc import Iterable, Sequence

from app.accounts.models import User
from app.kernel.i18n import gettext as _
from app.messages import policy, queries
from app.messages.models import MOST_PEOPLE, Conversation
from app.messages.policy import Terms
from app.notifications import isolate


def obstacle_to_reply(actor: User, conversation: Conversation) -> str | None:
    """Return why the actor cannot write in a conversation; None if they can.

    Between two both have a say; among more, whoever does not want to hear leaves.
    """
    present = conversation.present_beside(actor.id)
    if not policy.can_write(actor):
        return _unconfirmed()
    if not present:
        return _("Nobody else takes part in this conversation any more.")
    return _not_taking(actor, present) if conversation.is_between_two else None


def obstacle_to_begin(actor: User, others: Sequence[User]) -> str | None:
    """Return why the actor cannot begin a conversation with these people; None if they can."""
    if not policy.can_write(actor):
        return _unconfirmed()
    if not others:
        return _("Choose to whom you write.")
    if len(others) >= MOST_PEOPLE:
        return _(
            "A conversation has room for %(most)s people, you among them.", most=str(MOST_PEOPLE)
        )
    return _not_taking(actor, others)


def obstacle_between(actor: User, person: User, terms: Terms) -> str | None:
    """Return why these two cannot write to each other; None if they can.

    Whoever takes nothing from somebody does not write to them either: no answer could come.
    """
    if (actor.id, person.id) in terms.blocks:
        return _("You have blocked %(name)s.", name=isolate(person.name))
    if not policy.takes_from(person, actor, terms):
        return _("%(name)s does not take messages.", name=isolate(person.name))
    if not policy.takes_from(actor, person, terms):
        return _(
            "You do not take messages from %(name)s, who could not answer you."
            " Change that in your settings first.",
            name=isolate(person.name),
        )
    return None


def _not_taking(actor: User, others: Iterable[User]) -> str | None:
    people = list(others)
    terms = queries.terms([actor.id, *(one.id for one in people)])
    found = (obstacle_between(actor, one, terms) for one in people)
    return next((words for words in found if words), None)


def _unconfirmed() -> str:
    return _("Confirm your e-mail address first: then you can write.")
