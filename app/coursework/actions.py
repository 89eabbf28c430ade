"""What participants do with their work: begin, save, hand in, take back."""

from app.accounts.models import User
from app.cohorts import progress
from app.cohorts.models import Enrolment, State
from app.courses.content import Assignment, Item, Takes
from app.coursework import deadlines, policy, queries
from app.coursework.content import WorkContent
from app.coursework.events import SubmissionHandedIn, SubmissionTakenBack
from app.coursework.models import Part, Status, Submission
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record
from app.lessons import history
from app.lessons.models import Lesson


class EditConflictError(Exception):
    """Somebody saved since this was opened: another tab, a trainer; the page shows both."""


def save(
    enrolment: Enrolment, item: Item, content: WorkContent, *, opened: int, actor: User
) -> Submission:
    """Save a draft, which nobody else sees; `opened` is the `saves` that the form was shown."""
    draft = _draft(enrolment, item, content.language, opened=opened, actor=actor)
    _check_kinds(_assignment(item), content)
    draft.say(_own_parts(content, actor), clock.now())
    draft.saves += 1
    return draft


def keep(
    enrolment: Enrolment, item: Item, text: str, language: str, *, opened: int, actor: User
) -> Submission:
    """Keep a text while it is typed; what else is in the draft stays."""
    draft = _draft(enrolment, item, language, opened=opened, actor=actor)
    if Takes.TEXT not in _assignment(item).takes:
        raise Refused(_("No text is asked for here."))
    draft.write(text, language, clock.now())
    return draft


def hand_in(submission: Submission, item: Item, *, opened: int, actor: User) -> None:
    """Let the trainers have it as it stands; `opened` is the `lock` that its author has seen."""
    require(policy.can_change(actor, submission))
    enrolment = submission.enrolment
    queries.hold(enrolment)
    if opened != submission.lock:
        raise EditConflictError
    assignment = _assignment(item)
    lesson = _handed_in_lesson(submission, actor)
    _check_whole(assignment, submission)
    late = _is_late(submission, item)
    submission.hand_in(
        clock.now(), is_late=late, revision=lesson.revision_number if lesson else None
    )
    submission.put_files(Part.LESSON, _materials(lesson))
    submission.has_peers = assignment.peers is not None
    session.flush()  # progress is checked against what is in the tables
    progress.note(enrolment, item.key, State.HANDED_IN, actor=actor)
    record(SubmissionHandedIn(submission.id, enrolment.cohort_id, actor.id, late))


def take_back(submission: Submission, *, actor: User) -> None:
    """Go on with what was handed in, while nobody has marked it or been asked to look at it."""
    require(policy.can_change(actor, submission))
    enrolment = submission.enrolment
    queries.hold(enrolment)
    if queries.has_tasks(submission):
        raise Refused(_("Colleagues are looking at it already: it stays as it is."))
    submission.take_back()
    state = State.RETURNED if submission.number > 1 else State.SEEN
    progress.note(enrolment, submission.item_key, state, actor=actor)
    record(SubmissionTakenBack(submission.id, enrolment.cohort_id, actor.id))


def _draft(
    enrolment: Enrolment, item: Item, language: str, *, opened: int, actor: User
) -> Submission:
    """Return what somebody is writing for an item, or begin it."""
    require(policy.can_hand_in(actor, enrolment))
    queries.hold(enrolment)
    last = next(iter(queries.of_item(enrolment, item.key)), None)
    if last is None and queries.is_done(enrolment, item.key):
        raise Refused(_("This counts as done: you did it in another cohort."))
    if last is None or last.status == Status.RETURNED:
        if opened:
            raise EditConflictError
        return _begin(enrolment, item, language, last)
    if last.is_marked:
        raise Refused(_("This is marked. A trainer can return it to you."))
    if not last.is_draft:
        raise Refused(_("You have handed this in already. Take it back to change it."))
    if opened != last.saves:
        raise EditConflictError
    return last


def _begin(enrolment: Enrolment, item: Item, language: str, last: Submission | None) -> Submission:
    at = clock.now()
    made = Submission(
        enrolment=enrolment,
        item_key=item.key,
        number=last.number + 1 if last else 1,
        status=Status.DRAFT,
        language=language,
        created_at=at,
        saved_at=at,
        saves=0,
        scores=[],
        files=[],
    )
    session.add(made)
    session.flush()  # what is handed in is named by its id
    return made


def _own_parts(content: WorkContent, actor: User) -> WorkContent:
    """Return it with the files and the lesson alone that are the actor's own."""
    lesson = queries.own_lesson(actor, content.lesson_id)
    return WorkContent(
        language=content.language,
        text=content.text,
        lesson_id=lesson.id if lesson else None,
        file_ids=queries.own_files(actor, content.file_ids),
    )


def _assignment(item: Item) -> Assignment:
    if item.assignment is None:
        raise Refused(_("Nothing is handed in here."))
    return item.assignment


def _check_kinds(assignment: Assignment, content: WorkContent) -> None:
    given = {
        Takes.TEXT: bool(content.text.strip()),
        Takes.FILES: bool(content.file_ids),
        Takes.LESSON: content.lesson_id is not None,
    }
    if any(is_given and kind not in assignment.takes for kind, is_given in given.items()):
        raise Refused(_("That is not what is asked for here."))


def _check_whole(assignment: Assignment, submission: Submission) -> None:
    has = {
        Takes.TEXT: submission.text is not None,
        Takes.FILES: bool(submission.files_of(Part.WORK)),
        Takes.LESSON: submission.lesson_id is not None,
    }
    if not any(has[kind] for kind in assignment.takes):
        raise Refused(_("There is nothing to hand in yet."))


def _is_late(submission: Submission, item: Item) -> bool:
    """Return whether it comes late; refuse it where nothing is taken any more."""
    enrolment, at = submission.enrolment, clock.now()
    cohort = enrolment.cohort
    extension = queries.extension(enrolment.id, item.key)
    last = queries.newest(enrolment, item.key)
    if not deadlines.is_taken(cohort, extension, last, at):
        raise Refused(_("The cohort is closed. Ask a trainer to take your work late."))
    return deadlines.is_late(at, deadlines.due(cohort, item, extension))


def _handed_in_lesson(submission: Submission, actor: User) -> Lesson | None:
    if submission.lesson_id is None:
        return None
    lesson = queries.own_lesson(actor, submission.lesson_id)
    if lesson is None:
        raise Refused(_("That lesson is not there any more. Choose another one."))
    return lesson


def _materials(lesson: Lesson | None) -> tuple[int, ...]:
    """Return the files of a lesson as it stands: who marks it may open them."""
    kept = history.revision(lesson, lesson.revision_number) if lesson else None
    said = kept.content.materials if kept else ()
    return tuple(one.file_id for one in said if one.file_id is not None)
