"""What trainers do with their cohorts."""

import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.accounts.models import User
from app.cohorts import enrolling, policy
from app.cohorts.events import CohortChanged
from app.cohorts.models import Cohort, CohortStatus, CohortTrainer, Entry
from app.courses import policy as courses
from app.courses import queries as templates
from app.courses.models import Course
from app.discussions import boards
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record
from app.portals.models import Portal

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""What nobody confuses on a projector: no I and 1, no O and 0."""


class EditConflictError(Exception):
    """Somebody saved since these settings were opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortSettings:
    """What is decided about a cohort."""

    title: str
    language: str
    starts_on: date
    ends_on: date
    time_zone: str
    place: str = ""
    meeting_url: str = ""
    capacity: int | None = None
    entry: Entry = Entry.OPEN
    due: dict[str, str] = field(default_factory=dict)
    modules_behind: int = 2
    silent_days: int = 14


def start(portal: Portal, course: Course, settings: CohortSettings, *, actor: User) -> Cohort:
    """Plan a run of the newest revision of a course; only its trainers see it until it opens."""
    require(policy.can_start(actor, portal) and courses.can_run(actor, course))
    cohort = Cohort(
        portal=portal,
        course=course,
        revision=course.revision_number,
        status=CohortStatus.PLANNED,
        created_at=clock.now(),
        trainers=[CohortTrainer(user_id=actor.id)],
    )
    _take_over(cohort, settings)
    board = boards.make_circle(portal, settings.title, settings.language, [actor.id])
    cohort.board_id = board.id
    session.add(cohort)
    session.flush()  # who plans it is led to its address
    return cohort


def revise(cohort: Cohort, settings: CohortSettings, *, opened: int, actor: User) -> None:
    """Decide otherwise; `opened` is the `lock` of the settings that were shown."""
    require(policy.can_run(actor, cohort))
    if opened != cohort.lock:
        raise EditConflictError
    _take_over(cohort, settings)
    if cohort.board_id is not None:
        boards.rename_circle(cohort.board_id, settings.title, settings.language)
    enrolling.let_next_in(cohort, actor=actor)


def copy(cohort: Cohort, settings: CohortSettings, *, actor: User) -> Cohort:
    """Plan the next run like this one: its trainers and settings, nobody who took part."""
    require(policy.can_run(actor, cohort))
    course = templates.find(actor, cohort.course_id)
    if course is None or not course.is_published:
        raise Refused(_("The course is withdrawn: nobody starts a cohort of it now."))
    made = start(cohort.portal, course, settings, actor=actor)
    others = [one for one in cohort.trainer_ids if one != actor.id]
    made.trainers += [CohortTrainer(user_id=one, position=n) for n, one in enumerate(others, 1)]
    made.copied_from_id = cohort.id
    return made


def open_up(cohort: Cohort, *, actor: User) -> None:
    """Let people see a cohort and come in."""
    require(policy.can_run(actor, cohort))
    cohort.open()


def close(cohort: Cohort, *, actor: User) -> None:
    """End a cohort: nobody enrols, nothing is lost, late work can still be taken."""
    require(policy.can_run(actor, cohort))
    cohort.close()


def take_revision(cohort: Cohort, *, actor: User) -> None:
    """Let a running cohort go on with the newest revision of its course."""
    require(policy.can_run(actor, cohort))
    newest = templates.revision(cohort.course_id, cohort.course.revision_number)
    if newest is None or newest.number == cohort.revision:
        raise Refused(_("This cohort runs the newest revision already."))
    cohort.revision = newest.number
    record(CohortChanged(cohort.id, actor.id))


def new_code(cohort: Cohort, *, actor: User) -> None:
    """Give a cohort another code: the old one opens nothing any more."""
    require(policy.can_run(actor, cohort))
    if cohort.entry != Entry.CODE:
        raise Refused(_("Nobody comes into this cohort by a code."))
    cohort.code = made_code()


def share_with(cohort: Cohort, colleague: User, *, actor: User) -> None:
    """Let a colleague who trains in the portal run the cohort too."""
    require(policy.can_run(actor, cohort))
    if not colleague.trains(cohort.portal_id):
        raise Refused(
            _("%(name)s does not train in this portal: a steward can change that.")
            % {"name": colleague.name}
        )
    if colleague.id not in cohort.trainer_ids:
        last = max((trainer.position for trainer in cohort.trainers), default=0)
        cohort.trainers.append(CohortTrainer(user_id=colleague.id, position=last + 1))
        if cohort.board_id is not None:
            boards.admit(cohort.board_id, colleague.id)


def part_from(cohort: Cohort, trainer_id: int, *, actor: User) -> None:
    """Let somebody run the cohort no more; one trainer must stay."""
    require(policy.can_run(actor, cohort))
    left = [trainer for trainer in cohort.trainers if trainer.user_id != trainer_id]
    if not left:
        raise Refused(_("A cohort needs a trainer: let a colleague join first."))
    cohort.trainers = left
    if cohort.board_id is not None:
        boards.dismiss(cohort.board_id, trainer_id)


def shifted(due: dict[str, str], by: timedelta) -> dict[str, str]:
    """Return the days on which items are due, all later by the same time."""
    return {key: (date.fromisoformat(day) + by).isoformat() for key, day in due.items()}


def made_code() -> str:
    """Return eight letters and digits that can be read out."""
    return "".join(secrets.choice(CODE_LETTERS) for _place in range(8))


def _take_over(cohort: Cohort, settings: CohortSettings) -> None:
    cohort.title, cohort.language = settings.title, settings.language
    cohort.starts_on, cohort.ends_on = settings.starts_on, settings.ends_on
    cohort.time_zone, cohort.place = settings.time_zone, settings.place
    cohort.meeting_url, cohort.capacity = settings.meeting_url, settings.capacity
    cohort.entry, cohort.due = settings.entry, dict(settings.due)
    cohort.modules_behind, cohort.silent_days = settings.modules_behind, settings.silent_days
    if cohort.entry == Entry.CODE and cohort.code is None:
        cohort.code = made_code()
