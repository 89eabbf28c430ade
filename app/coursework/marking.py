"""What trainers do with what was handed in: mark it, return it, correct a mark, give more time."""

from dataclasses import replace
from datetime import date
from enum import StrEnum

from app.accounts.models import User
from app.cohorts import progress
from app.cohorts.models import Cohort, Enrolment, State
from app.courses.content import Assignment, Item
from app.coursework import deadlines, policy, queries, scores
from app.coursework.actions import EditConflictError
from app.coursework.content import MarkContent
from app.coursework.events import SubmissionMarked, SubmissionReturned
from app.coursework.models import Deed, Extension, Marking, Part, Status, Submission
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.i18n import number
from app.kernel.jobs import record


class Verdict(StrEnum):
    """What a trainer says of it."""

    PASSED = "passed"
    FAILED = "failed"


def mark(
    submission: Submission,
    item: Item,
    content: MarkContent,
    verdict: Verdict,
    *,
    opened: int,
    actor: User,
) -> None:
    """Say what it is worth, or say it otherwise; the verdict must be that of the points.

    `opened` is the `lock` that the trainer was shown.
    """
    assignment = _may_judge(submission, item, opened=opened, actor=actor)
    said = _whole(assignment, content)
    _check_verdict(assignment, said, verdict)
    deed = Deed.CORRECTED if submission.is_marked else Deed.MARKED
    status = Status.PASSED if verdict == Verdict.PASSED else Status.FAILED
    _judge(submission, deed, status, said, actor)
    state = State.DONE if status == Status.PASSED else State.FAILED
    progress.note(submission.enrolment, item.key, state, said.points, said.of, actor=actor)
    record(SubmissionMarked(submission.id, submission.enrolment.cohort_id, actor.id))


def give_back(
    submission: Submission, item: Item, content: MarkContent, *, opened: int, actor: User
) -> None:
    """Let it be handed in again, with words that say what is to be done."""
    assignment = _may_judge(submission, item, opened=opened, actor=actor)
    if not content.feedback.strip() and not content.file_ids:
        raise Refused(_("Say what is to be done: the participant reads it."))
    said = _points(assignment, content)
    _judge(submission, Deed.RETURNED, Status.RETURNED, said, actor)
    progress.note(submission.enrolment, item.key, State.RETURNED, said.points, said.of, actor=actor)
    record(SubmissionReturned(submission.id, submission.enrolment.cohort_id, actor.id))


def extend(
    cohort: Cohort, enrolment: Enrolment, item: Item, due_on: date, reason: str, *, actor: User
) -> Extension:
    """Give somebody time until the end of a day; what they have handed in may not be late then."""
    require(policy.can_extend(actor, cohort, enrolment))
    if item.assignment is None:
        raise Refused(_("Nothing is handed in here."))
    if due_on < cohort.today(clock.now()):
        raise Refused(_("That day is over."))
    queries.hold(enrolment)
    given = queries.extension(enrolment.id, item.key)
    if given is None:
        given = Extension(enrolment_id=enrolment.id, item_key=item.key)
        session.add(given)
    given.due_on, given.reason = due_on, reason.strip()
    given.at, given.by_id = clock.now(), actor.id
    _look_again(cohort, enrolment, item, given)
    return given


def end_extension(cohort: Cohort, enrolment: Enrolment, item: Item, *, actor: User) -> None:
    """Let somebody hand in until the day that holds for all."""
    require(policy.can_extend(actor, cohort, enrolment))
    queries.hold(enrolment)
    given = queries.extension(enrolment.id, item.key)
    if given is None:
        raise Refused(_("Nobody gave more time here."))
    session.delete(given)
    _look_again(cohort, enrolment, item, None)


def _may_judge(submission: Submission, item: Item, *, opened: int, actor: User) -> Assignment:
    require(policy.can_mark(actor, submission))
    queries.hold(submission.enrolment)
    if opened != submission.lock:
        raise EditConflictError
    newest = queries.newest(submission.enrolment, submission.item_key)
    if newest is not None and newest.id != submission.id:
        raise Refused(_("It was handed in again since: mark what came last."))
    if item.assignment is None:
        raise Refused(_("Nothing is handed in here."))
    return item.assignment


def _whole(assignment: Assignment, content: MarkContent) -> MarkContent:
    """Return a mark with its points: all criteria have a level, or the points are within reach."""
    if scores.rubric_of(assignment):
        if not scores.is_whole(assignment, content.scores):
            raise Refused(_("Choose a level for each criterion."))
    elif content.points is None or not 0 <= content.points <= assignment.of:
        raise Refused(_("Enter points from 0 to %(most)s.") % {"most": number(assignment.of)})
    return _points(assignment, content)


def _points(assignment: Assignment, content: MarkContent) -> MarkContent:
    """Return it with the points of its levels, where it is marked by levels."""
    if not scores.rubric_of(assignment):
        return replace(content, of=assignment.of, scores=())
    points = scores.total(content.scores) if content.scores else None
    return replace(content, points=points, of=assignment.of)


def _check_verdict(assignment: Assignment, content: MarkContent, verdict: Verdict) -> None:
    """Refuse a verdict that the points do not bear out: one of the two is a slip."""
    least = scores.passes_at(assignment)
    passes = content.points is not None and content.points >= least
    if passes and verdict == Verdict.FAILED:
        raise Refused(
            _("It is passed from %(least)s points on: give fewer, or press “Passed”.")
            % {"least": number(least)}
        )
    if not passes and verdict == Verdict.PASSED:
        raise Refused(
            _("It is passed from %(least)s points on: give more, or press “Not passed”.")
            % {"least": number(least)}
        )


def _judge(
    submission: Submission, deed: Deed, status: Status, content: MarkContent, actor: User
) -> None:
    kept = {one.file_id for one in submission.files_of(Part.FEEDBACK)}
    mine = set(queries.own_files(actor, content.file_ids))
    files = tuple(one for one in content.file_ids if one in kept | mine)
    submission.judge(status, replace(content, file_ids=files), clock.now(), actor)
    session.add(
        Marking(
            submission_id=submission.id,
            deed=deed,
            status=status,
            points=submission.points,
            of=submission.of,
            scores=submission.scores,
            feedback=content.feedback,
            at=clock.now(),
            by_id=actor.id,
        )
    )
    session.flush()  # progress is checked against what is in the tables


def _look_again(
    cohort: Cohort, enrolment: Enrolment, item: Item, extension: Extension | None
) -> None:
    """Say of what was handed in last whether it is late, by the day that holds now."""
    last = queries.newest(enrolment, item.key)
    if last is not None and last.handed_in_at is not None:
        last.is_late = deadlines.is_late(last.handed_in_at, deadlines.due(cohort, item, extension))
