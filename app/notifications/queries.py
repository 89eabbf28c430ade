"""Reading notices, paces, subscriptions and what stands in the way of mail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from cachetools import LRUCache, cached
from sqlalchemy import Select, func, select

from app.accounts.models import User
from app.kernel import paging
from app.kernel.db import session
from app.kernel.paging import Page
from app.notifications import digest, kinds
from app.notifications.counts import counts
from app.notifications.kinds import Told
from app.notifications.models import (
    DigestTurn,
    Level,
    Notice,
    NoticePace,
    Pace,
    Subscription,
    Target,
    Undeliverable,
)
from app.notifications.policy import visible_to

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """What every page of a person says: how much is unread, and whether mail reaches them."""

    unread: int = 0
    is_unreachable: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    """What is unread in other rooms, by name."""


def standing(person: User) -> Standing:
    """Return what the bar of every page says, in one statement."""
    count, is_unreachable, *more = session.execute(_asked(person)).one()
    return Standing(count, is_unreachable, dict(zip(counts(), more, strict=True)))


@cached(LRUCache(maxsize=2_000), key=lambda person: (person.id, person.email), lock=Lock())
def _asked(person: User) -> Select[Any]:
    """Build it once for each person: every page of theirs asks it."""
    unread = select(func.count()).where(Notice.user_id == person.id, Notice.is_unread)
    came_back = select(Undeliverable.user_id).where(
        Undeliverable.user_id == person.id, Undeliverable.email == person.email
    )
    own = [count(person).scalar_subquery() for count in counts().values()]
    return select(unread.scalar_subquery(), came_back.exists(), *own)


def subjects_of(person: User) -> set[str]:
    """Return the slugs of the subjects whose news the person wants."""
    return followed_subjects([person.id]).get(person.id, set())


def followed_subjects(user_ids: Iterable[int]) -> dict[int, set[str]]:
    """Return the slugs of the subjects whose news people want, by person."""
    return _by_person(
        select(Subscription.user_id, Subscription.slug).where(
            Subscription.user_id.in_(list(user_ids)),
            Subscription.kind == Target.SUBJECT,
            Subscription.level.in_((Level.WATCH, Level.FOLLOW)),
        )
    )


def followed(user_ids: Iterable[int], kind: Target) -> dict[int, set[int]]:
    """Return the ids of what people follow, in digests only, by person."""
    return _by_person(
        select(Subscription.user_id, Subscription.target_id).where(
            Subscription.user_id.in_(list(user_ids)),
            Subscription.kind == kind,
            Subscription.level == Level.FOLLOW,
        )
    )


def _by_person(pairs: Select[int, Any]) -> dict[int, set[Any]]:
    found: dict[int, set[Any]] = {}
    for user_id, value in session.execute(pairs):
        found.setdefault(user_id, set()).add(value)
    return found


def get(person: User, notice_id: int) -> Notice | None:
    """Return a notice to whoever it is for: the one door to it."""
    return session.scalar(select(Notice).where(Notice.id == notice_id, Notice.user_id == person.id))


def page(person: User, *, after: str | None = None, before: str | None = None) -> Page[Notice]:
    """Return a person's notices, the unread ones first, the newest of each first."""
    return paging.page(
        select(Notice).where(visible_to(person)),
        Notice.is_unread,
        Notice.told_at,
        Notice.id,
        size=PAGE_SIZE,
        after=after,
        before=before,
    )


def in_words(person: User, notices: list[Notice]) -> list[tuple[Notice, Told]]:
    """Return the notices that the person may still see, each in words."""
    words = kinds.told(person, notices)
    return [(notice, words[notice.id]) for notice in notices if notice.id in words]


def paces(user_ids: Iterable[int]) -> dict[int, dict[str, Pace]]:
    """Return how soon people want mail about each kind and section, as chosen or by default."""
    defaults = kinds.default_paces() | digest.default_paces()
    wanted = {user_id: dict(defaults) for user_id in user_ids}
    chosen = session.execute(
        select(NoticePace.user_id, NoticePace.name, NoticePace.pace).where(
            NoticePace.user_id.in_(list(wanted))
        )
    )
    for user_id, name, pace in chosen:
        if name in defaults:
            wanted[user_id][name] = pace
    return wanted


def turn(person: User) -> DigestTurn | None:
    """Return when the person's digest is due; None before the first time."""
    return session.get(DigestTurn, person.id)


def undeliverable(person: User) -> Undeliverable | None:
    """Return why mail does not reach the person, while the address is still theirs."""
    found = session.get(Undeliverable, person.id)
    return found if found is not None and found.email == person.email else None


def subscriptions(person: User) -> list[Subscription]:
    """Return what the person watches, follows and has muted, the newest first."""
    return list(
        session.scalars(
            select(Subscription)
            .where(Subscription.user_id == person.id)
            .order_by(
                Subscription.created_at.desc(),
                Subscription.kind,
                Subscription.target_id,
                Subscription.slug,
            )
            .limit(MOST_SUBSCRIPTIONS)
        )
    )


MOST_SUBSCRIPTIONS = 500
"""Of one page; nobody has looked through more."""
