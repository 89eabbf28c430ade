"""Taking back what nobody has read yet: a record is out of sight, and no notice counts it."""

from collections.abc import Iterable

from sqlalchemy import delete, func, select, update

from app.kernel.db import session
from app.notifications.models import Notice, NoticeSubject


def take_back(subject_id: int, *, kinds: Iterable[str]) -> None:
    """Take a record out of the unread notices of these kinds; those of it alone are gone.

    Should it be seen again, whoever has not read of it is told again.
    """
    told = select(NoticeSubject.notice_id).where(NoticeSubject.subject_id == subject_id)
    unread = select(Notice.id).where(
        Notice.id.in_(told), Notice.kind.in_(list(kinds)), Notice.is_unread
    )
    ids = session.scalars(unread.with_for_update()).all()
    rest = (
        select(func.max(NoticeSubject.subject_id))
        .where(NoticeSubject.notice_id == Notice.id, NoticeSubject.subject_id != subject_id)
        .scalar_subquery()
    )
    for part in (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)):
        session.execute(delete(Notice).where(Notice.id.in_(part), rest.is_(None)))
        session.execute(
            update(Notice)
            .where(Notice.id.in_(part))
            .values(count=Notice.count - 1, subject_id=rest)
        )
        session.execute(
            delete(NoticeSubject).where(
                NoticeSubject.notice_id.in_(part), NoticeSubject.subject_id == subject_id
            )
        )
    session.expire_all()


def hush(bundle: str) -> None:
    """Let all notices of a bundle be read: what they are about is out of sight as a whole."""
    session.execute(
        update(Notice).where(Notice.bundle == bundle, Notice.is_unread).values(is_unread=False)
    )


AT_ONCE = 1_000
"""Notices of one statement."""
