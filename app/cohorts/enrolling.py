"""Coming into a cohort and leaving it; the waiting list moves on by itself."""

from collections.abc import Sequence

from app.accounts.models import User
from app.cohorts import policy, queries, reached
from app.cohorts.events import EnrolmentChanged
from app.cohorts.models import (
    Cohort,
    CohortStatus,
    Enrolment,
    EnrolmentChange,
    Entry,
    Progress,
    Standing,
)
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record


def enrol(cohort: Cohort, *, actor: User, code: str = "") -> Enrolment:
    """Come into a cohort: at once, on the waiting list, or by asking, as the cohort says."""
    queries.hold(cohort)
    mine = queries.enrolment_of(actor, cohort)
    require(policy.can_enrol(actor, cohort, mine))
    invited = mine is not None and mine.standing == Standing.INVITED
    if cohort.entry == Entry.CODE and not invited and not is_code_of(cohort, code):
        raise Refused(_("That is not the code of this cohort. Your trainer can tell you."))
    asks = cohort.entry == Entry.APPROVAL and not invited
    standing = Standing.ASKED if asks else _free_or_waiting(cohort)
    return put(cohort, actor, standing, actor=actor)


def is_code_of(cohort: Cohort, code: str) -> bool:
    """Return whether this is how the cohort is entered; case and spaces do not count."""
    return cohort.code is not None and normal_code(code) == cohort.code


