"""What follows when something happened in a cohort: people are told, completion is checked."""

from app import notifications
from app.accounts import queries as accounts
from app.cohorts import (
    announcing,
    completion,
    history,
    inviting,
    meetings,
    notices,
    policy,
    queries,
)
from app.cohorts.events import (
    Announced,
    CohortChanged,
    EnrolmentChanged,
    InvitationWritten,
    SessionCancelled,
    SessionEvent,
    SessionMoved,
)
from app.cohorts.models import Cohort, Standing
from app.discussions import boards
from app.kernel.jobs import Turn, subscribe


@subscribe(EnrolmentChanged)
def seat(event: EnrolmentChanged) -> None:
    """Let who takes part talk on the cohort's board, and nobody else but its trainers."""
    for enrolment in queries.enrolments_by_ids([event.enrolment_id]):
        cohort = enrolment.cohort
        if cohort.board_id is not None and enrolment.user_id not in cohort.trainer_ids:
            change = boards.admit if enrolment.is_active else boards.dismiss
            change(cohort.board_id, enrolment.user_id)


@subscribe(EnrolmentChanged)
def tell_of_enrolment(event: EnrolmentChanged) -> None:
    """Tell trainers who asks, and people what was decided about their place."""
    standing = Standing(event.standing)
    kind = notices.OF_STANDING.get(standing)
    change = history.last_change(event.enrolment_id, standing)
    if kind is None or change is None or change.enrolment.standing != standing:
        return
    asks = standing == Standing.ASKED
    people = _trainers(change.enrolment.cohort) if asks else [change.enrolment.user_id]
    notifications.tell(
        people,
        kind=kind,
        bundle=notices.bundle(event.cohort_id),
        subject_id=change.id,
        actor_id=event.actor_id,
    )


@subscribe(InvitationWritten)
def send_invitation(event: InvitationWritten) -> None:
    """Write to somebody who has no account yet."""
    inviting.send(event.invitation_id)


@subscribe(Announced, turn=Turn.LATE)
def tell_of_announcement(event: Announced) -> None:
    """Tell those who take part what the trainers announce, and the other trainers."""
    for one in announcing.by_ids([event.announcement_id]):
        notifications.tell(
            [*announcing.audience(one), *_trainers(one.cohort)],
            kind=notices.ANNOUNCED,
            bundle=notices.bundle(event.cohort_id),
            subject_id=one.id,
            actor_id=event.actor_id,
        )


@subscribe(SessionMoved)
def tell_of_moved_session(event: SessionMoved) -> None:
    """Tell those who take part that a session is at another time or place."""
    _tell_of_session(event)


@subscribe(SessionCancelled)
def tell_of_cancelled_session(event: SessionCancelled) -> None:
    """Tell those who take part that a session does not take place."""
    _tell_of_session(event)


@subscribe(CohortChanged, turn=Turn.LATE)
def check_completion(event: CohortChanged) -> None:
    """See who has completed the course now."""
    for cohort in queries.known([event.cohort_id]):
        completion.check_all(cohort, actor_id=event.actor_id)


def _tell_of_session(event: SessionEvent) -> None:
    for one in meetings.by_ids([event.session_id]):
        people = [place.user_id for place in queries.active(one.cohort)]
        notifications.tell(
            [*people, *_trainers(one.cohort)],
            kind=notices.SESSION,
            bundle=notices.bundle(event.cohort_id),
            subject_id=one.id,
            actor_id=event.actor_id,
        )


def _trainers(cohort: Cohort) -> list[int]:
    """Return who runs the cohort now: somebody may have ceased to train in the portal."""
    people = accounts.many_with_places(cohort.trainer_ids)
    return [one.id for one in people if policy.can_run(one, cohort)]
