"""Importing all there is, a chunk a transaction, and what is told about it afterwards."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import selectinload

from app.accounts.models import User
from app.kernel import clock, worker
from app.kernel.db import aside, session, transaction
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import Job
from app.lessons.transfer import bringing
from app.lessons.transfer.bringing import Brought
from app.lessons.transfer.reading import Source, UnreadableError
from app.lessons.transfer.records import Record, record_of
from app.portals.models import Portal

CHUNK = 25
"""Records a transaction: on SQLite, others who write wait for it."""

BREATH = 0.05
"""Seconds between two transactions, so that others have their turn."""

PAUSE = 0.2
"""Seconds until jobs that another worker holds are looked at again."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A record that was not imported, or a file that did not come with it."""

    place: str
    reason: str


@dataclass(slots=True)
class Report:
    """What an import did."""

    total: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    failures: list[Failure] = field(default_factory=list)
    left_out: list[Failure] = field(default_factory=list)
    """Files of records that were imported without them."""

    @property
    def failed(self) -> int:
        """How many records were not imported."""
        return len(self.failures)

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self) | {"failed": self.failed}

    @property
    def is_clean(self) -> bool:
        """Whether everything came in, whole."""
        return not (self.failures or self.left_out)

    def count(self, place: str, brought: Brought) -> None:
        """Take note of a record that was brought."""
        self.total += 1
        name = brought.outcome.value
        setattr(self, name, getattr(self, name) + 1)
        self.left_out += [Failure(place, why) for why in brought.left_out]

    def fail(self, place: str, reason: str) -> None:
        """Take note of one that was not."""
        self.total += 1
        self.failures.append(Failure(place, reason))


Bring = Callable[[Source, Portal, User], Brought]


def run(
    sources: Iterable[Source], *, portal_id: int, author_id: int, bring: Bring, chunk: int = CHUNK
) -> Iterator[Report]:
    """Import the sources; yield the growing report after each transaction."""
    report, waiting = Report(), iter(sources)
    while some := list(islice(waiting, chunk)):
        with transaction():
            run_chunk(some, report, portal_id=portal_id, author_id=author_id, bring=bring)
        yield report
        time.sleep(BREATH)


def run_chunk(
    sources: Iterable[Source], report: Report, *, portal_id: int, author_id: int, bring: Bring
) -> None:
    """Import some sources in the open transaction; a failure leaves no trace but its report."""
    portal = session.get_one(Portal, portal_id)
    author = session.get_one(User, author_id, options=[selectinload(User.memberships)])
    for source in sources:
        try:
            with session.begin_nested():
                report.count(source.place, bring(source, portal, author))
        except (UnreadableError, Refused) as refusal:
            report.fail(source.place, str(refusal))
        except (DBAPIError, OSError) as error:
            why = _("It could not be saved: %(why)s", why=type(error).__name__)
            report.fail(source.place, why)


def importing(*, overwrite: bool = False) -> Bring:
    """Return what writes each source down."""

    def bring(record: Record, portal: Portal, author: User) -> Brought:
        return bringing.bring(record, portal, author=author, overwrite=overwrite)

    return _each_once(bring)


def rehearsing(*, overwrite: bool = False) -> Bring:
    """Return what only says what would become of each source."""

    def bring(record: Record, portal: Portal, author: User) -> Brought:
        return Brought(bringing.foresee(record, portal.id, overwrite=overwrite))

    return _each_once(bring)


def _each_once(bring: Callable[[Record, Portal, User], Brought]) -> Bring:
    """Read a source and bring it, unless another one of this run had the same name."""
    seen: dict[str, str] = {}

    def bring_new(source: Source, portal: Portal, author: User) -> Brought:
        record = record_of(source)
        first = seen.setdefault(record.identifier, source.place)
        if first != source.place:
            raise UnreadableError(_("Its “id” is the same as in %(place)s.", place=first))
        return bring(record, portal, author)

    return bring_new


def work_off() -> None:
    """Run the jobs that are due, and wait for those that a running worker holds."""
    while _due():
        if not worker.run_next():
            time.sleep(PAUSE)


def _due() -> int:
    with aside() as own:
        now = clock.now()
        held = Job.claimed_until >= now
        due = select(func.count()).where(Job.dead_at.is_(None), or_(Job.run_at <= now, held))
        return own.scalar(due) or 0
