"""Reading attempts: how they are selected, loaded and counted."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, load_only

from app.accounts.models import Actor, User
from app.cohorts import queries as cohorts
from app.cohorts.models import Cohort, Enrolment, Progress, Standing
from app.courses import queries as courses
from app.courses.content import CourseContent, Item, Quiz
from app.courses.quizzes.questions import Question
from app.kernel.db import session
from app.quizzes import paper, policy
from app.quizzes.models import QuizAllowance, QuizAttempt

PLACE = joinedload(QuizAttempt.enrolment).options(
    cohorts.PERSON, joinedload(Enrolment.cohort).options(*cohorts.PLAN)
)


def visible(actor: Actor) -> Select[QuizAttempt]:
    """Select the attempts that exist for this person."""
    return select(QuizAttempt).where(policy.visible_to(actor))


def get(actor: Actor, cohort_id: int, portal_id: int, attempt_id: int) -> QuizAttempt | None:
    """Return an attempt in a cohort of the portal: the one door through which a view reaches it."""
    places = select(Enrolment.id).join(Enrolment.cohort)
    here = places.where(Enrolment.cohort_id == cohort_id, Cohort.portal_id == portal_id)
    found = visible(actor).where(QuizAttempt.id == attempt_id, QuizAttempt.enrolment_id.in_(here))
    return session.scalar(found.options(PLACE))


def of_item(enrolment: Enrolment, key: str) -> Sequence[QuizAttempt]:
    """Return somebody's attempts at a quiz, the newest first."""
    found = select(QuizAttempt).where(
        QuizAttempt.enrolment_id == enrolment.id, QuizAttempt.item_key == key
    )
    return session.scalars(found.order_by(QuizAttempt.number.desc())).all()


def allowance(enrolment: Enrolment, key: str) -> QuizAllowance | None:
    """Return what somebody is allowed beyond the others."""
    found = select(QuizAllowance).where(
        QuizAllowance.enrolment_id == enrolment.id, QuizAllowance.item_key == key
    )
    return session.scalar(found.options(joinedload(QuizAllowance.by).load_only(User.name)))


def progress(enrolment: Enrolment, key: str) -> Progress | None:
    """Return how far somebody has come with an item."""
    return session.get(Progress, (enrolment.id, key))


def hold(enrolment: Enrolment) -> None:
    """Let nobody else begin, save or finish an attempt of this person meanwhile."""
    session.execute(select(Enrolment.id).where(Enrolment.id == enrolment.id).with_for_update())


def quiz_of(cohort: Cohort, revision: int, key: str) -> Quiz:
    """Return a quiz as a revision of the cohort's course says it."""
    item = cohorts.content(cohort.course_id, revision).item(key)
    return item.quiz if item is not None and item.quiz is not None else Quiz()


def questions(cohort: Cohort, attempt: QuizAttempt) -> list[Question]:
    """Return the questions that an attempt asks, in their order."""
    return drawn(cohort, attempt.revision, attempt.item_key, attempt.seed)


def drawn(cohort: Cohort, revision: int, key: str, seed: str) -> list[Question]:
    """Return the questions that a seed draws for a quiz."""
    bank = courses.bank(cohort.course_id, revision)
    return paper.questions(quiz_of(cohort, revision, key), bank, seed)


def finished(cohort: Cohort, key: str) -> Sequence[QuizAttempt]:
    """Return what everybody who takes part has finished of a quiz, without what they answered."""
    found = (
        select(QuizAttempt)
        .join(QuizAttempt.enrolment)
        .where(
            Enrolment.cohort_id == cohort.id,
            Enrolment.standing == Standing.ACTIVE,
            QuizAttempt.item_key == key,
            QuizAttempt.finished_at.is_not(None),
        )
    )
    columns = (
        QuizAttempt.enrolment_id, QuizAttempt.number, QuizAttempt.revision, QuizAttempt.points,
        QuizAttempt.of, QuizAttempt.passed, QuizAttempt.finished_at, QuizAttempt.marks,
    )  # fmt: skip
    newest = found.order_by(QuizAttempt.enrolment_id, QuizAttempt.number)
    return session.scalars(newest.options(load_only(*columns))).all()


def taking_part(cohort: Cohort) -> Sequence[Enrolment]:
    """Return the places of all who take part, by name."""
    found = cohorts.participants(cohort).join(Enrolment.user).order_by(None)
    return session.scalars(found.order_by(User.name, Enrolment.id)).all()


def known_questions(cohort: Cohort, revisions: Iterable[int]) -> dict[str, Question]:
    """Return the questions of some revisions by their keys; the newest wording counts."""
    known: dict[str, Question] = {}
    for revision in sorted({*revisions, cohort.revision}):
        bank: list[dict[str, Any]] = courses.bank(cohort.course_id, revision)
        known |= {question.key: question for question in paper.read(bank)}
    return known


def the_quiz(content: CourseContent, key: str) -> Item | None:
    """Return the item of this key, if it is a quiz with settings."""
    item = content.item(key)
    return item if item is not None and item.quiz is not None else None
