"""Who may see a taught report and a feedback note, and what they may do to them."""

from sqlalchemy import ColumnElement, exists, or_, select

from app.accounts.models import Actor, Membership, Role, Standing
from app.accounts.standpoints import once_per_standpoint
from app.lessons import policy as lessons
from app.lessons.models import Lesson
from app.teaching.models import FeedbackNote, TaughtReport


def can_view(actor: Actor, report: TaughtReport) -> bool:
    """People see a report where they see its lesson; a withdrawn one, who wrote or moderates it."""
    if not lessons.can_view(actor, report.lesson):
        return False
    return not report.is_withdrawn or is_own(actor, report) or can_moderate(actor, report)


@once_per_standpoint
def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Say `can_view` in SQL."""
    seen = select(Lesson.id).where(lessons.visible_to(actor))
    return TaughtReport.lesson_id.in_(seen) & or_(
        TaughtReport.withdrawn_at.is_(None),
        TaughtReport.reporter_id == actor.id,
        _moderated_by(actor),
    )


def is_open(report: TaughtReport) -> bool:
    """Everybody sees what a visitor sees."""
    return not report.is_withdrawn and lessons.is_open(report.lesson)


def can_report(actor: Actor, lesson: Lesson) -> bool:
    """Whoever sees a published lesson may say how it went."""
    return actor.is_confirmed and lesson.is_published and lessons.can_view(actor, lesson)


def is_own(actor: Actor, report: TaughtReport) -> bool:
    """People look after their own reports."""
    return report.reporter_id == actor.id


def can_edit(actor: Actor, report: TaughtReport) -> bool:
    """People change what they reported, until it is withdrawn."""
    return is_own(actor, report) and not report.is_withdrawn


def can_moderate(actor: Actor, report: TaughtReport) -> bool:
    """Moderators of the lesson's portal look after what is said about it."""
    return actor.moderates(report.lesson.portal_id)


def can_withdraw(actor: Actor, report: TaughtReport) -> bool:
    """People withdraw their own reports; moderators anyone's, with a reason."""
    return is_own(actor, report) or can_moderate(actor, report)


def can_show(actor: Actor, report: TaughtReport, by_id: int | None) -> bool:
    """Let people take back their own withdrawal, and moderators any; `by_id` is who withdrew it."""
    return can_moderate(actor, report) or (is_own(actor, report) and by_id == actor.id)


def can_answer(actor: Actor, report: TaughtReport) -> bool:
    """Authors answer what others report on their lesson."""
    return lessons.can_edit(actor, report.lesson) and not report.is_withdrawn


def can_take(actor: Actor, report: TaughtReport) -> bool:
    """Authors take what others suggest into their lesson, once."""
    is_new = report.taken is None and report.has_words
    return is_new and can_answer(actor, report) and not is_own(actor, report)


def deeds(actor: Actor, report: TaughtReport) -> tuple[str, ...]:
    """Return what a person may do with a report, for the buttons below it."""
    allowed = {
        "answer": can_answer(actor, report),
        "take": can_take(actor, report),
        "edit": can_edit(actor, report),
        "withdraw": can_withdraw(actor, report) and not report.is_withdrawn,
    }
    return tuple(name for name, is_allowed in allowed.items() if is_allowed)


def can_send_feedback(actor: Actor, lesson: Lesson) -> bool:
    """Whoever may say how a lesson went may tell its author in private."""
    return can_report(actor, lesson) and lesson.author_id != actor.id


def can_read_note(actor: Actor, note: FeedbackNote) -> bool:
    """A feedback note is between who sent it and the author of the lesson."""
    return actor.id in (note.sender_id, note.lesson.author_id)


@once_per_standpoint
def notes_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Say `can_read_note` in SQL."""
    own = select(Lesson.id).where(Lesson.author_id == actor.id)
    return or_(FeedbackNote.sender_id == actor.id, FeedbackNote.lesson_id.in_(own))


def _moderated_by(actor: Actor) -> ColumnElement[bool]:
    if actor.is_network_steward:
        return TaughtReport.id.is_not(None)
    return exists().where(
        Lesson.id == TaughtReport.lesson_id,
        Membership.portal_id == Lesson.portal_id,
        Membership.user_id == actor.id,
        Membership.standing == Standing.ACTIVE,
        Membership.role.in_((Role.MODERATOR, Role.STEWARD)),
    )
