"""Digests: whose turn it is, what each person is told, written for a group at a time."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select

from app.accounts.models import User
from app.accounts.queries import WHOLE
from app.kernel import clock
from app.kernel.db import session
from app.kernel.i18n import speaking
from app.kernel.jobs import record
from app.notifications import digest, kinds, letters, queries, turns
from app.notifications.events import DigestGroupDue
from app.notifications.letters import Part
from app.notifications.models import DigestTurn, Notice, Pace, Undeliverable

GROUP = 100
"""People of one job."""

AT_ONCE = 5_000
"""People looked at in one transaction; the rest have their turn in the next."""

MOST = 20
"""Notices of one mail; more are counted."""

Paces = dict[str, Pace]


def enrol() -> int:
    """Give a first turn to those who have none; their digests tell from now on."""
    now = clock.now()
    newcomers = session.execute(
        select(User.id, User.time_zone)
        .outerjoin(DigestTurn)
        .where(DigestTurn.user_id.is_(None), User.confirmed_at.is_not(None))
        .order_by(User.id)
        .limit(AT_ONCE)
    ).all()
    for user_id, zone in newcomers:
        due = turns.next_due(now, zone, 0)
        turn = DigestTurn(user_id=user_id, due_at=due, daily_since=now, weekly_since=now, weekday=0)
        session.add(turn)
    return len(newcomers)


def call_up() -> int:
    """Take the turns that are due, set the next ones, and leave the mails to jobs of a group each.

    Turn and job are written in one transaction, so that nobody is called up twice.
    """
    now = clock.now()
    due = session.execute(
        select(DigestTurn, User.time_zone)
        .join(User)
        .where(DigestTurn.due_at <= now)
        .order_by(DigestTurn.due_at, DigestTurn.user_id)
        .limit(AT_ONCE)
        .with_for_update(of=DigestTurn, skip_locked=True)
    ).all()
    daily = _with_daily([turn.user_id for turn, _ in due])
    alike: dict[tuple[datetime, datetime | None], list[int]] = {}
    for turn, zone in due:
        is_daily = turn.user_id in daily
        since = _take(turn, now, zone, is_daily=is_daily)
        alike.setdefault(since, []).append(turn.user_id)
    for (daily_since, weekly_since), user_ids in alike.items():
        for group in _groups(user_ids):
            weekly = weekly_since.isoformat() if weekly_since else None
            record(DigestGroupDue(group, daily_since.isoformat(), weekly))
    return len(due)


def write_group(event: DigestGroupDue) -> None:
    """Write the digests of a group, in a number of statements that does not grow with its people.

    Only the sentences of their notices are looked for one by one, for each as that person.
    """
    people = _reachable(event.user_ids)
    paces = queries.paces(person.id for person in people)
    sections = _sections(people, paces, event)
    notices = _notices(people, paces, weekly=event.weekly_since is not None)
    with session.no_autoflush:  # or each person's sentences would wait for the last one's mail
        for person in people:
            mine = notices.get(person.id, [])
            _write(person, mine, sections.get(person.id, []), weekly=event.weekly_since is not None)


def _write(
    person: User, notices: Sequence[Notice], sections: Sequence[Part], *, weekly: bool
) -> None:
    """Write one person's digest, if there is anything to tell."""
    with speaking(person.locale, person.time_zone):
        parts = [*_told(person, notices[:MOST]), *sections]
    for notice in notices:
        notice.mark_mailed()
    if parts:
        letters.write_digest(person, parts, weekly=weekly, more=len(notices[MOST:]))


def _take(
    turn: DigestTurn, now: datetime, zone: str, *, is_daily: bool
) -> tuple[datetime, datetime | None]:
    """Set a person's next turn; return from when on this one tells, day and week."""
    daily_since, weekly_since = turn.daily_since, turn.weekly_since
    is_weekly = not is_daily or turns.is_on(turn.due_at, zone, turn.weekday)
    turn.due_at = turns.next_due(now, zone, None if is_daily else turn.weekday)
    turn.daily_since = now
    if is_weekly:
        turn.weekly_since = now
    return daily_since, weekly_since if is_weekly else None


def _with_daily(user_ids: list[int]) -> set[int]:
    found = queries.paces(user_ids)
    return {user_id for user_id, paces in found.items() if Pace.DAILY in paces.values()}


def _reachable(user_ids: list[int]) -> list[User]:
    """Return those whom mail reaches, with their places in portals."""
    came_back = select(Undeliverable.user_id).where(
        Undeliverable.user_id == User.id, Undeliverable.email == User.email
    )
    found = session.scalars(
        select(User)
        .where(User.id.in_(user_ids), User.email.is_not(None), ~came_back.exists())
        .options(*WHOLE)
        .order_by(User.id)
    )
    return list(found)


def _is_due(pace: Pace, *, weekly: bool) -> bool:
    """Return whether this digest tells it; what no mail told at once is told after a week."""
    return pace == Pace.DAILY or (weekly and pace != Pace.NEVER)


def _sections(
    people: Sequence[User], paces: dict[int, Paces], event: DigestGroupDue
) -> dict[int, list[Part]]:
    """Return the sections that have something new, by person."""
    found: dict[int, list[Part]] = {}
    for section in digest.sections():
        for pace, since in ((Pace.DAILY, event.daily_since), (Pace.WEEKLY, event.weekly_since)):
            readers = [one for one in people if paces[one.id][section.name] == pace]
            if since is None or not readers:
                continue
            for user_id, items in section.collect(readers, datetime.fromisoformat(since)).items():
                if items:
                    found.setdefault(user_id, []).append((section.label, items))
    return found


def _notices(
    people: Sequence[User], paces: dict[int, Paces], *, weekly: bool
) -> dict[int, list[Notice]]:
    """Return what is unread and in no mail yet, the newest first, by person."""
    found = session.scalars(
        select(Notice)
        .where(
            Notice.user_id.in_([person.id for person in people]),
            Notice.is_unread,
            Notice.mailed_count < Notice.count,
            Notice.is_mail_due.is_(False),
        )
        .order_by(Notice.user_id, Notice.told_at.desc(), Notice.id.desc())
    )
    by_person: dict[int, list[Notice]] = {}
    for notice in found:
        pace = paces[notice.user_id].get(notice.kind)
        if pace is not None and _is_due(pace, weekly=weekly):
            by_person.setdefault(notice.user_id, []).append(notice)
    return by_person


def _told(person: User, notices: Sequence[Notice]) -> Iterator[Part]:
    """Return a person's notices in words, by kind."""
    words = kinds.told(person, notices) if notices else {}
    for kind in kinds.kinds():
        items = [words[n.id] for n in notices if n.kind == kind.name and n.id in words]
        if items:
            yield str(kind.label), items


def _groups(user_ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(user_ids), GROUP):
        yield user_ids[start : start + GROUP]
