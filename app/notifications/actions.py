"""What people do about what they are told."""

from collections.abc import Mapping

from sqlalchemy import update

from app.accounts.models import User
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.notifications import policy, queries, turns
from app.notifications.models import (
    DigestTurn,
    Level,
    Notice,
    NoticePace,
    Pace,
    Target,
    Undeliverable,
)
from app.notifications.subscriptions import Key, set_level, target_of


def read(notice: Notice, *, actor: User) -> None:
    """Take note that the person knows."""
    require(policy.can_read(actor, notice))
    notice.is_unread = False


def read_all(*, actor: User) -> None:
    """Take note that the person knows everything told so far."""
    session.execute(
        update(Notice).where(Notice.user_id == actor.id, Notice.is_unread).values(is_unread=False)
    )


def read_bundle(bundle: str, *, actor: User) -> None:
    """Take note that the person has seen what a bundle is about: a room's page was read."""
    session.execute(
        update(Notice)
        .where(Notice.user_id == actor.id, Notice.bundle == bundle, Notice.is_unread)
        .values(is_unread=False)
    )


def choose_paces(paces: Mapping[str, Pace], *, weekday: int, actor: User) -> None:
    """Let the person hear of each kind and section this soon, weekly on this day."""
    for name, pace in paces.items():
        session.merge(NoticePace(user_id=actor.id, name=name, pace=pace))
    turn = queries.turn(actor)
    if turn is None:
        turn = _first_turn(actor)
    turn.weekday = weekday
    is_daily = Pace.DAILY in paces.values()
    turn.due_at = turns.next_due(clock.now(), actor.time_zone, None if is_daily else weekday)


def _first_turn(person: User) -> DigestTurn:
    at = clock.now()
    turn = DigestTurn(user_id=person.id, due_at=at, daily_since=at, weekly_since=at)
    session.add(turn)
    return turn


def stop_kind(name: str, *, person: User) -> None:
    """Send the person no mail about a kind or section any more; the app still tells."""
    session.merge(NoticePace(user_id=person.id, name=name, pace=Pace.NEVER))


def stop_digest(*, person: User) -> None:
    """Send the person no digest any more."""
    for name, pace in queries.paces([person.id])[person.id].items():
        if pace in (Pace.DAILY, Pace.WEEKLY):
            stop_kind(name, person=person)


def follow_subjects(slugs: set[str], *, actor: User) -> None:
    """Let digests tell the person what is new in these subjects, and in no others."""
    before = queries.subjects_of(actor)
    for slug in before ^ slugs:
        level = Level.FOLLOW if slug in slugs else None
        set_level(actor, Target.SUBJECT, 0, level, slug=slug)


def subscribe(kind: str, key: Key, level: Level | None, *, actor: User) -> None:
    """Let the person hear more or less of something from now on; None: as others do."""
    target_id, slug = key
    set_level(actor, kind, target_id, level, slug=slug)


def mute(bundle: str, *, person: User) -> None:
    """Tell the person nothing more of what a bundle is about, nor of what they have not read."""
    read_bundle(bundle, actor=person)
    target = target_of(bundle)
    if target is not None:
        kind, target_id, slug = target
        set_level(person, kind, target_id, Level.MUTE, slug=slug)


def came_back(person: User, reason: str) -> None:
    """Send no more mail to the person's address, from which it comes back."""
    if person.email is not None:
        session.merge(
            Undeliverable(
                user_id=person.id, email=person.email, reason=reason[:500], at=clock.now()
            )
        )


def try_again(*, actor: User) -> None:
    """Send mail to the person's address again: the mailbox is mended."""
    found = session.get(Undeliverable, actor.id)
    if found is not None:
        session.delete(found)
