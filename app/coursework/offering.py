"""From course work to a lesson of the portal, in one step."""

from app.accounts.models import User
from app.courses.content import Item
from app.coursework import policy
from app.coursework.models import Part, Submission
from app.kernel.access import require
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.lessons import actions as lessons
from app.lessons.content import LessonContent, MaterialContent, Text
from app.lessons.models import Lesson, SectionKind
from app.lessons.queries import with_texts


def offer(submission: Submission, item: Item, *, actor: User) -> Lesson:
    """Publish the lesson that was handed in; of a text or files begin one, which is a draft."""
    require(policy.can_offer(actor, submission))
    if submission.lesson is not None:
        lessons.publish(with_texts(submission.lesson), actor=actor)
        submission.offered_id = submission.lesson.id
        return submission.lesson
    if submission.offered_id is not None:
        raise Refused(_("You have made a lesson of it already."))
    portal = submission.enrolment.cohort.portal
    made = lessons.draft(portal, _as_lesson(submission, item), actor=actor)
    submission.offered_id = made.id
    return made


def _as_lesson(submission: Submission, item: Item) -> LessonContent:
    text = submission.text
    return LessonContent(
        title=item.title,
        language=submission.language,
        sections={SectionKind.BODY: Text(text.source, text.format)} if text else {},
        materials=tuple(
            MaterialContent(one.file.name, file_id=one.file_id)
            for one in submission.files_of(Part.WORK)
        ),
    )
