"""Telling people: one notice each, bundled while it is unread, a mail a little later."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice

from sqlalchemy import ColumnElement, and_, insert, or_, select

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import session
from app.kernel.jobs import record
from app.notifications import kinds
from app.notifications.events import NoticeMailDue
from app.notifications.models import (
    Level,
    Notice,
    NoticePace,
    NoticeSubject,
    Pace,
    Subscription,
    Target,
)
from app.notifications.subscriptions import target_of

AT_ONCE = 1_000
"""People of one statement."""

FIRST_MAIL = timedelta(minutes=1)
NEXT_MAIL = timedelta(minutes=15)
"""How long a mail waits for more of its bundle; the later ones wait longer."""


def tell(
    user_ids: Iterable[int],
    *,
    kind: str,
    bundle: str,
    subject_id: int,
    actor_id: int,
    at_once: bool = True,
) -> None:
    """Tell people of a record: never the actor, nobody twice, nobody who has muted it.

    Say it only to those who may see the record now; whoever may not see it later is not shown it.
    An unread notice of the same bundle counts one up. Not `at_once`, the next digest tells those
    who want mail at once: they only follow. Call it in the job of an event.
    """
    default = _default(kind)
    for part in _in_parts(sorted(set(user_ids) - {actor_id})):
        paces = _paces(part, kind=kind, bundle=bundle, subject_id=subject_id, actor_id=actor_id)
        notices = _unread(paces, kind, bundle)
        for notice in notices:
            notice.add(subject_id, actor_id=actor_id, at=clock.now())
        rest = paces.keys() - {notice.user_id for notice in notices}
        notices += _begun(rest, kind, bundle, subject_id, actor_id)
        for notice in notices:
            session.add(NoticeSubject(notice_id=notice.id, subject_id=subject_id))
            if at_once and (paces[notice.user_id] or default) == Pace.AT_ONCE:
                ask_for_mail(notice)
    session.flush()


def ask_for_mail(notice: Notice) -> None:
    """Let a mail tell of the notice soon, unless one will already."""
    if not notice.is_mail_due:
        notice.is_mail_due = True
        record(NoticeMailDue(notice.id), after=NEXT_MAIL if notice.mailed_count else FIRST_MAIL)


def _default(name: str) -> Pace:
    known = kinds.kind(name)
    if known is None:
        raise LookupError(f"no room has registered the kind {name}")
    return known.default


def _paces(
    user_ids: list[int], *, kind: str, bundle: str, subject_id: int, actor_id: int
) -> dict[int, Pace | None]:
    """Return who of these is to be told, each with the pace of their choice."""
    told_of_it = (
        select(Notice.id)
        .join(NoticeSubject, NoticeSubject.notice_id == Notice.id)
        .where(
            Notice.user_id == User.id,
            Notice.kind == kind,
            Notice.bundle == bundle,
            NoticeSubject.subject_id == subject_id,
        )
    )
    muted = select(Subscription.user_id).where(
        Subscription.user_id == User.id,
        Subscription.level == Level.MUTE,
        _is_about(bundle, actor_id),
    )
    found = session.execute(
        select(User.id, NoticePace.pace)
        .outerjoin(NoticePace, and_(NoticePace.user_id == User.id, NoticePace.name == kind))
        .where(
            User.id.in_(user_ids), User.email.is_not(None), ~told_of_it.exists(), ~muted.exists()
        )
    )
    return dict(found.all())


def _is_about(bundle: str, actor_id: int) -> ColumnElement[bool]:
    """Say whether a subscription is of the bundle's target, or of whoever acts."""
    author = _is_target(Target.AUTHOR, actor_id, "")
    target = target_of(bundle)
    return or_(author, _is_target(*target)) if target else author


def _is_target(kind: Target, target_id: int, slug: str) -> ColumnElement[bool]:
    return and_(
        Subscription.kind == kind, Subscription.target_id == target_id, Subscription.slug == slug
    )


def _unread(user_ids: Iterable[int], kind: str, bundle: str) -> list[Notice]:
    """Return the notices of the bundle that these people have not read yet."""
    found = session.scalars(
        select(Notice)
        .where(
            Notice.user_id.in_(list(user_ids)),
            Notice.kind == kind,
            Notice.bundle == bundle,
            Notice.is_unread,
        )
        .with_for_update()
    )
    return list(found)


def _begun(
    user_ids: Iterable[int], kind: str, bundle: str, subject_id: int, actor_id: int
) -> list[Notice]:
    """Begin a notice of the bundle for each of these people, in one statement."""
    alike = {
        "kind": kind,
        "bundle": bundle,
        "subject_id": subject_id,
        "actor_id": actor_id or None,
        "count": 1,
        "told_at": clock.now(),
    }
    rows = [{"user_id": user_id, **alike} for user_id in sorted(user_ids)]
    return list(session.scalars(insert(Notice).returning(Notice), rows)) if rows else []


def _in_parts(ids: Iterable[int]) -> Iterator[list[int]]:
    remaining = iter(ids)
    while part := list(islice(remaining, AT_ONCE)):
        yield part
