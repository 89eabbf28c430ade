"""What follows when something happened to course work: people are told, peers are asked."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from app import notifications
from app.accounts import queries as accounts
from app.accounts.models import User
from app.cohorts import queries as cohorts
from app.cohorts.models import Cohort
from app.courses.content import Item
from app.coursework import notices, peers, policy, queries, reviews
from app.coursework.events import (
    PeerReviewsAssigned,
    PeerRoundsDue,
    SubmissionEvent,
    SubmissionHandedIn,
    SubmissionMarked,
    SubmissionReturned,
    SubmissionTakenBack,
)
from app.coursework.models import Submission
from app.kernel import clock, schedule
from app.kernel.jobs import Turn, subscribe

schedule.every(timedelta(hours=1), PeerRoundsDue)


@subscribe(SubmissionHandedIn, turn=Turn.LATE)
def tell_trainers(event: SubmissionHandedIn) -> None:
    """Tell those who run the cohort that something waits to be marked."""
    for submission in queries.by_ids([event.submission_id]):
        if submission.is_waiting:
            ids = submission.enrolment.cohort.trainer_ids
            seeing = [one.id for one in accounts.many_with_places(ids) if _marks(one, submission)]
            _tell(seeing, notices.LATE if event.is_late else notices.HANDED_IN, event)


@subscribe(SubmissionHandedIn)
def ask_peers_too(event: SubmissionHandedIn) -> None:
    """Let who hands in after the others were asked look at their work, and them at theirs."""
    for submission in queries.by_ids([event.submission_id]):
        item = _item(submission.enrolment.cohort, submission.item_key)
        if item is not None and not submission.is_draft:
            peers.join(submission, item)


@subscribe(SubmissionTakenBack)
def tell_no_more(event: SubmissionTakenBack) -> None:
    """Count in no notice what its author goes on with, unless it was handed in again meanwhile."""
    for submission in queries.by_ids([event.submission_id]):
        if submission.is_draft:
            notifications.take_back(submission.id, kinds=notices.OF_TRAINERS)


@subscribe(SubmissionMarked, SubmissionReturned)
def tell_author(event: SubmissionMarked | SubmissionReturned) -> None:
    """Tell the participant what became of their work."""
    for submission in queries.by_ids([event.submission_id]):
        if submission.is_answered:
            _tell([submission.enrolment.user_id], notices.MARKED, event)


@subscribe(PeerReviewsAssigned, turn=Turn.LATE)
def tell_peers(event: PeerReviewsAssigned) -> None:
    """Tell participants whose work they are asked to look at, without a name."""
    for task in reviews.by_ids(event.task_ids):
        notifications.tell(
            [task.reviewer.user_id],
            kind=notices.PEER_REVIEW,
            bundle=notices.bundle(event.cohort_id),
            subject_id=task.id,
            actor_id=0,
        )


@subscribe(PeerRoundsDue, lease=timedelta(minutes=30), turn=Turn.LATE)
def ask_peers(event: PeerRoundsDue) -> None:
    """Ask peers to look at each other's work for what has become due."""
    now = clock.now()
    for cohort_id, key in reviews.without_round():
        cohort = reviews.cohort_of(cohort_id)
        item = _item(cohort, key)
        if item is not None and _is_due(cohort, item, now):
            peers.assign(cohort, item)


def _item(cohort: Cohort, key: str) -> Item | None:
    return cohorts.content(cohort.course_id, cohort.revision).item(key)


def _is_due(cohort: Cohort, item: Item, now: datetime) -> bool:
    due = cohort.due_of(item)
    has_peers = item.assignment is not None and item.assignment.peers is not None
    return has_peers and due is not None and due < now


def _marks(person: User, submission: Submission) -> bool:
    return policy.can_mark(person, submission)


def _tell(people: Iterable[int], kind: str, event: SubmissionEvent) -> None:
    notifications.tell(
        people,
        kind=kind,
        bundle=notices.bundle(event.cohort_id),
        subject_id=event.submission_id,
        actor_id=event.actor_id,
    )
