"""The notices of teaching, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from app.accounts.models import User
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext, ngettext
from app.kernel.markup import excerpt
from app.kernel.urls import url
from app.lessons.models import Lesson
from app.notifications import Kind, Notice, Pace, Told, isolate, register_kind
from app.teaching import policy, queries
from app.teaching.models import FeedbackNote, TaughtReport

REPORT, ANSWER, FEEDBACK, SUGGESTION = "report", "answer", "feedback", "suggestion"
OF_REPORTS = (REPORT, ANSWER, SUGGESTION)

EXCERPT = 200


def register() -> None:
    """Let people be told of what happens to lessons in class."""
    for kind in _KINDS:
        register_kind(kind)


def bundle(lesson_id: int) -> str:
    """Return what the notices about one lesson have in common: it can be muted."""
    return f"lesson:{lesson_id}"


def reports(person: User, notices: Sequence[Notice]) -> Mapping[int, Told]:
    """Tell that a lesson was taught."""
    return _of_reports(person, notices, _reported)


def answers(person: User, notices: Sequence[Notice]) -> Mapping[int, Told]:
    """Tell that the author of a lesson answers a report."""
    return _of_reports(person, notices, _answered)


def suggestions(person: User, notices: Sequence[Notice]) -> Mapping[int, Told]:
    """Tell that the author of a lesson took what a report suggested."""
    return _of_reports(person, notices, _taken)


def feedback(person: User, notices: Sequence[Notice]) -> Mapping[int, Told]:
    """Tell an author what they were told in private."""
    found = {note.id: note for note in queries.notes_by_ids(n.subject_id for n in notices)}
    shown = [(one, found[one.subject_id]) for one in notices if one.subject_id in found]
    return {
        one.id: _confided(one, note) for one, note in shown if policy.can_read_note(person, note)
    }


def _of_reports(person: User, notices: Sequence[Notice], say: "_Say") -> dict[int, Told]:
    found = {one.id: one for one in queries.by_ids(n.subject_id for n in notices)}
    shown = [(one, found[one.subject_id]) for one in notices if one.subject_id in found]
    told = {one.id: say(one, report) for one, report in shown if policy.can_view(person, report)}
    return {notice_id: words for notice_id, words in told.items() if words is not None}


def _reported(notice: Notice, report: TaughtReport) -> Told | None:
    if report.is_withdrawn:
        return None
    sentence = (
        _(
            "%(name)s taught “%(title)s”.",
            name=isolate(report.reporter.name),
            title=isolate(report.lesson.title),
        )
        if notice.count == 1
        else ngettext(
            "%(num)s report says how “%(title)s” went.",
            "%(num)s reports say how “%(title)s” went.",
            notice.count,
            name=isolate(report.reporter.name),
            title=isolate(report.lesson.title),
        )
    )
    said = next((text.text for text in (report.worked, report.failed, report.changed) if text), "")
    told = _told(sentence, report, said, report.language)
    return told if notice.count == 1 else replace(told, path=_all_of(report.lesson))


def _all_of(lesson: Lesson) -> str:
    return url("teaching.reports", portal=lesson.portal.slug, lesson_id=lesson.id)


def _answered(notice: Notice, report: TaughtReport) -> Told | None:
    if report.answer is None:
        return None
    sentence = _(
        "%(name)s answers what you said about “%(title)s”.",
        name=isolate(report.lesson.author.name),
        title=isolate(report.lesson.title),
    )
    return _told(sentence, report, report.answer.text.text, report.answer.language)


def _taken(notice: Notice, report: TaughtReport) -> Told | None:
    if report.taken is None:
        return None
    sentence = _(
        "%(name)s took your suggestion into “%(title)s”.",
        name=isolate(report.lesson.author.name),
        title=isolate(report.lesson.title),
    )
    return _told(sentence, report)


def _told(sentence: str, report: TaughtReport, said: str = "", language: str = "") -> Told:
    lesson = report.lesson
    return Told(
        sentence=sentence,
        path=url(
            "teaching.report",
            portal=lesson.portal.slug,
            lesson_id=lesson.id,
            report_id=report.id,
        ),
        language=language or None,
        excerpt=excerpt(said, EXCERPT),
        about=lesson.title,
    )


def _confided(notice: Notice, note: FeedbackNote) -> Told:
    lesson = note.lesson
    return Told(
        sentence=(
            _(
                "%(name)s told you something about “%(title)s” in private.",
                name=isolate(note.sender.name),
                title=isolate(lesson.title),
            )
            if notice.count == 1
            else ngettext(
                "You were told %(num)s thing about “%(title)s” in private.",
                "You were told %(num)s things about “%(title)s” in private.",
                notice.count,
                name=isolate(note.sender.name),
                title=isolate(lesson.title),
            )
        ),
        path=url("teaching.feedback", portal=lesson.portal.slug, lesson_id=lesson.id),
        excerpt=excerpt(note.text.text, EXCERPT),
        about=lesson.title,
    )


_Say = Callable[[Notice, TaughtReport], Told | None]

_KINDS = (
    Kind(
        name=REPORT,
        label=lazy_gettext("Somebody taught my lesson"),
        hint=lazy_gettext("And lessons that I watch."),
        default=Pace.WEEKLY,
        load=reports,
        position=40,
    ),
    Kind(
        name=ANSWER,
        label=lazy_gettext("An author answers what I said about a lesson"),
        hint="",
        default=Pace.AT_ONCE,
        load=answers,
        position=41,
    ),
    Kind(
        name=FEEDBACK,
        label=lazy_gettext("Somebody tells me something about my lesson in private"),
        hint="",
        default=Pace.AT_ONCE,
        load=feedback,
        position=42,
    ),
    Kind(
        name=SUGGESTION,
        label=lazy_gettext("A suggestion of mine was taken into a lesson"),
        hint="",
        default=Pace.WEEKLY,
        load=suggestions,
        position=43,
    ),
)
