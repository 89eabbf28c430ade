"""Mail about notices, digests by the clock, addresses that bounce, and the tidying up."""

from datetime import timedelta

from sqlalchemy import delete, select

from app.accounts import queries as accounts
from app.kernel import clock, schedule
from app.kernel.db import session
from app.kernel.i18n import speaking
from app.kernel.jobs import Turn, record, subscribe
from app.kernel.mail import MailRefused
from app.notifications import actions, digests, kinds, letters, queries
from app.notifications.events import DigestGroupDue, DigestsDue, NoticeMailDue, NoticeTidyingDue
from app.notifications.incoming.bounces import is_final
from app.notifications.models import Notice, Pace, ReceivedMail

READ_FOR = timedelta(days=180)
UNREAD_FOR = timedelta(days=365)
"""How long notices are kept after they were told."""

RECEIVED_FOR = timedelta(days=30)

schedule.every(timedelta(minutes=10), DigestsDue)
schedule.every(timedelta(days=1), NoticeTidyingDue)


@subscribe(NoticeMailDue, turn=Turn.LATE)
def mail_notice(event: NoticeMailDue) -> None:
    """Write the mail, unless it was read meanwhile, may not be seen, or is not wanted any more.

    What is mailed and the mail are written in one transaction: a retry writes no second one.
    """
    notice = session.scalar(
        select(Notice).where(Notice.id == event.notice_id, Notice.is_mail_due).with_for_update()
    )
    if notice is None:
        return
    notice.is_mail_due = False
    kind, person = kinds.kind(notice.kind), accounts.with_places(notice.user_id)
    if kind is None or person is None or not notice.is_unread or notice.is_mailed:
        return
    if person.email is None or queries.undeliverable(person):
        return
    if queries.paces([person.id])[person.id][kind.name] != Pace.AT_ONCE:
        return
    with speaking(person.locale, person.time_zone):
        told = kinds.told(person, [notice]).get(notice.id)
    if told is not None:
        letters.write_notice(person, notice, kind, told)
        notice.mark_mailed()


@subscribe(DigestsDue, turn=Turn.LATE)
def call_up(event: DigestsDue) -> None:
    """Leave the digests that are due to jobs; go on at once when not everybody was looked at."""
    seen = digests.enrol(), digests.call_up()
    if digests.AT_ONCE in seen:
        record(DigestsDue())


@subscribe(DigestGroupDue, turn=Turn.LATE)
def write_digests(event: DigestGroupDue) -> None:
    """Write the digests of a group of people."""
    digests.write_group(event)


@subscribe(MailRefused)
def stop_mail(event: MailRefused) -> None:
    """Send no more mail to an address that nobody has, and let the app tell its person."""
    person = accounts.by_email(event.to)
    if person is not None and is_final(event.reason):
        actions.came_back(person, event.reason)


@subscribe(NoticeTidyingDue, turn=Turn.LATE)
def tidy(event: NoticeTidyingDue) -> None:
    """Forget what was read long ago, and what nobody ever looked at."""
    now = clock.now()
    old = (Notice.is_unread.is_(False), Notice.told_at < now - READ_FOR)
    session.execute(delete(Notice).where(*old))
    session.execute(delete(Notice).where(Notice.told_at < now - UNREAD_FOR))
    session.execute(delete(ReceivedMail).where(ReceivedMail.at < now - RECEIVED_FOR))
