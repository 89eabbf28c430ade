"""When participants were last in their cohort: written aside, for reading writes nothing itself."""

from datetime import timedelta

from sqlalchemy import update

from app.cohorts.models import Enrolment
from app.kernel import clock, db

SEEN_EVERY = timedelta(minutes=10)


def note(enrolment: Enrolment) -> None:
    """Write down now and then that somebody was there; in a short transaction of its own.

    Only in a request that has not written: on SQLite there is one writer.
    """
    now = clock.now()
    if enrolment.seen_at is None or now - enrolment.seen_at >= SEEN_EVERY:
        with db.aside() as own:
            seen = update(Enrolment).where(Enrolment.id == enrolment.id).values(seen_at=now)
            own.execute(seen)
