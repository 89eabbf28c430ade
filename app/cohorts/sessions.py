"""What is done about sessions: planning them, cancelling them, and saying who was there."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.accounts.models import User
from app.cohorts import meetings, policy, progress, queries, reached
from app.cohorts.actions import CODE_LETTERS
from app.cohorts.events import CohortChanged, SessionCancelled, SessionMoved
from app.cohorts.models import (
    Attendance,
    Cohort,
    CohortSession,
    Enrolment,
    How,
    Presence,
    Progress,
    State,
)
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record

BEFORE, AFTER = timedelta(hours=1), timedelta(hours=1)
"""How long before and after a session its code is taken."""


class SessionConflictError(Exception):
    """Somebody saved since this session was opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is decided about a session."""

    title: str
    starts_at: datetime
    minutes: int
    place: str = ""
    meeting_url: str = ""
    item_key: str | None = None


def plan(cohort: Cohort, plan: Plan, *, actor: User) -> CohortSession:
    """Say when a cohort meets."""
    require(policy.can_run(actor, cohort))
    made = CohortSession(cohort_id=cohort.id)
    _take_over(made, plan)
    session.add(made)
    session.flush()  # calendars name it by its id
    record(CohortChanged(cohort.id, actor.id))
    return made


def revise(cohort: Cohort, one: CohortSession, plan: Plan, *, opened: int, actor: User) -> None:
    """Decide otherwise; people are told when time or place changes."""
    require(policy.can_run(actor, cohort))
    if opened != one.lock:
        raise SessionConflictError
    if one.is_cancelled:
        raise Refused(_("This session is cancelled: plan another one."))
    before = (one.starts_at, one.minutes, one.place, one.meeting_url)
    _take_over(one, plan)
    if before != (one.starts_at, one.minutes, one.place, one.meeting_url):
        record(SessionMoved(one.id, cohort.id, actor.id))


def cancel(cohort: Cohort, one: CohortSession, *, actor: User, reason: str) -> None:
    """Let a session not take place; everyone is told why."""
    require(policy.can_run(actor, cohort))
    if not reason.strip():
        raise Refused(_("Say why: everyone will read it."))
    one.cancel(reason.strip(), clock.now())
    record(SessionCancelled(one.id, cohort.id, actor.id))
    record(CohortChanged(cohort.id, actor.id))


def show_code(cohort: Cohort, one: CohortSession, *, actor: User) -> None:
    """Make a code to be shown in the room; an earlier one is not taken any more."""
    require(policy.can_run(actor, cohort))
    if one.is_cancelled:
        raise Refused(_("This session is cancelled: plan another one."))
    one.code = "".join(secrets.choice(CODE_LETTERS) for _place in range(6))


def end_code(cohort: Cohort, one: CohortSession, *, actor: User) -> None:
    """Take the code no more."""
    require(policy.can_run(actor, cohort))
    one.code = None


def come(one: CohortSession, enrolment: Enrolment, *, actor: User) -> None:
    """Say by the code that I am there."""
    require(policy.can_learn(actor, enrolment) and one.cohort_id == enrolment.cohort_id)
    if not one.starts_at - BEFORE <= clock.now() <= one.ends_at + AFTER:
        raise Refused(_("The code of this session is not taken now. Ask the trainer."))
    queries.held_with(enrolment)
    found = session.get(Attendance, (one.id, enrolment.id))
    if found is None or not found.is_present:
        _put(_row(one, enrolment.id, found), Presence.PRESENT, How.CODE, actor)
        session.flush()  # what is checked next is read from the tables
        _note(one, enrolment, actor)


def take_sheet(
    cohort: Cohort,
    one: CohortSession,
    marks: Mapping[int, Presence | None],
    *,
    how: How,
    opened: datetime,
    actor: User,
) -> int:
    """Take over who was there, from a sheet opened at a moment; return how many rows changed.

    Whoever typed the code since then stays present.
    """
    require(policy.can_run(actor, cohort))
    queries.hold(cohort)
    known = meetings.attendance_at(one)
    active = {place.id for place in queries.active(cohort)}
    changed = {
        key: mark
        for key, mark in marks.items()
        if key in active
        and _differs(known.get(key), mark)
        and not _is_newer(known.get(key), opened)
    }
    for enrolment_id, mark in changed.items():
        found = known.get(enrolment_id)
        if mark is not None:
            _put(_row(one, enrolment_id, found), mark, how, actor)
        elif found is not None:
            session.delete(found)
    _note_all(one, changed)
    if changed:
        record(CohortChanged(cohort.id, actor.id))
    return len(changed)


def _take_over(one: CohortSession, plan: Plan) -> None:
    one.title, one.starts_at, one.minutes = plan.title, plan.starts_at, plan.minutes
    one.place, one.meeting_url, one.item_key = plan.place, plan.meeting_url, plan.item_key


def _row(one: CohortSession, enrolment_id: int, found: Attendance | None) -> Attendance:
    if found is None:
        found = Attendance(session_id=one.id, enrolment_id=enrolment_id)
        session.add(found)
    return found


def _put(row: Attendance, presence: Presence, how: How, actor: User) -> None:
    row.presence, row.how, row.at, row.by_id = presence, how, clock.now(), actor.id


def _differs(found: Attendance | None, mark: Presence | None) -> bool:
    return (found.presence if found else None) != mark


def _is_newer(found: Attendance | None, opened: datetime) -> bool:
    return found is not None and found.how == How.CODE and found.at > opened


def _note(one: CohortSession, enrolment: Enrolment, actor: User) -> None:
    """Let the item be done whose session it was, and see whether that completes the course."""
    if one.item_key:
        progress.note(enrolment, one.item_key, State.DONE, actor=actor)
    else:
        progress.check(enrolment, actor=actor)


def _note_all(one: CohortSession, changed: Mapping[int, Presence | None]) -> None:
    """Let the item be done for those who were there or excused, and undone for the others."""
    if one.item_key is None:
        return
    done = _progress(changed, one.item_key)
    for enrolment_id, mark in changed.items():
        found = done.get(enrolment_id)
        if mark is None:
            if found is not None:
                session.delete(found)
        elif found is None:
            new = Progress(enrolment_id=enrolment_id, item_key=one.item_key, state=State.DONE)
            new.at = clock.now()
            session.add(new)
        else:
            found.state, found.at = State.DONE, clock.now()


def _progress(enrolment_ids: Iterable[int], key: str) -> dict[int, Progress]:
    rows = reached.progress_by(enrolment_ids)
    return {row.enrolment_id: row for row in rows if row.item_key == key}
