"""How many conversations a person may begin: few until they are known, enough for anybody later.

A person is known once colleagues have answered them and a few days have passed; trainers,
moderators and stewards are from the start. Whoever meets a limit reads what lifts it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.accounts.models import User
from app.accounts.newcomers import is_trusted
from app.kernel import clock
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext
from app.messages.models import Conversation, Message

NEW_BEGIN_A_DAY = 3
MOST_BEGIN_A_DAY = 40
MOST_SENT_A_DAY = 300
KNOWN_AFTER = timedelta(days=3)
KNOWN_ANSWERS = 2
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Use:
    """What a person has done so far."""

    begun: int
    """Conversations, during the last day."""
    answered: int
    """Conversations that they began and somebody answered."""
    since: datetime | None

    @property
    def is_known(self) -> bool:
        """Whether they are no new member any more."""
        is_old = self.since is not None and clock.now() - self.since >= KNOWN_AFTER
        return is_old and self.answered >= KNOWN_ANSWERS


def check_sending(actor: User) -> None:
    """Raise Refused when somebody has written more than anybody does in a day."""
    lately = Message.created_at > clock.now() - DAY
    count = select(func.count()).where(Message.author_id == actor.id, lately)
    if (session.scalar(count) or 0) >= MOST_SENT_A_DAY:
        raise Refused(_("That is very much for one day. Go on tomorrow."))


def check_beginning(actor: User) -> None:
    """Raise Refused when somebody has begun enough conversations for one day."""
    use = _use_of(actor)
    if use.begun >= MOST_BEGIN_A_DAY:
        raise Refused(_("That is very much for one day. Go on tomorrow."))
    if use.begun >= NEW_BEGIN_A_DAY and not is_trusted(actor) and not use.is_known:
        raise Refused(f"{_limit()} {_lifted()}")


def _use_of(actor: User) -> Use:
    mine = Conversation.begun_by_id == actor.id
    lately = Conversation.created_at > clock.now() - DAY
    answers = (
        select(Message.id)
        .where(Message.conversation_id == Conversation.id, Message.author_id != actor.id)
        .exists()
    )
    begun = select(func.count()).select_from(Conversation).where(mine, lately)
    answered = select(func.count()).select_from(Conversation).where(mine, answers)
    counted = session.execute(select(begun.scalar_subquery(), answered.scalar_subquery())).one()
    return Use(*counted, since=actor.confirmed_at)


def _limit() -> str:
    return ngettext(
        "New members begin %(num)s conversation a day.",
        "New members begin %(num)s conversations a day.",
        NEW_BEGIN_A_DAY,
    )


def _lifted() -> str:
    return ngettext(
        "This limit ends by itself when %(num)s colleague has answered you"
        " and you have been here for a few days.",
        "This limit ends by itself when %(num)s colleagues have answered you"
        " and you have been here for a few days.",
        KNOWN_ANSWERS,
    )
