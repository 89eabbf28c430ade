"""What follows when something happened to taught reports: people are told."""

from collections.abc import Iterable

from app import notifications
from app.accounts import queries as accounts
from app.kernel.jobs import Turn, subscribe
from app.lessons import policy as lessons
from app.lessons.models import Lesson
from app.notifications import Level
from app.teaching import notices, policy, queries
from app.teaching.events import (
    FeedbackSent,
    ReportAnswered,
    ReportEvent,
    SuggestionTaken,
    TaughtReported,
    TaughtReportWithdrawn,
)


@subscribe(TaughtReported, turn=Turn.LATE)
def tell_of_report(event: TaughtReported) -> None:
    """Tell the author of the lesson, and whoever watches it, that somebody taught it."""
    for report in queries.by_ids([event.report_id]):
        if not report.is_withdrawn:
            watchers = notifications.subscribers("lesson", event.lesson_id, Level.WATCH)
            people = _seeing(report.lesson, {report.lesson.author_id, *watchers})
            _tell(people, notices.REPORT, event)


@subscribe(TaughtReportWithdrawn)
def take_report_back(event: TaughtReportWithdrawn) -> None:
    """Count a report in no notice any more, unless it was shown again meanwhile."""
    for report in queries.by_ids([event.report_id]):
        if report.is_withdrawn:
            notifications.take_back(report.id, kinds=notices.OF_REPORTS)


@subscribe(ReportAnswered, turn=Turn.LATE)
def tell_of_answer(event: ReportAnswered) -> None:
    """Tell who reported that the author answers."""
    _tell_reporter(notices.ANSWER, event)


@subscribe(SuggestionTaken, turn=Turn.LATE)
def tell_of_suggestion(event: SuggestionTaken) -> None:
    """Tell who reported that the lesson says now what they suggested."""
    _tell_reporter(notices.SUGGESTION, event)


@subscribe(FeedbackSent, turn=Turn.LATE)
def tell_of_feedback(event: FeedbackSent) -> None:
    """Tell the author of the lesson that there is something for them alone."""
    for note in queries.notes_by_ids([event.note_id]):
        notifications.tell(
            [note.lesson.author_id],
            kind=notices.FEEDBACK,
            bundle=notices.bundle(event.lesson_id),
            subject_id=note.id,
            actor_id=event.actor_id,
        )


def _tell_reporter(kind: str, event: ReportEvent) -> None:
    for report in queries.by_ids([event.report_id]):
        person = accounts.with_places(report.reporter_id)
        if person and policy.can_view(person, report):
            _tell([person.id], kind, event)


def _tell(people: Iterable[int], kind: str, event: ReportEvent) -> None:
    notifications.tell(
        people,
        kind=kind,
        bundle=notices.bundle(event.lesson_id),
        subject_id=event.report_id,
        actor_id=event.actor_id,
    )


def _seeing(lesson: Lesson, ids: Iterable[int]) -> list[int]:
    """Return those of the people who may see the lesson."""
    found = accounts.many_with_places(ids)
    return [person.id for person in found if lessons.can_view(person, lesson)]
