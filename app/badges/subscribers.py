"""What badges do when something happened here, or in the rooms below."""

from collections.abc import Sequence

from app import notifications
from app.accounts import queries as accounts
from app.accounts.events import EmailChanged, EmailConfirmed
from app.accounts.models import User
from app.badges import awarding, notices, queries
from app.badges.awarding import Grant
from app.badges.events import Awarded, AwardEvent, AwardRevoked
from app.badges.models import Means
from app.badges.openbadges.values import Evidence
from app.cohorts import queries as cohorts
from app.cohorts.events import CourseCompleted
from app.cohorts.models import Enrolment
from app.kernel.db import session
from app.kernel.jobs import Turn, subscribe, subscribe_batch

AT_ONCE = 50


@subscribe_batch(CourseCompleted, batch=AT_ONCE)
def award_for_completion(events: list[CourseCompleted]) -> None:
    """Award what a course leads to; who has not confirmed an address gets it when they do."""
    enrolments = cohorts.enrolments_by_ids(event.enrolment_id for event in events)
    people = {
        one.id: one for one in accounts.many_with_places(place.user_id for place in enrolments)
    }
    _award([(one, people[one.user_id]) for one in enrolments])


@subscribe(EmailConfirmed)
def award_what_waited(event: EmailConfirmed) -> None:
    """Award what somebody completed before an address of theirs was confirmed."""
    person = session.get(User, event.user_id)
    if person is not None:
        _award([(one, person) for one in cohorts.learning(person)])


@subscribe(EmailChanged)
def bind_awards_again(event: EmailChanged) -> None:
    """Bind what a person holds to their new address."""
    holder = session.get(User, event.user_id)
    if holder is not None and holder.is_confirmed and holder.email:
        awarding.bind_again(holder)


@subscribe(Awarded, turn=Turn.LATE)
def tell_of_award(event: Awarded) -> None:
    """Tell somebody that a badge is theirs; who claimed it themselves knows."""
    _tell(event, notices.AWARDED)


@subscribe(AwardRevoked, turn=Turn.LATE)
def tell_of_revocation(event: AwardRevoked) -> None:
    """Tell somebody that an award of theirs counts no more; that it was awarded is told no more."""
    for award in queries.by_ids([event.award_id]):
        notifications.take_back(award.id, kinds=[notices.AWARDED])
    _tell(event, notices.REVOKED)


def _award(completed: Sequence[tuple[Enrolment, User]]) -> None:
    done = [(one, who) for one, who in completed if one.is_completed and who.is_confirmed]
    for course_id in {one.cohort.course_id for one, _who in done}:
        for badge in queries.of_course(course_id):
            grants = [
                Grant(who, (Evidence(name=one.cohort.title),), one.cohort_id)
                for one, who in done
                if one.cohort.course_id == course_id and who.email
            ]
            awarding.give(badge, grants, Means.COMPLETION, by_id=None)


def _tell(event: AwardEvent, kind: str) -> None:
    for award in queries.by_ids([event.award_id]):
        if award.holder_id is not None and not award.is_replaced:
            notifications.tell(
                [award.holder_id],
                kind=kind,
                bundle=notices.bundle(award),
                subject_id=award.id,
                actor_id=event.actor_id,
            )
