"""When a course counts as completed: what is missing, said as values, and taking note of it.

`missing` is a pure function of what the course asks for and what somebody has done. `check` runs
whenever one of these changes; the first time that nothing is missing, `CourseCompleted` is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from app.accounts.models import User
from app.cohorts import policy, queries, reached
from app.cohorts.events import CompletionTakenBack, CourseCompleted
from app.cohorts.models import Cohort, Enrolment, EnrolmentChange, Ruling
from app.courses.content import CompletionRule, CourseContent, Item, ItemKind, Module, Rule
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record


class Reached(Protocol):
    """How far somebody has come with an item."""

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""

    @property
    def points(self) -> float | None:
        """What was marked."""

    @property
    def of(self) -> float | None:
        """The most that can be reached."""


@dataclass(frozen=True, slots=True)
class Attended:
    """At how many sessions somebody was, of those that count for them."""

    present: int = 0
    sessions: int = 0

    @property
    def percent(self) -> int:
        """The share; nobody has been anywhere while no session is planned."""
        return 100 * self.present // self.sessions if self.sessions else 0


@dataclass(frozen=True, slots=True)
class Missing:
    """A rule that is not met: modules in number, attendance and marks in per cent."""

    rule: Rule
    value: int
    reached: int
    modules: tuple[str, ...] = ()
    """The keys of the modules in which something is left."""


def missing(
    content: CourseContent, progress: Mapping[str, Reached], attended: Attended
) -> list[Missing]:
    """Return what is missing for completion; empty when the course counts as completed.

    Without a rule of its own a course asks for all modules. A course that requires no item
    asks for each.
    """
    rules = content.completion.rules or (CompletionRule(Rule.MODULES, len(content.modules)),)
    lacking = [one for rule in rules if (one := _lacking(rule, content, progress, attended))]
    needed = min(content.completion.needed or len(rules), len(rules))
    return lacking if len(rules) - len(lacking) < needed else []


def asked_of(content: CourseContent, module: Module) -> tuple[Item, ...]:
    """Return the items that must be done for a module to be done."""
    return module.required if any(item.is_required for item in content.items) else module.items


def is_done(content: CourseContent, module: Module, progress: Mapping[str, Reached]) -> bool:
    """Return whether somebody has done all that a module asks for."""
    return all(
        (found := progress.get(item.key)) is not None and found.is_done
        for item in asked_of(content, module)
    )


def percent_of_points(content: CourseContent, progress: Mapping[str, Reached]) -> int:
    """Return how many per cent of all points somebody has; all, where nothing is marked."""
    marked = [item for item in content.items if item.kind in (ItemKind.ASSIGNMENT, ItemKind.QUIZ)]
    most = sum(_most(item, progress) for item in marked)
    points = sum((progress[i.key].points or 0) for i in marked if i.key in progress)
    return int(100 * points / most) if most else 100


def left(cohort: Cohort, content: CourseContent, enrolment: Enrolment) -> list[Missing]:
    """Return what is missing for somebody whose progress is loaded; empty once it is completed."""
    if enrolment.is_completed:
        return []
    progress = {one.item_key: one for one in enrolment.progress}
    attended = reached.attended(cohort, [enrolment.id])[enrolment.id]
    return missing(content, progress, Attended(*attended))


def check(cohort: Cohort, enrolment: Enrolment, *, actor: User) -> list[Missing]:
    """Take note if somebody has completed the course; return what is missing."""
    content = queries.content(cohort.course_id, cohort.revision)
    progress = {one.item_key: one for one in reached.progress_by([enrolment.id])}
    attended = reached.attended(cohort, [enrolment.id])[enrolment.id]
    lacking = missing(content, progress, Attended(*attended))
    if not lacking:
        _complete(enrolment, actor.id)
    return lacking


def check_all(cohort: Cohort, *, actor_id: int) -> None:
    """Take note of everyone in a cohort who has completed the course."""
    content = queries.content(cohort.course_id, cohort.revision)
    places = [one for one in queries.active(cohort) if not one.is_completed]
    done = reached.steps(cohort)
    attended = reached.attended(cohort, [place.id for place in places])
    for place in places:
        if not missing(content, done.get(place.id, {}), Attended(*attended[place.id])):
            _complete(place, actor_id)


def grant(cohort: Cohort, enrolment: Enrolment, *, actor: User, reason: str) -> None:
    """Let the course count as completed though something is missing; the reason is kept."""
    require(policy.can_run(actor, cohort))
    if not enrolment.is_active:
        raise Refused(_("This person does not take part any more."))
    if not reason.strip():
        raise Refused(_("Say why: the person will read it."))
    enrolment.grant(clock.now(), actor, reason.strip())
    _note(enrolment, Ruling.GRANTED, actor, reason.strip())
    record(CourseCompleted(enrolment.id, enrolment.cohort_id, actor.id))


def take_back(cohort: Cohort, enrolment: Enrolment, *, actor: User, reason: str) -> None:
    """Let the rules decide again whether the course counts as completed."""
    require(policy.can_run(actor, cohort))
    if not reason.strip():
        raise Refused(_("Say why: the person will read it."))
    enrolment.take_grant_back()
    _note(enrolment, Ruling.TAKEN_BACK, actor, reason.strip())
    if check(cohort, enrolment, actor=actor):
        record(CompletionTakenBack(enrolment.id, enrolment.cohort_id, actor.id))


def _lacking(
    asked: CompletionRule,
    content: CourseContent,
    progress: Mapping[str, Reached],
    attended: Attended,
) -> Missing | None:
    if asked.rule == Rule.MODULES:
        return _modules(asked.value, content, progress)
    by_rule = {Rule.ATTENDANCE: attended.percent, Rule.MARKS: percent_of_points(content, progress)}
    percent = by_rule[asked.rule]
    return Missing(asked.rule, asked.value, percent) if percent < asked.value else None


def _modules(value: int, content: CourseContent, progress: Mapping[str, Reached]) -> Missing | None:
    asking = [module for module in content.modules if asked_of(content, module)]
    undone = tuple(module.key for module in asking if not is_done(content, module, progress))
    needed, met = min(value, len(asking)), len(asking) - len(undone)
    return Missing(Rule.MODULES, needed, met, undone) if met < needed else None


def _most(item: Item, progress: Mapping[str, Reached]) -> float:
    """Return the most that an item gives: what was marked knows; else a point a question."""
    found = progress.get(item.key)
    if found is not None and found.of:
        return found.of
    if item.assignment is not None:
        return item.assignment.of
    quiz = item.quiz
    if quiz is None:
        return 0
    return len(quiz.questions) + sum(draw.count for draw in quiz.draws)


def _complete(enrolment: Enrolment, actor_id: int) -> None:
    if enrolment.is_active and not enrolment.is_completed:
        enrolment.complete(clock.now())
        record(CourseCompleted(enrolment.id, enrolment.cohort_id, actor_id))


def _note(enrolment: Enrolment, ruling: Ruling, actor: User, reason: str) -> None:
    session.add(
        EnrolmentChange(
            enrolment_id=enrolment.id, deed=ruling, reason=reason, at=clock.now(), by_id=actor.id
        )
    )
