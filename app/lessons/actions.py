"""What people do with lessons."""

from collections.abc import Iterable

from app.accounts.models import User
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record
from app.lessons import policy
from app.lessons.content import LessonContent
from app.lessons.events import LessonPublished, LessonRevised, LessonWithdrawn, MaterialAdded
from app.lessons.models import Family, Lesson, LifeChange, Material, Revision
from app.portals import policy as portals
from app.portals.models import Portal


class EditConflictError(Exception):
    """Somebody saved since this text was opened; the page shows both."""


def draft(portal: Portal, content: LessonContent, *, actor: User) -> Lesson:
    """Begin a lesson in the portal: a draft that only its author sees."""
    require(portals.can_write(actor, portal))
    family = Family()
    session.add(family)
    session.flush()  # the lesson needs its family's id
    return begin(portal, content, author=actor, family_id=family.id)


def begin(
    portal: Portal,
    content: LessonContent,
    *,
    author: User,
    family_id: int,
    raw_html: bool = False,
) -> Lesson:
    """Write a new draft in somebody's name, without asking who does it: for imports too."""
    at = clock.now()
    lesson = Lesson(
        portal=portal, author=author, family_id=family_id, created_at=at, revision_number=0
    )
    lesson.say(content, at, raw_html=raw_html)
    session.add(lesson)
    session.flush()  # the revision needs the lesson's id
    _keep(lesson, actor=author)
    return lesson


def revise(
    lesson: Lesson, content: LessonContent, *, opened: int, actor: User, note: str = ""
) -> None:
    """Save a new text over the revision that was opened; an unchanged one is not saved again."""
    require(policy.can_edit(actor, lesson))
    if opened != lesson.revision_number:
        raise EditConflictError
    if content != lesson.content():
        rewrite(lesson, content, actor=actor, note=note, raw_html=lesson.takes_html)


def rewrite(
    lesson: Lesson,
    content: LessonContent,
    *,
    actor: User,
    note: str = "",
    raw_html: bool = False,
) -> None:
    """Give the lesson a new text and keep it as a revision."""
    lesson.say(content, clock.now(), raw_html=raw_html)
    _keep(lesson, actor=actor, note=note)
    if lesson.is_published:
        record(LessonRevised(lesson.id, actor.id))


def restore(lesson: Lesson, revision: Revision, *, actor: User) -> None:
    """Save an older revision's text again, as the newest."""
    note = _("Restored revision %(number)s", number=revision.number)
    revise(lesson, revision.content, opened=lesson.revision_number, actor=actor, note=note)


def publish(lesson: Lesson, *, actor: User) -> None:
    """Show the lesson to everyone in its reach and tell whoever follows it."""
    require(policy.can_publish(actor, lesson))
    lesson.publish(at=clock.now())
    note_life(lesson, actor=actor)
    record(LessonPublished(lesson.id, actor.id))


def withdraw(lesson: Lesson, *, actor: User, reason: str = "") -> None:
    """Take the lesson out of sight; a moderator says why, in words the author will read."""
    require(policy.can_withdraw(actor, lesson))
    if not policy.can_edit(actor, lesson) and not reason.strip():
        raise Refused(_("Say why: the author will read it."))
    lesson.withdraw()
    note_life(lesson, actor=actor, reason=reason.strip())
    record(LessonWithdrawn(lesson.id, actor.id))


def note_life(lesson: Lesson, *, actor: User, reason: str = "") -> None:
    """Write down who brought the lesson to its present status."""
    session.add(
        LifeChange(
            lesson_id=lesson.id,
            status=lesson.status,
            reason=reason,
            at=clock.now(),
            by_id=actor.id,
        )
    )


def _keep(lesson: Lesson, *, actor: User, note: str = "") -> None:
    session.add(
        Revision(
            lesson_id=lesson.id,
            number=lesson.revision_number,
            at=lesson.revised_at,
            author_id=actor.id,
            note=note,
            kept=lesson.content().as_json(),
        )
    )
    for file_id in _unread(lesson.materials):
        record(MaterialAdded(lesson.id, actor.id, file_id))


def _unread(materials: Iterable[Material]) -> set[int]:
    return {material.file_id for material in materials if material.file_id is not None}
