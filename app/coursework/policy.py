"""Who may see what was handed in, mark it, and look at it as a peer."""

from sqlalchemy import ColumnElement, and_, exists, or_, select

from app.accounts.models import Actor
from app.accounts.standpoints import once_per_standpoint
from app.cohorts import policy as cohorts
from app.cohorts.models import Cohort, Enrolment, Standing
from app.coursework.models import Part, PeerTask, Status, Submission, SubmissionFile
from app.lessons import policy as lessons
from app.portals import policy as portals


def can_view(actor: Actor, submission: Submission) -> bool:
    """People see their own work always; who runs the cohort sees what was handed in."""
    return is_own(actor, submission) or (
        not submission.is_draft and cohorts.can_run(actor, submission.enrolment.cohort)
    )


@once_per_standpoint
def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Say `can_view` in SQL."""
    own = select(Enrolment.id).where(Enrolment.user_id == actor.id)
    run = select(Enrolment.id).join(Cohort).where(cohorts.runs(actor))
    return or_(
        Submission.enrolment_id.in_(own),
        and_(Submission.status != Status.DRAFT, Submission.enrolment_id.in_(run)),
    )


def is_own(actor: Actor, submission: Submission) -> bool:
    """People look after their own work."""
    return submission.enrolment.user_id == actor.id


def can_hand_in(actor: Actor, enrolment: Enrolment) -> bool:
    """Participants hand in, in their own name."""
    return cohorts.can_learn(actor, enrolment)


def can_change(actor: Actor, submission: Submission) -> bool:
    """Participants change, hand in and take back what is their own."""
    return is_own(actor, submission) and can_hand_in(actor, submission.enrolment)


def can_mark(actor: Actor, submission: Submission) -> bool:
    """Who runs the cohort marks what was handed in, never their own."""
    is_others = not is_own(actor, submission) and not submission.is_draft
    return is_others and cohorts.can_run(actor, submission.enrolment.cohort)


def can_extend(actor: Actor, cohort: Cohort, enrolment: Enrolment) -> bool:
    """Who runs the cohort gives others more time, never themselves."""
    return cohorts.can_run(actor, cohort) and enrolment.user_id != actor.id


def can_offer(actor: Actor, submission: Submission) -> bool:
    """Authors of passed work offer it to the portal, where they may write."""
    if not (is_own(actor, submission) and submission.is_passed):
        return False
    if submission.lesson is not None:
        return lessons.can_publish(actor, submission.lesson)
    return portals.can_write(actor, submission.enrolment.cohort.portal)


def can_review(actor: Actor, task: PeerTask) -> bool:
    """Participants look at the work that they were asked to look at, while they take part."""
    return cohorts.can_learn(actor, task.reviewer) and not task.submission.is_draft


@once_per_standpoint
def tasks_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Say `can_review` in SQL."""
    mine = select(Enrolment.id).where(
        Enrolment.user_id == actor.id, Enrolment.standing == Standing.ACTIVE
    )
    handed_in = exists().where(
        Submission.id == PeerTask.submission_id, Submission.status != Status.DRAFT
    )
    return and_(PeerTask.reviewer_id.in_(mine), handed_in)


def can_say(actor: Actor, task: PeerTask) -> bool:
    """Peers say once what they think, and say it otherwise until a trainer has marked the work."""
    return can_review(actor, task) and not (task.is_done and task.submission.is_answered)


@once_per_standpoint
def files_visible_to(actor: Actor) -> ColumnElement[bool]:
    """People read the files of the work that they see, and what came back with its mark."""
    return SubmissionFile.submission_id.in_(select(Submission.id).where(visible_to(actor)))


@once_per_standpoint
def peer_files_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Peers read the files of the work that they look at; not what came back with its mark."""
    return _looked_at(actor, PeerTask.is_anonymous.is_(False))


@once_per_standpoint
def plain_files_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Who is not told whose work it is reads its files under their plain names alone."""
    return _looked_at(actor, PeerTask.is_anonymous.is_(True))


def _looked_at(actor: Actor, which: ColumnElement[bool]) -> ColumnElement[bool]:
    tasks = select(PeerTask.submission_id).where(tasks_visible_to(actor), which)
    return and_(SubmissionFile.part != Part.FEEDBACK, SubmissionFile.submission_id.in_(tasks))
