"""What people do with taught reports and feedback."""

from datetime import date
from zoneinfo import ZoneInfo

from app.accounts import queries as accounts
from app.accounts.models import User
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record
from app.kernel.markup import RichText
from app.lessons.models import Lesson
from app.teaching import limits, policy, queries
from app.teaching.content import ReportContent
from app.teaching.events import (
    FeedbackSent,
    ReportAnswered,
    ReportEvent,
    SuggestionTaken,
    TaughtReported,
    TaughtReportRevised,
    TaughtReportWithdrawn,
)
from app.teaching.models import (
    Answer,
    Deed,
    FeedbackNote,
    ReportChange,
    TakenSuggestion,
    TaughtReport,
)


def today_of(person: User) -> date:
    """Return which day it is where this person is."""
    return clock.now().astimezone(ZoneInfo(person.time_zone)).date()


def report(lesson: Lesson, content: ReportContent, *, actor: User, key: str = "") -> TaughtReport:
    """Say how a lesson went; the same form sent twice says it once."""
    require(policy.can_report(actor, lesson))
    accounts.hold(actor)
    if key and (sent := queries.sent_before(actor, key)):
        return sent
    _check_day(content, actor)
    limits.check_report(content, actor=actor)
    made = TaughtReport(
        lesson_id=lesson.id, reporter_id=actor.id, created_at=clock.now(), key=key or None
    )
    made.say(content)
    session.add(made)
    session.flush()  # the event names it by its id
    _tell(TaughtReported, made, actor)
    return made


def revise(report: TaughtReport, content: ReportContent, *, actor: User) -> None:
    """Say it otherwise."""
    require(policy.can_edit(actor, report))
    _check_day(content, actor)
    if content != report.content():
        limits.check_words(content, actor=actor)
        report.say(content)
        _tell(TaughtReportRevised, report, actor)


def withdraw(report: TaughtReport, *, actor: User, reason: str = "") -> None:
    """Take a report out of sight; a moderator says why, in words that its author will read."""
    require(policy.can_withdraw(actor, report))
    if not policy.is_own(actor, report) and not reason.strip():
        raise Refused(_("Say why: the author will read it."))
    report.withdraw(clock.now())
    _note(report, Deed.WITHDRAWN, actor, reason.strip())
    _tell(TaughtReportWithdrawn, report, actor)


def show(report: TaughtReport, *, actor: User) -> None:
    """Let everyone who sees the lesson read a withdrawn report again."""
    last = queries.last_change(report)
    require(policy.can_show(actor, report, last.by_id if last else None))
    report.show()
    _note(report, Deed.SHOWN, actor)
    _tell(TaughtReported, report, actor)


def answer(report: TaughtReport, source: str, *, language: str, actor: User) -> None:
    """Answer a report, change the answer, or with an empty text take it back."""
    require(policy.can_answer(actor, report))
    text = RichText.from_markdown(source)
    if text.is_empty:
        report.answer = None
    elif report.answer is None:
        report.answer = Answer(text=text, language=language, at=clock.now())
        _tell(ReportAnswered, report, actor)
    else:
        report.answer.text, report.answer.language = text, language
        report.answer.at = clock.now()


def take(report: TaughtReport, *, actor: User) -> None:
    """Give credit for what a report suggested: the lesson's newest revision says it."""
    require(policy.can_take(actor, report))
    report.taken = TakenSuggestion(revision=report.lesson.revision_number, at=clock.now())
    _tell(SuggestionTaken, report, actor)


def send_feedback(lesson: Lesson, source: str, *, actor: User, key: str = "") -> FeedbackNote:
    """Tell the author of a lesson something that nobody else reads."""
    require(policy.can_send_feedback(actor, lesson))
    accounts.hold(actor)
    if key and (sent := queries.sent_note(actor, key)):
        return sent
    text = RichText.from_markdown(source)
    if text.is_empty:
        raise Refused(_("Write what you want to tell the author."))
    limits.check_feedback(text, actor=actor)
    note = FeedbackNote(
        lesson_id=lesson.id, sender_id=actor.id, text=text, sent_at=clock.now(), key=key or None
    )
    session.add(note)
    session.flush()  # the event names it by its id
    record(FeedbackSent(note.id, lesson.id, actor.id))
    return note


def _check_day(content: ReportContent, actor: User) -> None:
    if content.taught_on > today_of(actor):
        raise Refused(_("That day is still to come."))


def _tell(event: type[ReportEvent], report: TaughtReport, actor: User) -> None:
    record(event(report.id, report.lesson_id, actor.id))


def _note(report: TaughtReport, deed: Deed, actor: User, reason: str = "") -> None:
    session.add(
        ReportChange(report_id=report.id, deed=deed, reason=reason, at=clock.now(), by_id=actor.id)
    )
