"""Reading what was handed in: how it is selected, loaded and counted."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, and_, exists, func, literal, select, tuple_
from sqlalchemy.orm import aliased, joinedload, selectinload

from app.accounts.models import Actor, User
from app.cohorts import queries as cohorts
from app.cohorts.models import Cohort, Enrolment, Progress, Standing
from app.coursework import policy
from app.coursework.models import (
    Extension,
    Marking,
    PeerTask,
    Status,
    Submission,
    SubmissionFile,
)
from app.kernel import files
from app.kernel.db import session
from app.lessons import queries as lessons
from app.lessons.models import Lesson
from app.lessons.models import Status as LessonStatus

PERSON = joinedload(Enrolment.user).load_only(
    User.name, User.email, User.locale, User.time_zone, User.languages
)

PLACE = joinedload(Submission.enrolment).options(
    PERSON, joinedload(Enrolment.cohort).options(*cohorts.PLAN)
)

FILES = selectinload(Submission.files).options(
    joinedload(SubmissionFile.file), joinedload(SubmissionFile.plain)
)

PLAN = (
    PLACE,
    FILES,
    joinedload(Submission.marker).load_only(User.name),
    joinedload(Submission.lesson).options(joinedload(Lesson.portal), joinedload(Lesson.origin)),
)

MOST_LESSONS = 200


def visible(actor: Actor) -> Select[Submission]:
    """Select what was handed in that exists for this person, and their own drafts."""
    return select(Submission).where(policy.visible_to(actor))


def get(actor: Actor, cohort: Cohort, submission_id: int) -> Submission | None:
    """Return a submission of a cohort: the one door through which a view reaches it."""
    places = select(Enrolment.id).where(Enrolment.cohort_id == cohort.id)
    found = visible(actor).where(
        Submission.id == submission_id, Submission.enrolment_id.in_(places)
    )
    return session.scalar(found.options(*PLAN))


def own_place(actor: User, portal_id: int, cohort_id: int) -> Enrolment | None:
    """Return somebody's own place in a cohort of the portal, also one that they have left."""
    found = (
        select(Enrolment)
        .join(Enrolment.cohort)
        .where(
            Enrolment.user_id == actor.id,
            Enrolment.cohort_id == cohort_id,
            Cohort.portal_id == portal_id,
        )
    )
    return session.scalar(
        found.options(PERSON, joinedload(Enrolment.cohort).options(*cohorts.PLAN))
    )


def of_item(enrolment: Enrolment, key: str) -> Sequence[Submission]:
    """Return all that somebody wrote for an item, the newest first."""
    found = select(Submission).where(
        Submission.enrolment_id == enrolment.id, Submission.item_key == key
    )
    newest = found.order_by(Submission.number.desc())
    return session.scalars(newest.options(*PLAN)).all()


def newest(enrolment: Enrolment, key: str) -> Submission | None:
    """Return what somebody handed in last for an item; a draft does not count."""
    handed_in = (one for one in of_item(enrolment, key) if not one.is_draft)
    return next(handed_in, None)


def has_tasks(submission: Submission) -> bool:
    """Return whether colleagues were asked to look at it."""
    asked = select(exists().where(PeerTask.submission_id == submission.id))
    return bool(session.scalar(asked))


def is_done(enrolment: Enrolment, key: str) -> bool:
    """Return whether nothing is left to do: somebody may have come from another cohort."""
    found = session.get(Progress, (enrolment.id, key))
    return found is not None and found.is_done


def hold(enrolment: Enrolment) -> None:
    """Let nobody else begin, hand in or mark anything of this person meanwhile."""
    session.execute(select(Enrolment.id).where(Enrolment.id == enrolment.id).with_for_update())


def extension(enrolment_id: int, key: str) -> Extension | None:
    """Return the time that somebody was given beyond that of the others."""
    found = select(Extension).where(
        Extension.enrolment_id == enrolment_id, Extension.item_key == key
    )
    return session.scalar(found.options(joinedload(Extension.by).load_only(User.name)))


def listed(cohort: Cohort, key: str, *statuses: Status) -> Select[Submission]:
    """Select what participants of a cohort handed in, the oldest first; an empty key is all."""
    places = select(Enrolment.id).where(Enrolment.cohort_id == cohort.id)
    found = select(Submission).where(
        Submission.enrolment_id.in_(places), Submission.status.in_(statuses)
    )
    if key:
        found = found.where(Submission.item_key == key)
    return found.order_by(Submission.handed_in_at, Submission.id).options(PLACE)


