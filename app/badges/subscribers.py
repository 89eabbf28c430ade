"""What badges do when something happened in the rooms below."""

from app.accounts.events import EmailChanged
from app.accounts.models import User
from app.badges import awarding, queries
from app.badges.awarding import Grant
from app.badges.models import Means
from app.badges.openbadges.values import Evidence
from app.cohorts import queries as cohorts
from app.cohorts.events import CourseCompleted
from app.kernel.db import session
from app.kernel.jobs import subscribe, subscribe_batch

AT_ONCE = 50


@subscribe_batch(CourseCompleted, batch=AT_ONCE)
def award_for_completion(events: list[CourseCompleted]) -> None:
    """Award what a course leads to; who still has not confirmed an address gets it by hand."""
    enrolments = cohorts.enrolments_by_ids(event.enrolment_id for event in events)
    done = [one for one in enrolments if one.is_completed and one.user.is_confirmed]
    for course_id in {one.cohort.course_id for one in done}:
        of_course = [one for one in done if one.cohort.course_id == course_id]
        for badge in queries.of_course(course_id):
            grants = [
                Grant(one.user, (Evidence(name=one.cohort.title),), one.cohort_id)
                for one in of_course
            ]
            awarding.give(badge, grants, Means.COMPLETION, by_id=None)


@subscribe(EmailChanged)
def bind_awards_again(event: EmailChanged) -> None:
    """Bind what a person holds to their new address."""
    holder = session.get(User, event.user_id)
    if holder is not None and holder.is_confirmed and holder.email:
        awarding.bind_again(holder)
