"""Reading who looks at whose work."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import Actor, User
from app.cohorts import queries as cohorts
from app.cohorts.models import Cohort, CohortStatus, Enrolment, Standing
from app.coursework import policy
from app.coursework.models import PeerRound, PeerTask, Status, Submission
from app.coursework.queries import PLAN
from app.kernel.db import session

REVIEWER = joinedload(PeerTask.reviewer).joinedload(Enrolment.user).load_only(User.name)

TASK = (joinedload(PeerTask.submission).options(*PLAN), REVIEWER)


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each work is looked at, and how much each participant has to do."""

    looked_at: Counter[int]
    tasks: Counter[int]
    open_tasks: Counter[int]


def get(actor: Actor, cohort: Cohort, task_id: int) -> PeerTask | None:
    """Return what this person was asked to look at in a cohort: the one door of a peer to it."""
    places = select(Enrolment.id).where(Enrolment.cohort_id == cohort.id)
    found = select(PeerTask).where(
        policy.tasks_visible_to(actor), PeerTask.id == task_id, PeerTask.reviewer_id.in_(places)
    )
    return session.scalars(found.options(*TASK)).unique().one_or_none()


def mine(actor: Actor, enrolment: Enrolment) -> Sequence[PeerTask]:
    """Return what somebody was asked to look at in a cohort, what is still to be done first."""
    found = select(PeerTask).where(
        policy.tasks_visible_to(actor), PeerTask.reviewer_id == enrolment.id
    )
    order = (PeerTask.done_at.is_not(None), PeerTask.due_at, PeerTask.id)
    return session.scalars(found.order_by(*order).options(*TASK)).unique().all()


def of(submission: Submission) -> Sequence[PeerTask]:
    """Return what colleagues were asked to look at this; whoever asks sees the submission."""
    found = select(PeerTask).where(PeerTask.submission_id == submission.id)
    return session.scalars(found.order_by(PeerTask.id).options(REVIEWER)).all()


def by_ids(ids: Iterable[int]) -> Sequence[PeerTask]:
    """Return tasks whoever asks: for jobs, which then ask the policy."""
    found = select(PeerTask).where(PeerTask.id.in_(list(ids)))
    return session.scalars(found.options(*TASK)).unique().all()


def hold(cohort: Cohort) -> None:
    """Let nobody else assign peers in a cohort meanwhile."""
    cohorts.hold(cohort)


def round_of(cohort: Cohort, key: str) -> PeerRound | None:
    """Return the round of an item, if peers have been assigned."""
    return session.get(PeerRound, (cohort.id, key))


def works(cohort: Cohort, key: str) -> Sequence[Submission]:
    """Return what each who takes part handed in last for an item."""
    later = aliased(Submission)
    is_last = ~exists().where(
        later.enrolment_id == Submission.enrolment_id,
        later.item_key == key,
        later.number > Submission.number,
        later.status != Status.DRAFT,
    )
    places = select(Enrolment.id).where(
        Enrolment.cohort_id == cohort.id, Enrolment.standing == Standing.ACTIVE
    )
    found = select(Submission).where(
        Submission.enrolment_id.in_(places),
        Submission.item_key == key,
        Submission.status != Status.DRAFT,
        is_last,
    )
    order = (Submission.handed_in_at, Submission.id)
    return session.scalars(found.order_by(*order).options(*PLAN)).unique().all()


def is_in_round(enrolment: Enrolment, key: str) -> bool:
    """Return whether somebody was asked to look at others' work for an item, or theirs is."""
    both = select(func.count(PeerTask.id)).join(PeerTask.submission)
    own = Submission.enrolment_id == enrolment.id
    found = both.where(Submission.item_key == key, own | (PeerTask.reviewer_id == enrolment.id))
    return bool(session.scalar(found))


def counts(among: Iterable[Submission]) -> Counts:
    """Count who looks at these works, and what their authors have to do for the same item."""
    them = {one.enrolment_id: one for one in among}
    keys = {one.item_key for one in them.values()}
    found = session.execute(
        select(PeerTask.submission_id, PeerTask.reviewer_id, PeerTask.done_at)
        .join(PeerTask.submission)
        .where(PeerTask.reviewer_id.in_(list(them)), Submission.item_key.in_(keys))
    ).all()
    seen = session.execute(
        select(PeerTask.submission_id, func.count())
        .where(PeerTask.submission_id.in_([one.id for one in them.values()]))
        .group_by(PeerTask.submission_id)
    )
    return Counts(
        looked_at=Counter({row[0]: row[1] for row in seen}),
        tasks=Counter(row.reviewer_id for row in found),
        open_tasks=Counter(row.reviewer_id for row in found if row.done_at is None),
    )


def without_round() -> Sequence[tuple[int, str]]:
    """Return cohort and item of what peers are to look at, but were not asked to yet."""
    asked = exists().where(
        PeerRound.cohort_id == Enrolment.cohort_id, PeerRound.item_key == Submission.item_key
    )
    found = (
        select(Enrolment.cohort_id, Submission.item_key)
        .join(Submission.enrolment)
        .join(Enrolment.cohort)
        .where(
            Submission.has_peers,
            Submission.status != Status.DRAFT,
            Cohort.status != CohortStatus.PLANNED,
            ~asked,
        )
    )
    return [(row[0], row[1]) for row in session.execute(found.distinct())]


def cohort_of(cohort_id: int) -> Cohort:
    """Return a cohort whoever asks: for jobs."""
    return session.scalars(
        select(Cohort).where(Cohort.id == cohort_id).options(*cohorts.PLAN)
    ).one()