def waiting(cohort: Cohort) -> dict[str, int]:
    """Count what waits to be marked in a cohort, by item."""
    places = select(Enrolment.id).where(Enrolment.cohort_id == cohort.id)
    found = select(Submission.item_key, func.count()).where(
        Submission.enrolment_id.in_(places), Submission.status == Status.HANDED_IN
    )
    return {row[0]: row[1] for row in session.execute(found.group_by(Submission.item_key))}


def missing(cohort: Cohort, key: str) -> Sequence[tuple[Enrolment, Extension | None]]:
    """Return who takes part and has not handed in anything for an item, with the time they have."""
    handed_in = exists().where(
        Submission.enrolment_id == Enrolment.id,
        Submission.item_key == key,
        Submission.status != Status.DRAFT,
    )
    given = and_(Extension.enrolment_id == Enrolment.id, Extension.item_key == key)
    found = (
        select(Enrolment, Extension)
        .join(Enrolment.user)
        .outerjoin(Extension, given)
        .where(Enrolment.cohort_id == cohort.id, Enrolment.standing == Standing.ACTIVE, ~handed_in)
        .order_by(User.name, User.id)
        .options(PERSON)
    )
    return [(row[0], row[1]) for row in session.execute(found)]


def beside(cohort: Cohort, submission: Submission, key: str) -> tuple[int | None, int | None]:
    """Return what waits to be marked before and after a submission, by id."""
    place = tuple_(Submission.handed_in_at, Submission.id)
    at = tuple_(
        literal(submission.handed_in_at, Submission.handed_in_at.type), literal(submission.id)
    )
    found = listed(cohort, key, Status.HANDED_IN).options().with_only_columns(Submission.id)
    before = found.where(place < at).order_by(None)
    last_first = before.order_by(Submission.handed_in_at.desc(), Submission.id.desc())
    return session.scalar(last_first.limit(1)), session.scalar(found.where(place > at).limit(1))


def history(submission: Submission) -> Sequence[Marking]:
    """Return who marked it, returned it and corrected the mark, newest first."""
    found = select(Marking).where(Marking.submission_id == submission.id)
    plan = joinedload(Marking.by).load_only(User.name)
    return session.scalars(found.order_by(Marking.id.desc()).options(plan)).all()


def by_ids(ids: Iterable[int]) -> Sequence[Submission]:
    """Return submissions whoever asks, with their cohorts: for jobs, which then ask the policy."""
    found = select(Submission).where(Submission.id.in_(list(ids)))
    return session.scalars(found.options(*PLAN)).unique().all()


def marks(cohort: Cohort) -> Sequence[Submission]:
    """Return the last that each participant handed in for each item, by name and item."""
    later = aliased(Submission)
    is_last = ~exists().where(
        later.enrolment_id == Submission.enrolment_id,
        later.item_key == Submission.item_key,
        later.number > Submission.number,
        later.status != Status.DRAFT,
    )
    found = (
        select(Submission)
        .join(Submission.enrolment)
        .join(Enrolment.user)
        .where(
            Enrolment.cohort_id == cohort.id,
            Enrolment.standing == Standing.ACTIVE,
            Submission.status != Status.DRAFT,
            is_last,
        )
    )
    plan = (PLACE, joinedload(Submission.marker).load_only(User.name))
    return session.scalars(found.order_by(User.name, User.id, Submission.id).options(*plan)).all()


def own_lessons(author: User) -> Sequence[Lesson]:
    """Return what somebody could hand in: their own lessons, drafts too, the last changed first."""
    found = lessons.visible(author).where(
        Lesson.author_id == author.id, Lesson.status != LessonStatus.WITHDRAWN
    )
    newest_first = found.order_by(Lesson.revised_at.desc(), Lesson.id.desc())
    return session.scalars(newest_first.limit(MOST_LESSONS).options(*lessons.CARD)).all()


def own_lesson(author: User, lesson_id: int | None) -> Lesson | None:
    """Return a lesson that somebody wrote themselves, with its portal."""
    found = lessons.visible(author).where(Lesson.id == lesson_id, Lesson.author_id == author.id)
    return session.scalar(found.options(joinedload(Lesson.portal)))


def own_files(person: User, file_ids: Iterable[int]) -> tuple[int, ...]:
    """Return those of the files that this person sent, in the order in which they are named."""
    wanted = list(dict.fromkeys(file_ids))
    stored = files.by_ids(wanted)
    return tuple(one for one in wanted if one in stored and stored[one].uploader_id == person.id)


def first(found: Select[Submission], most: int) -> Sequence[Submission]:
    """Return the first of a list."""
    return session.scalars(found.limit(most)).all()