def normal_code(code: str) -> str:
    """Return a code as it is kept: capitals and digits."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def invite(cohort: Cohort, person: User, *, actor: User) -> Enrolment:
    """Offer somebody a place; a refused or lost one is offered again."""
    require(policy.can_run(actor, cohort))
    queries.hold(cohort)
    if person.id in cohort.trainer_ids:
        raise Refused(_("%(name)s runs this cohort.") % {"name": person.name})
    mine = queries.enrolment_of(person, cohort)
    if mine is not None and mine.standing in (Standing.ASKED, Standing.WAITING):
        return put(cohort, person, Standing.ACTIVE, actor=actor)
    if mine is not None and mine.standing in (Standing.ACTIVE, Standing.INVITED):
        return mine
    return put(cohort, person, Standing.INVITED, actor=actor)


def take_place(cohort: Cohort, *, actor: User) -> Enrolment:
    """Give somebody whom a trainer has invited a place: one in line, where the cohort is full."""
    queries.hold(cohort)
    return put(cohort, actor, _free_or_waiting(cohort), actor=actor)


def accept(cohort: Cohort, enrolment: Enrolment, *, actor: User) -> None:
    """Let somebody in who asked or waits, also into a full cohort: the trainer knows the room."""
    require(policy.can_run(actor, cohort))
    if enrolment.standing not in (Standing.ASKED, Standing.WAITING):
        raise Refused(_("Nobody asks for this place any more."))
    _become(enrolment, Standing.ACTIVE, actor)


def refuse(cohort: Cohort, enrolment: Enrolment, *, actor: User, reason: str) -> None:
    """Turn somebody down who asked, with a reason that they will read."""
    require(policy.can_run(actor, cohort))
    if enrolment.standing not in (Standing.ASKED, Standing.WAITING):
        raise Refused(_("Nobody asks for this place any more."))
    _become(enrolment, Standing.REFUSED, actor, _said(reason))


def remove(cohort: Cohort, enrolment: Enrolment, *, actor: User, reason: str) -> None:
    """Take somebody out of a cohort, with a reason; what they did is kept."""
    require(policy.can_run(actor, cohort))
    if enrolment.standing not in policy.CONNECTED:
        raise Refused(_("This person is not in the cohort."))
    _become(enrolment, Standing.REMOVED, actor, _said(reason))
    let_next_in(cohort, actor=actor)


def bring_back(cohort: Cohort, enrolment: Enrolment, *, actor: User) -> None:
    """Give somebody who was refused or removed the place after all: undoes either."""
    require(policy.can_run(actor, cohort))
    if enrolment.standing not in (Standing.REFUSED, Standing.REMOVED):
        raise Refused(_("This person was neither refused nor removed."))
    _become(enrolment, Standing.ACTIVE, actor)


def leave(cohort: Cohort, *, actor: User) -> None:
    """Leave a cohort, or take a request back; what was done is kept for a return."""
    mine = queries.enrolment_of(actor, cohort)
    require(policy.can_leave(mine))
    if mine is not None:
        _become(mine, Standing.LEFT, actor)
        let_next_in(cohort, actor=actor)


def let_next_in(cohort: Cohort, *, actor: User) -> None:
    """Give places that came free to those who have waited longest, while the cohort is open."""
    if cohort.status != CohortStatus.OPEN:
        return
    queries.hold(cohort)
    free = _places(cohort)
    line = queries.next_in_line(cohort, 1_000 if free is None else max(free, 0))
    for enrolment in line:
        _become(enrolment, Standing.ACTIVE, actor)


def put(
    cohort: Cohort, person: User, standing: Standing, *, actor: User, reason: str = ""
) -> Enrolment:
    """Give somebody a standing in a cohort, in the place that they have or had, or in a new one."""
    at = clock.now()
    mine = queries.enrolment_of(person, cohort)
    if mine is None:
        mine = Enrolment(
            cohort_id=cohort.id, user_id=person.id, standing=standing, created_at=at, since=at
        )
        session.add(mine)
        session.flush()  # what is noted names it by its id
        _note(mine, standing, actor, reason)
    else:
        _become(mine, standing, actor, reason)
    return mine


def put_all(
    cohort: Cohort, people: Sequence[User], standing: Standing, *, actor: User
) -> list[Enrolment]:
    """Give many people a standing in a cohort, in few statements."""
    at = clock.now()
    before = queries.enrolments_of(cohort, [one.id for one in people])
    new = [
        Enrolment(cohort_id=cohort.id, user_id=one.id, standing=standing, created_at=at, since=at)
        for one in people
        if one.id not in before
    ]
    session.add_all(new)
    session.flush()  # what is noted names them by their ids
    for enrolment in new:
        _note(enrolment, standing, actor, "")
    for enrolment in before.values():
        _become(enrolment, standing, actor)
    return [*new, *before.values()]


def move(enrolment: Enrolment, target: Cohort, *, actor: User) -> Enrolment:
    """Let somebody go on in another cohort of the course, with all that they have done."""
    source = queries.held_with(enrolment)
    require(policy.can_run(actor, source) and policy.can_run(actor, target))
    if not enrolment.is_active:
        raise Refused(_("This person does not take part any more."))
    if target.id == source.id or target.course_id != source.course_id:
        raise Refused(_("People move between the cohorts of one course."))
    queries.hold(target)
    person = queries.person_of(enrolment)
    there = queries.enrolment_of(person, target)
    if (there is not None and there.is_active) or person.id in target.trainer_ids:
        raise Refused(_("%(name)s is in that cohort already.") % {"name": person.name})
    _become(enrolment, Standing.MOVED, actor)
    made = put(target, person, Standing.ACTIVE, actor=actor)
    made.moved_from_id = enrolment.id
    made.completed_at = made.completed_at or enrolment.completed_at
    _bring_along(enrolment, made)
    let_next_in(source, actor=actor)
    return made


def _bring_along(old: Enrolment, new: Enrolment) -> None:
    """Take over what was done; what was done in the new place before stays as it is."""
    there = {one.item_key for one in reached.progress_by([new.id])}
    for one in reached.progress_by([old.id]):
        if one.item_key not in there:
            kept = {
                name: getattr(one, name) for name in ("item_key", "state", "points", "of", "at")
            }
            session.add(Progress(enrolment_id=new.id, **kept))


def _free_or_waiting(cohort: Cohort) -> Standing:
    free = _places(cohort)
    return Standing.ACTIVE if free is None or free > 0 else Standing.WAITING


def _places(cohort: Cohort) -> int | None:
    if cohort.capacity is None:
        return None
    return cohort.capacity - queries.counts(cohort).get(Standing.ACTIVE, 0)


def _become(enrolment: Enrolment, standing: Standing, actor: User, reason: str = "") -> None:
    enrolment.become(standing, clock.now())
    _note(enrolment, standing, actor, reason)


def _note(enrolment: Enrolment, standing: Standing, actor: User, reason: str) -> None:
    session.add(
        EnrolmentChange(
            enrolment_id=enrolment.id,
            deed=standing,
            reason=reason,
            at=clock.now(),
            by_id=actor.id,
        )
    )
    record(EnrolmentChanged(enrolment.id, enrolment.cohort_id, actor.id, standing))


def _said(reason: str) -> str:
    if not reason.strip():
        raise Refused(_("Say why: the person will read it."))
    return reason.strip()
