"""Events and what follows from them: outbox and queue are one table.

`record(event)` writes one row for each subscriber in the transaction of the deed, so that nothing
is lost and each subscriber retries alone. The worker (`kernel.worker`) acknowledges a row in the
transaction of its effect. Subscribers are idempotent: a job may run twice, never zero times.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any, TypeVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel import clock
from app.kernel.db import Model, session

MAX_ATTEMPTS = 5
LONGEST_WAIT = timedelta(hours=1)
LEASE = timedelta(minutes=5)


class Turn(IntEnum):
    """Which due jobs come first: a sign-up's mail does not queue behind ten thousand notices."""

    FIRST = 0
    """Somebody sits and waits for it."""
    SOON = 1
    LATE = 2
    """Much of it comes at once, and nobody looks at the clock."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: a frozen dataclass named in the past tense, ids only."""


class Job(Model):
    """One thing to do for one event; deleted when done, kept with `dead_at` for a person."""

    __tablename__ = "jobs"
    is_shown = False
    __table_args__ = (Index("ix_jobs_due", "dead_at", "turn", "run_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    handler: Mapped[str] = mapped_column(index=True)
    event: Mapped[str]
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    turn: Mapped[int] = mapped_column(default=Turn.SOON)
    run_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    claim: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]
    dead_at: Mapped[datetime | None]

    @property
    def subject(self) -> Event:
        """The event as it was recorded."""
        return _events[self.event](**self.payload)

    def fail(self, error: str, at: datetime) -> None:
        """Put the job back for later, longer each time; after the last try, set it aside."""
        self.attempts += 1
        self.turn = Turn.LATE
        self.last_error = error[:2000]
        self.claimed_until = self.claim = None
        wait = timedelta(seconds=10 * 4 ** min(self.attempts - 1, 5))
        self.run_at = at + min(wait, LONGEST_WAIT)
        if self.attempts >= tries_of(self.handler):
            self.dead_at = at

    def revive(self, at: datetime) -> None:
        """Give a dead job its tries back."""
        self.attempts, self.dead_at, self.run_at = 0, None, at


@dataclass(frozen=True, slots=True)
class Handler:
    """A subscriber and how it wants to be run."""

    name: str
    run: Callable[[list[Any]], None]
    batch: int
    outside: bool
    lease: timedelta
    turn: Turn
    tries: int = MAX_ATTEMPTS


_events: dict[str, type[Event]] = {}
_subscribers: dict[type[Event], list[Handler]] = {}
_handlers: dict[str, Handler] = {}

One = TypeVar("One", bound=Callable[[Any], None])


def subscribe(
    *events: type[Event],
    outside: bool = False,
    lease: timedelta = LEASE,
    turn: Turn = Turn.SOON,
    tries: int = MAX_ATTEMPTS,
) -> Callable[[One], One]:
    """Call the function with each such event, as a job.

    `outside` runs it with no transaction open, for slow or remote work: it opens its own short
    ones, and may run again if the worker dies before the acknowledgement. Jobs run by `turn`, the
    oldest first; one that failed runs late. After `tries` failures it waits for a person.
    """

    def decorate(function: One) -> One:
        def run(group: list[Any]) -> None:
            for event in group:
                function(event)

        name = _name(function)
        _register(events, Handler(name, run, 1, outside, lease, turn, tries))
        return function

    return decorate


Many = TypeVar("Many", bound=Callable[[list[Any]], None])


def subscribe_batch(
    *events: type[Event],
    batch: int,
    outside: bool = False,
    lease: timedelta = LEASE,
    turn: Turn = Turn.SOON,
) -> Callable[[Many], Many]:
    """Call the function with up to `batch` such events; after a failure, with each alone."""

    def decorate(function: Many) -> Many:
        _register(events, Handler(_name(function), function, batch, outside, lease, turn))
        return function

    return decorate


def record(event: Event, *, after: timedelta = timedelta()) -> None:
    """Write down in this transaction what follows from the event, not before `after` has passed."""
    at = clock.now()
    for handler in _subscribers.get(type(event), ()):
        session.add(
            Job(
                handler=handler.name,
                event=_event_name(type(event)),
                payload=_payload(event),
                created_at=at,
                turn=handler.turn,
                run_at=at + after,
            )
        )


def handler_of(job: Job) -> Handler:
    """Return the subscriber; KeyError when the code no longer has it."""
    return _handlers[job.handler]


def batch_size(name: str) -> int:
    """Return how many jobs the handler takes at once; one when the code no longer has it."""
    handler = _handlers.get(name)
    return handler.batch if handler else 1


def lease_of(name: str) -> timedelta:
    """Return how long a worker may hold a job of this handler."""
    handler = _handlers.get(name)
    return handler.lease if handler else LEASE


def tries_of(name: str) -> int:
    """Return how often a job of this handler is tried before it waits for a person."""
    handler = _handlers.get(name)
    return handler.tries if handler else MAX_ATTEMPTS


def _register(events: Sequence[type[Event]], handler: Handler) -> None:
    known = _handlers.get(handler.name)
    if known is not None:
        raise ValueError(f"two subscribers are named {handler.name}")
    _handlers[handler.name] = handler
    for event in events:
        _events[_event_name(event)] = event
        _subscribers.setdefault(event, []).append(handler)


def _name(function: Callable[..., object]) -> str:
    return f"{function.__module__.removeprefix('app.')}.{function.__name__}"


def _event_name(event: type[Event]) -> str:
    return f"{event.__module__.removeprefix('app.')}.{event.__name__}"


def _payload(event: Event) -> dict[str, Any]:
    values = asdict(event)
    for field in fields(event):
        if not isinstance(values[field.name], str | int | float | bool | list | dict | None):
            raise TypeError(f"{type(event).__name__}.{field.name} cannot be kept as JSON")
    return values
