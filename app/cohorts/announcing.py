"""Announcements: what trainers tell everyone in a cohort, or some of them alone."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Actor, User
from app.cohorts import policy, queries
from app.cohorts.events import Announced
from app.cohorts.models import Announcement, AnnouncementReader, Cohort
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record
from app.kernel.markup import RichText

WHOLE = (
    joinedload(Announcement.author).load_only(User.name),
    joinedload(Announcement.cohort).options(*queries.PLAN),
)


def announce(cohort: Cohort, title: str, source: str, *, actor: User) -> Announcement:
    """Tell everyone in a cohort something; they are mailed as they have chosen."""
    return _tell(cohort, title, source, actor)


def write_to(
    cohort: Cohort, people: Iterable[int], title: str, source: str, *, actor: User
) -> Announcement:
    """Tell some of a cohort something; each reads it alone, nobody sees who else does."""
    chosen = sorted({one.user_id for one in queries.active(cohort)} & set(people))
    if not chosen:
        raise Refused(_("Choose to whom you write."))
    made = _tell(cohort, title, source, actor, to_some=True)
    session.add_all(AnnouncementReader(announcement_id=made.id, user_id=one) for one in chosen)
    return made


def withdraw(announcement: Announcement, *, actor: User) -> None:
    """Let nobody read an announcement any more; mails that went out stay out."""
    require(policy.can_run(actor, announcement.cohort))
    session.delete(announcement)


def of_cohort(actor: Actor, cohort: Cohort) -> Select[Announcement]:
    """Select what somebody in a cohort reads; whoever asks has come through its door."""
    found = select(Announcement).where(Announcement.cohort_id == cohort.id)
    if not policy.can_run(actor, cohort):
        found = found.where(_is_for(actor))
    return found.options(*WHOLE)


def latest(found: Select[Announcement], limit: int) -> Sequence[Announcement]:
    """Return the newest of these."""
    return session.scalars(found.order_by(Announcement.id.desc()).limit(limit)).all()


def newest(actor: Actor, cohort: Cohort, limit: int) -> Sequence[Announcement]:
    """Return the newest announcements for somebody in a cohort; to trainers those for everyone."""
    return latest(of_cohort(actor, cohort).where(_is_for(actor)), limit)


def get(cohort: Cohort, announcement_id: int) -> Announcement | None:
    """Return an announcement of a cohort, for who runs it."""
    found = select(Announcement).where(
        Announcement.cohort_id == cohort.id, Announcement.id == announcement_id
    )
    return session.scalar(found.options(*WHOLE))


def by_ids(ids: Iterable[int]) -> Sequence[Announcement]:
    """Return announcements whoever asks: for jobs, which then ask who may read them."""
    found = select(Announcement).where(Announcement.id.in_(list(ids)))
    return session.scalars(found.options(*WHOLE)).unique().all()


def readers(announcement: Announcement) -> set[int]:
    """Return to whom an announcement was written that is not for everyone."""
    found = select(AnnouncementReader.user_id).where(
        AnnouncementReader.announcement_id == announcement.id
    )
    return set(session.scalars(found))


def audience(announcement: Announcement) -> set[int]:
    """Return who may read it now, the trainers left out: people who take part."""
    active = {one.user_id for one in queries.active(announcement.cohort)}
    return active & readers(announcement) if announcement.to_some else active


def may_read(person: User, announcement: Announcement) -> bool:
    """Return whether it was written to this person, who takes part, or they run the cohort."""
    if policy.can_run(person, announcement.cohort):
        return True
    mine = queries.enrolment_of(person, announcement.cohort)
    if mine is None or not mine.is_active:
        return False
    return not announcement.to_some or person.id in readers(announcement)


def _is_for(actor: Actor) -> ColumnElement[bool]:
    named = select(AnnouncementReader.user_id).where(
        AnnouncementReader.announcement_id == Announcement.id,
        AnnouncementReader.user_id == actor.id,
    )
    return or_(Announcement.to_some.is_(False), named.exists())


def _tell(
    cohort: Cohort, title: str, source: str, actor: User, *, to_some: bool = False
) -> Announcement:
    require(policy.can_run(actor, cohort))
    text = RichText.from_markdown(source)
    if text.is_empty or not title.strip():
        raise Refused(_("Write what you want to tell them."))
    made = Announcement(
        cohort=cohort,
        author=actor,
        title=title.strip(),
        text=text,
        at=clock.now(),
        to_some=to_some,
    )
    session.add(made)
    session.flush()  # the event names it by its id
    record(Announced(made.id, cohort.id, actor.id))
    return made
