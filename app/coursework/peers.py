"""Participants look at each other's work: who at whose, and what they say."""

import random
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from app.accounts.models import User
from app.cohorts import policy as cohorts
from app.cohorts.models import Cohort
from app.courses.content import Assignment, Item, PeerReview
from app.coursework import policy, reviews, rounds, scores
from app.coursework.actions import EditConflictError
from app.coursework.events import PeerReviewsAssigned
from app.coursework.models import Part, PeerRound, PeerTask, Submission
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.files import StoredFile
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record

_chance = random.SystemRandom()


def begin(cohort: Cohort, item: Item, *, actor: User) -> int:
    """Let a trainer ask participants to look at each other's work now; return how many tasks."""
    require(cohorts.can_run(actor, cohort))
    return assign(cohort, item)


def assign(cohort: Cohort, item: Item) -> int:
    """Ask those who handed in to look at each other's work, once; return how many tasks.

    Each is asked for as many, and each is looked at by as many. Who does it asks first whether
    it is due.
    """
    asked = _asked(item)
    reviews.hold(cohort)
    if reviews.round_of(cohort, item.key) is not None:
        raise Refused(_("Colleagues have been asked already."))
    works = {one.enrolment_id: one for one in reviews.works(cohort, item.key)}
    people = list(works)
    _chance.shuffle(people)
    session.add(PeerRound(cohort_id=cohort.id, item_key=item.key, at=clock.now()))
    pairs = rounds.ring(people, asked.count)
    return _ask(cohort, asked, [(reviewer, works[author]) for reviewer, author in pairs])


def join(submission: Submission, item: Item) -> int:
    """Let who handed in after the round was made take part in it; return how many tasks.

    They look at the work that is looked at least, and those look at theirs who have least to do.
    """
    cohort, mine = submission.enrolment.cohort, submission.enrolment_id
    asked = item.assignment.peers if item.assignment else None
    reviews.hold(cohort)
    if asked is None or reviews.round_of(cohort, item.key) is None:
        return 0
    if reviews.is_in_round(submission.enrolment, item.key):
        return 0
    works = {one.enrolment_id: one for one in reviews.works(cohort, item.key)}
    mine_now = works.pop(mine, submission)
    counts = reviews.counts(works.values())
    least_seen = {one: (counts.looked_at[works[one].id],) for one in works}
    least_busy = {one: (counts.open_tasks[one], counts.tasks[one]) for one in works}
    pairs = [(mine, works[one]) for one in rounds.least(least_seen, asked.count)]
    pairs += [(one, mine_now) for one in rounds.least(least_busy, asked.count)]
    return _ask(cohort, asked, pairs)


def review(
    task: PeerTask,
    item: Item,
    levels: dict[str, int],
    text: str,
    language: str,
    *,
    opened: int,
    actor: User,
) -> None:
    """Say what a colleague's work is like; until it is marked, say it otherwise."""
    require(policy.can_review(actor, task))
    if not policy.can_say(actor, task):
        raise Refused(_("A trainer has marked it already."))
    if opened != task.lock:
        raise EditConflictError
    assignment = item.assignment or Assignment()
    said = scores.chosen(assignment, levels)
    if not scores.is_whole(assignment, said):
        raise Refused(_("Choose a level for each criterion."))
    if not text.strip():
        raise Refused(_("Write at least a sentence: it helps most."))
    task.say(said, text, language, clock.now())


def proposal(item: Item, done: Sequence[PeerTask]) -> dict[str, int]:
    """Return the levels nearest to the mean of what peers have said."""
    assignment = item.assignment or Assignment()
    return scores.mean(assignment, [scores.read(task.scores) for task in done if task.is_done])


def _asked(item: Item) -> PeerReview:
    if item.assignment is None or item.assignment.peers is None:
        raise Refused(_("Colleagues do not look at this."))
    return item.assignment.peers


def _ask(cohort: Cohort, asked: PeerReview, pairs: Sequence[tuple[int, Submission]]) -> int:
    """Write the tasks down, and tell of them."""
    now = clock.now()
    tasks = [
        PeerTask(
            submission_id=work.id,
            reviewer_id=reviewer,
            is_anonymous=asked.is_anonymous,
            assigned_at=now,
            due_at=now + timedelta(days=asked.days),
        )
        for reviewer, work in pairs
    ]
    session.add_all(tasks)
    if asked.is_anonymous:
        for work in {work.id: work for _reviewer, work in pairs}.values():
            _name_plainly(work)
    session.flush()  # the event names them by their ids
    if tasks:
        record(PeerReviewsAssigned([task.id for task in tasks], cohort.id))
    return len(tasks)


def _name_plainly(work: Submission) -> None:
    """Give the files of a submission names that do not tell whose they are."""
    shown = [one for one in work.files if one.part != Part.FEEDBACK and one.plain_id is None]
    for number, one in enumerate(shown, 1):
        one.plain = _plain(one.file, number)


def _plain(stored: StoredFile, number: int) -> StoredFile:
    return StoredFile(
        sha256=stored.sha256,
        name=f"{number}{Path(stored.name).suffix}",
        media_type=stored.media_type,
        size=stored.size,
        width=stored.width,
        height=stored.height,
        uploader_id=None,
        created_at=clock.now(),
    )
