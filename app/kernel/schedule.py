"""Work that the clock begins: events recorded every so often, by whichever worker comes first."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel import clock
from app.kernel.db import Model, session, transaction
from app.kernel.jobs import Event, record


class Appointment(Model):
    """When an event of the clock is due next."""

    __tablename__ = "appointments"
    is_shown = False

    name: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]


_every: dict[str, tuple[timedelta, Callable[[], Event]]] = {}
_looked_at: list[datetime] = []
LOOK_EVERY = timedelta(seconds=20)


def every(period: timedelta, event: type[Event]) -> None:
    """Record the event each `period`, from the first time a worker looks."""
    _every[event.__name__] = (period, event)


def run_due() -> None:
    """Record the events whose time has come; look at the table no more often than needed."""
    now = clock.now()
    if _looked_at and now - _looked_at[0] < LOOK_EVERY:
        return
    _looked_at[:] = [now]
    with transaction():
        due = dict(session.execute(select(Appointment.name, Appointment.due_at)).all())
        for name, (period, event) in _every.items():
            if _take(name, due.get(name), now, period):
                record(event())


def _take(name: str, due: datetime | None, now: datetime, period: timedelta) -> bool:
    if due is None:
        session.add(Appointment(name=name, due_at=now + period))
        return False
    if due > now:
        return False
    taken = session.execute(
        update(Appointment)
        .where(Appointment.name == name, Appointment.due_at == due)
        .values(due_at=now + period)
    )
    return isinstance(taken, CursorResult) and taken.rowcount == 1
