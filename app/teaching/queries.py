"""Reading taught reports and feedback: how they are selected and loaded."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from app.accounts.models import Actor, User
from app.kernel.db import session
from app.kernel.files import StoredFile
from app.kernel.paging import Page, page
from app.lessons.models import Lesson, Status
from app.portals.models import Portal
from app.teaching.models import FeedbackNote, ReportChange, TakenSuggestion, TaughtReport
from app.teaching.policy import notes_visible_to, visible_to

PAGE_SIZE = 20

TEXTS = (TaughtReport.worked, TaughtReport.failed, TaughtReport.changed)

ENTRY = (
    joinedload(TaughtReport.reporter).load_only(User.name),
    joinedload(TaughtReport.file),
    joinedload(TaughtReport.answer),
    joinedload(TaughtReport.taken),
)
"""What a page shows of a report, beside its lesson."""

_PLACE = (
    joinedload(Lesson.portal),
    joinedload(Lesson.author).load_only(User.name, User.locale),
    joinedload(Lesson.chosen_portals),
)


def visible(actor: Actor) -> Select[TaughtReport]:
    """Select the reports that exist for this person."""
    return select(TaughtReport).where(visible_to(actor))


def get(actor: Actor, lesson: Lesson, report_id: int) -> TaughtReport | None:
    """Return a report on a lesson that this person sees: the one door to it."""
    narrowed = (TaughtReport.id == report_id, TaughtReport.lesson_id == lesson.id)
    found = session.scalar(visible(actor).where(*narrowed).options(*ENTRY))
    if found is not None:
        set_committed_value(found, "lesson", lesson)
    return found


def of_lesson(
    actor: Actor,
    lesson: Lesson,
    *,
    after: str | None,
    before: str | None,
    size: int,
    withdrawn: bool = True,
) -> Page[TaughtReport]:
    """Return a page of the reports on a lesson, newest first."""
    found = visible(actor).where(TaughtReport.lesson_id == lesson.id).options(*ENTRY)
    return page(
        found if withdrawn else found.where(TaughtReport.withdrawn_at.is_(None)),
        TaughtReport.id,
        size=size,
        after=after,
        before=before,
    )


def newest(lesson: Lesson, *, limit: int) -> Sequence[TaughtReport]:
    """Return the newest reports on a lesson, those with words first; its reader sees it already."""
    return session.scalars(_NEWEST, {"lesson_id": lesson.id, "most": limit}).all()


def _newest() -> Select[TaughtReport]:
    silent = and_(*(text.is_(None) for text in TEXTS))
    return (
        select(TaughtReport)
        .where(
            TaughtReport.lesson_id == bindparam("lesson_id"), TaughtReport.withdrawn_at.is_(None)
        )
        .order_by(silent, TaughtReport.id.desc())
        .limit(bindparam("most"))
        .options(*ENTRY)
    )


_NEWEST = _newest()
"""Built once: every page of a lesson asks it."""


def shown_on(lesson_ids: Iterable[int]) -> Sequence[TaughtReport]:
    """Return the reports that everybody sees who sees these lessons, oldest first."""
    found = select(TaughtReport).where(
        TaughtReport.lesson_id.in_(list(lesson_ids)), TaughtReport.withdrawn_at.is_(None)
    )
    return session.scalars(found.order_by(TaughtReport.id).options(*ENTRY)).all()


def last_of(person: User) -> TaughtReport | None:
    """Return what a person reported last: the next class is often like it."""
    found = select(TaughtReport).where(TaughtReport.reporter_id == person.id)
    return session.scalar(found.order_by(TaughtReport.id.desc()).limit(1))


def sent_before(person: User, key: str) -> TaughtReport | None:
    """Return the report that the same form has made already."""
    found = select(TaughtReport).where(
        TaughtReport.reporter_id == person.id, TaughtReport.key == key
    )
    return session.scalar(found)


def by_ids(ids: Iterable[int]) -> Sequence[TaughtReport]:
    """Return reports whoever asks, with their lessons: for jobs, which then ask the policy."""
    found = select(TaughtReport).where(TaughtReport.id.in_(list(ids)))
    plan = joinedload(TaughtReport.lesson).options(*_PLACE)
    return session.scalars(found.options(*ENTRY, plan)).unique().all()


def last_change(report: TaughtReport) -> ReportChange | None:
    """Return who withdrew a report, or showed it again, last."""
    found = select(ReportChange).where(ReportChange.report_id == report.id)
    return session.scalar(found.order_by(ReportChange.id.desc()).limit(1))


def helpers(lesson: Lesson) -> Sequence[tuple[int, str]]:
    """Return whose suggestions a lesson has taken, in the order in which it did."""
    found = (
        select(User.id, User.name)
        .join(TaughtReport, TaughtReport.reporter_id == User.id)
        .join(TakenSuggestion, TakenSuggestion.report_id == TaughtReport.id)
        .where(TaughtReport.lesson_id == lesson.id, TaughtReport.withdrawn_at.is_(None))
        .order_by(TakenSuggestion.at, User.id)
    )
    return list(dict.fromkeys(session.execute(found)))


def taught_by_colleagues(actor: Actor, author: User) -> tuple[int, int]:
    """Count how often others taught a person's lessons, and how many of these that were."""
    found = (
        visible(actor)
        .with_only_columns(func.count(), func.count(TaughtReport.lesson_id.distinct()))
        .join(Lesson, Lesson.id == TaughtReport.lesson_id)
        .where(
            Lesson.author_id == author.id,
            Lesson.status == Status.PUBLISHED,
            TaughtReport.reporter_id != author.id,
            TaughtReport.withdrawn_at.is_(None),
        )
    )
    times, lessons = session.execute(found).one()
    return times, lessons


