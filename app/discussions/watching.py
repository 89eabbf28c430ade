"""The watch over unanswered questions: after two days colleagues who could answer hear of one.

First those who read its language and know its subject by their own lessons; two days later, if
nobody has answered, the moderators of its portal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from app import notifications
from app.accounts import queries as accounts
from app.accounts.models import Membership, Role, Standing
from app.discussions import notices, opened, policy
from app.discussions.models import Post, Thread
from app.kernel import clock, schedule
from app.kernel.db import session
from app.kernel.jobs import Event, Turn, subscribe
from app.lessons.models import Lesson, Status, Term, Vocabulary

PATIENCE = timedelta(hours=48)
MOST_ASKED = 10


@dataclass(frozen=True, slots=True)
class WatchDue(Event):
    """An hour has passed since somebody looked at unanswered questions."""


schedule.every(timedelta(hours=1), WatchDue)


@subscribe(WatchDue, turn=Turn.LATE)
def watch(event: WatchDue) -> None:
    """Offer questions that nobody has answered to those who could."""
    now = clock.now()
    for thread in opened.unanswered(now - 4 * PATIENCE, before=now - PATIENCE):
        first = opened.first_post(thread.id)
        if first is not None:
            late = thread.created_at < now - 2 * PATIENCE
            _offer(thread, first, _moderators(thread) if late else _colleagues(thread))


def _offer(thread: Thread, first: Post, ids: Iterable[int]) -> None:
    people = accounts.many_with_places(ids)
    able = [
        person.id
        for person in people
        if person.id != thread.author_id
        and thread.language in person.languages
        and policy.can_reply(person, thread)
    ]
    notifications.tell(
        able[:MOST_ASKED],
        kind=notices.QUESTION,
        bundle=notices.bundle(thread.id),
        subject_id=first.id,
        actor_id=thread.author_id or 0,
    )


def _colleagues(thread: Thread) -> Iterable[int]:
    """Return members who have published lessons on its subject, or any."""
    authors = (
        select(Lesson.author_id)
        .join(Membership, Membership.user_id == Lesson.author_id)
        .where(
            Membership.portal_id == thread.portal_id,
            Membership.standing == Standing.ACTIVE,
            Lesson.status == Status.PUBLISHED,
        )
    )
    if thread.subject:
        authors = authors.join(Term, Term.lesson_id == Lesson.id).where(
            Term.vocabulary == Vocabulary.SUBJECT, Term.term == thread.subject
        )
    return session.scalars(authors.distinct().limit(50)).all()


def _moderators(thread: Thread) -> Iterable[int]:
    found = select(Membership.user_id).where(
        Membership.portal_id == thread.portal_id,
        Membership.standing == Standing.ACTIVE,
        Membership.role.in_((Role.MODERATOR, Role.STEWARD)),
    )
    return session.scalars(found).all()
