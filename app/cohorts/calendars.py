"""Sessions and due days for calendar programs (RFC 5545), and the secret address of one's own."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar
from icalendar import Event as Entry
from sqlalchemy import select

from app.accounts import queries as accounts
from app.accounts import secret
from app.accounts.models import User
from app.cohorts import meetings, queries
from app.cohorts.models import CalendarFeed, Cohort, CohortSession
from app.kernel import clock, mail
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.i18n import gettext as _
from app.kernel.i18n import speaking
from app.kernel.urls import external

CONTENT_TYPE = "text/calendar; charset=utf-8"
LOOKS_BACK = timedelta(days=365)
ASK_AGAIN = timedelta(hours=6)


def begin_feed(*, actor: User) -> str:
    """Return a new secret for the person's calendar address; the earlier one leads nowhere."""
    text = secret.new()
    found = session.get(CalendarFeed, actor.id)
    if found is None:
        found = CalendarFeed(user_id=actor.id)
        session.add(found)
    found.token_hash, found.created_at = secret.fingerprint(text), clock.now()
    return text


def end_feed(*, actor: User) -> None:
    """Let the address lead nowhere."""
    found = session.get(CalendarFeed, actor.id)
    require(found is not None)
    session.delete(found)


def feed_of(person: User) -> CalendarFeed | None:
    """Return whether and since when a person has a calendar address."""
    return session.get(CalendarFeed, person.id)


def reader(token: str) -> User | None:
    """Return whose calendar a secret opens, with their places, as they are now."""
    found = select(CalendarFeed.user_id).where(CalendarFeed.token_hash == secret.fingerprint(token))
    user_id = session.scalar(found)
    return accounts.with_places(user_id) if user_id is not None else None


def of_person(person: User) -> bytes:
    """Return a person's sessions and due days, in their language."""
    since = clock.now() - LOOKS_BACK
    with speaking(person.locale):
        entries = [_of_session(one.cohort, one) for one in meetings.of_person(person, since=since)]
        for cohort in meetings.cohorts_of(person):
            entries += _due_days(cohort)
        return _written(_("Staffroom: my courses"), entries)


def of_session(cohort: Cohort, one: CohortSession) -> bytes:
    """Return one session."""
    return _written(one.title, [_of_session(cohort, one)])


def _written(name: str, entries: Iterable[Entry]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Staffroom//Courses//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(entry)
    written: bytes = calendar.to_ical()
    return written


def _entry(name: str, summary: str, stamp: datetime) -> Entry:
    entry = Entry()
    entry.add("uid", f"{name}@{mail.domain()}")
    entry.add("dtstamp", stamp)
    entry.add("summary", summary)
    return entry


def _of_session(cohort: Cohort, one: CohortSession) -> Entry:
    entry = _entry(f"session-{one.id}", one.title, clock.now())
    entry.add("dtstart", one.starts_at)
    entry.add("dtend", one.ends_at)
    entry.add("sequence", one.lock)
    entry.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    address = external("cohorts.sessions", portal=cohort.portal.slug, cohort_id=cohort.id)
    place = one.place or one.meeting_url or cohort.meeting_url
    if place:
        entry.add("location", place)
    entry.add("url", one.meeting_url or address)
    words = [cohort.course.title, cohort.title, one.cancelled_because, address]
    entry.add("description", "\n".join(word for word in words if word))
    return entry


def _due_days(cohort: Cohort) -> Iterable[Entry]:
    content = queries.content(cohort.course_id, cohort.revision)
    for item in content.items:
        day = cohort.due_day(item)
        if day is None:
            continue
        summary = _("Due: %(title)s", title=item.title)
        entry = _entry(f"due-{cohort.id}-{item.key}", summary, clock.now())
        entry.add("dtstart", day)
        entry.add("dtend", day + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
        address = external(
            "cohorts.item", portal=cohort.portal.slug, cohort_id=cohort.id, key=item.key
        )
        entry.add("url", address)
        entry.add("description", f"{content.title}\n{cohort.title}\n{address}")
        yield entry
