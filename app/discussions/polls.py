"""Reading polls: what a thread lets people choose from, and how it stands."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from app.accounts.models import Actor
from app.discussions.models import Poll, PollVote, Thread
from app.kernel.db import session


def of(thread: Thread) -> Poll | None:
    """Return what a thread lets people choose from."""
    found = select(Poll).where(Poll.thread_id == thread.id)
    return session.scalar(found.options(selectinload(Poll.options)))


@dataclass(frozen=True, slots=True)
class Votes:
    """How a poll stands, by option, and what this person chose."""

    counts: Mapping[int, int]
    mine: frozenset[int]
    voters: int


def votes(poll: Poll, actor: Actor) -> Votes:
    """Count the votes for each option."""
    ids = [option.id for option in poll.options]
    here = PollVote.option_id.in_(ids)
    by_option = select(PollVote.option_id, func.count()).where(here).group_by(PollVote.option_id)
    own = select(PollVote.option_id).where(here, PollVote.user_id == actor.id)
    voters = select(func.count(PollVote.user_id.distinct())).where(here)
    return Votes(
        Counter(dict(session.execute(by_option).all())),
        frozenset(session.scalars(own)),
        session.scalar(voters) or 0,
    )
