"""The worker: claims jobs under a lease, runs them, acknowledges or puts back."""

import logging
import secrets
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CursorResult, delete, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from app.kernel import clock, jobs, schedule
from app.kernel.db import aside, only_reading, session, transaction
from app.kernel.jobs import Job

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Claim:
    """Jobs of one handler that this worker holds until the lease ends."""

    token: str
    jobs: list[Job]


class LeaseLostError(Exception):
    """Another worker took the jobs over: this one's effect must not be kept."""


def work(*, stopping: Callable[[], bool], pause: float = 0.5) -> None:
    """Run jobs and the schedule until told to stop; a database that is away is waited for."""
    while not stopping():
        try:
            schedule.run_due()
            idle = not run_next()
        except SQLAlchemyError:
            log.warning("the database did not answer", exc_info=True)
            session.remove()
            idle = True
        if idle:
            time.sleep(pause)


def run_all() -> int:
    """Run jobs until none is due; return how many were run."""
    count = 0
    while ran := run_next():
        count += ran
    return count


def run_next() -> int:
    """Claim the due job whose turn it is, and others of its kind if it takes many; run them."""
    claim = _claim(clock.now())
    if claim is None:
        return 0
    started = time.monotonic()
    try:
        _run(claim)
    except Exception:  # a job may fail in any way, and the worker goes on with the next
        _put_back(claim, traceback.format_exc(limit=-8))
    else:
        log.info("job done", extra=_about(claim) | {"seconds": time.monotonic() - started})
    return len(claim.jobs)


def _claim(now: datetime) -> Claim | None:
    with aside() as own:
        due = (
            select(Job)
            .where(
                Job.dead_at.is_(None),
                Job.run_at <= now,
                or_(Job.claimed_until.is_(None), Job.claimed_until < now),
            )
            .order_by(Job.turn, Job.run_at, Job.id)
            .with_for_update(skip_locked=True)
        )
        first = own.scalar(due.limit(1))
        if first is None:
            return None
        held = [first]
        more = jobs.batch_size(first.handler) - 1
        if more and first.attempts == 0:
            alike = (Job.handler == first.handler, Job.attempts == 0, Job.id != first.id)
            held += own.scalars(due.where(*alike).limit(more))
        token = secrets.token_hex(8)
        own.execute(
            update(Job)
            .where(Job.id.in_([job.id for job in held]))
            .values(claim=token, claimed_until=now + jobs.lease_of(first.handler))
        )
        return Claim(token, held)


def _run(claim: Claim) -> None:
    handler = jobs.handler_of(claim.jobs[0])
    events = [job.subject for job in claim.jobs]
    if handler.outside:
        with only_reading():
            handler.run(events)
        with transaction():
            _acknowledge(claim)
    else:
        with transaction():
            handler.run(events)
            _acknowledge(claim)


def _acknowledge(claim: Claim) -> None:
    done = session.execute(delete(Job).where(Job.claim == claim.token))
    if not isinstance(done, CursorResult) or done.rowcount != len(claim.jobs):
        raise LeaseLostError(claim.token)


def _put_back(claim: Claim, error: str) -> None:
    session.remove()
    with aside() as own:
        at = clock.now()
        failed = own.scalars(select(Job).where(Job.claim == claim.token)).all()
        for job in failed:
            job.fail(error, at=at)
        level = logging.ERROR if any(job.dead_at for job in failed) else logging.WARNING
    log.log(level, "job failed", extra=_about(claim) | {"error": error})


def _about(claim: Claim) -> dict[str, object]:
    first = claim.jobs[0]
    return {"handler": first.handler, "first_job": first.id, "jobs": len(claim.jobs)}