def readable_file(actor: Actor, file_id: int) -> TaughtReport | None:
    """Return a report, with its lesson, whose picture this person may see."""
    plan = joinedload(TaughtReport.lesson).options(*_PLACE)
    found = visible(actor).where(TaughtReport.file_id == file_id)
    return session.scalars(found.options(joinedload(TaughtReport.file), plan)).unique().first()


def my_file(actor: Actor, file_id: int) -> StoredFile | None:
    """Return a file that this person sent."""
    return session.scalar(
        select(StoredFile).where(StoredFile.id == file_id, StoredFile.uploader_id == actor.id)
    )


def notes(actor: Actor, lesson: Lesson) -> Sequence[FeedbackNote]:
    """Return the feedback on a lesson that this person sent or received, newest first."""
    found = select(FeedbackNote).where(notes_visible_to(actor), FeedbackNote.lesson_id == lesson.id)
    plan = joinedload(FeedbackNote.sender).load_only(User.name)
    return session.scalars(found.order_by(FeedbackNote.id.desc()).options(plan)).all()


def notes_to(author: User, *, limit: int) -> Sequence[FeedbackNote]:
    """Return the last feedback on a person's lessons."""
    found = select(FeedbackNote).join(FeedbackNote.lesson).where(Lesson.author_id == author.id)
    plan = (
        joinedload(FeedbackNote.sender).load_only(User.name),
        joinedload(FeedbackNote.lesson).load_only(Lesson.title, Lesson.language),
        joinedload(FeedbackNote.lesson).joinedload(Lesson.portal).load_only(Portal.slug),
    )
    return session.scalars(found.order_by(FeedbackNote.id.desc()).limit(limit).options(*plan)).all()


def notes_by_ids(ids: Iterable[int]) -> Sequence[FeedbackNote]:
    """Return feedback whoever asks, with its lessons: for jobs, which then ask the policy."""
    found = select(FeedbackNote).where(FeedbackNote.id.in_(list(ids)))
    plan = (
        joinedload(FeedbackNote.sender).load_only(User.name),
        joinedload(FeedbackNote.lesson).options(*_PLACE),
    )
    return session.scalars(found.options(*plan)).unique().all()


def reports_made(person: User, since: datetime) -> int:
    """Count what a person has reported since then."""
    lately = (TaughtReport.reporter_id == person.id, TaughtReport.created_at > since)
    return session.scalar(select(func.count()).where(*lately)) or 0


def notes_sent(person: User, since: datetime) -> int:
    """Count the feedback that a person has sent since then."""
    lately = (FeedbackNote.sender_id == person.id, FeedbackNote.sent_at > since)
    return session.scalar(select(func.count()).where(*lately)) or 0


def said_by(person: User) -> int:
    """Count the reports of a person that others read, and the feedback that they have sent."""
    reports = select(func.count()).where(
        TaughtReport.reporter_id == person.id, TaughtReport.withdrawn_at.is_(None)
    )
    notes = select(func.count()).where(FeedbackNote.sender_id == person.id)
    counted = select(reports.scalar_subquery() + notes.scalar_subquery())
    return session.scalar(counted) or 0


def sent_note(person: User, key: str) -> FeedbackNote | None:
    """Return the feedback that the same form has made already."""
    found = select(FeedbackNote).where(FeedbackNote.sender_id == person.id, FeedbackNote.key == key)
    return session.scalar(found)
