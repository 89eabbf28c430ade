"""Quizzes for tests: a bank with a question of each kind, a course that asks them, attempts.

`PICKED`, `TICKED`, `PAIRED`, `SORTED`, `TYPED` and `COUNTED` are the questions, `RIGHT` what is
right; `spring` is a cohort with a quiz of all of them that one may try twice.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest

from app.accounts import queries as accounts
from app.accounts.models import User
from app.cohorts import queries as cohorts
from app.cohorts.models import Cohort, Enrolment
from app.courses import actions as writing
from app.courses.content import Completion, CompletionRule, Draw, Item, ItemKind, Module, Quiz, Rule
from app.courses.models import Course
from app.courses.quizzes.codec import to_json
from app.courses.quizzes.questions import (
    Accepted,
    Matching,
    MultipleChoice,
    Numeric,
    Offered,
    Ordering,
    Pair,
    Quantity,
    Question,
    ShortText,
    SingleChoice,
    option_key,
)
from app.courses.quizzes.questions import Item as Thing
from app.courses.quizzes.texts import keys_for
from app.kernel.db import session
from app.kernel.markup import RichText
from app.lessons.content import Text
from app.portals.models import Portal
from app.quizzes import actions, queries
from app.quizzes.models import QuizAttempt
from tests.factories import courses
from tests.factories.courses import tala

__all__ = ["tala"]

said = RichText.from_markdown


def _offered(right: Iterable[str], wrong: Iterable[str], *, several: bool) -> Any:
    offered = [Offered(said(one), is_right=True, feedback=said(f"Yes, {one}.")) for one in right]
    offered += [Offered(said(one), is_right=False, feedback=said(f"No, {one}.")) for one in wrong]
    return Offered.choices(offered, several=several)


PICKED = SingleChoice(
    key="picked", language="en", text=said("What is *one* computer good for?"),
    choices=_offered(["Taking turns"], ["Silence", "Nothing"], several=False),
    name="The name that trainers use", tags=("devices",), feedback=said("Turns were the point."),
)  # fmt: skip
TICKED = MultipleChoice(
    key="ticked", language="en", text=said("What needs electricity?"), points=Decimal(2),
    choices=_offered(["A screen", "A printer"], ["A slate", "A ball"], several=True),
    tags=("devices",),
)  # fmt: skip
PAIRED = Matching(
    key="paired", language="en", text=said("Who needs what?"),
    pairs=tuple(
        Pair(key, said(left), right)
        for key, left, right in zip(
            keys_for(["Blind", "Deaf"]), ["Blind", "Deaf"], ["Sound", "Signs"], strict=True
        )
    ),
    decoys=("Money",),
)  # fmt: skip
_STEPS = ["Plan", "Teach", "Look back"]
SORTED = Ordering(
    key="sorted", language="en", text=said("In which order?"),
    items=tuple(Thing(key, said(one)) for key, one in zip(keys_for(_STEPS), _STEPS, strict=True)),
)  # fmt: skip
TYPED = ShortText(
    key="typed", language="en", text=said("The capital of Kenya?"),
    answers=(Accepted("Nairobi", feedback=said("Where the cohort is.")), Accepted("Nai*obi")),
)  # fmt: skip
COUNTED = Numeric(
    key="counted", language="en", text=said("Half of five?"),
    answers=(Quantity(Decimal("2.5"), Decimal("0.1")),), otherwise=said("Halve it again."),
)  # fmt: skip
ALL = (PICKED, TICKED, PAIRED, SORTED, TYPED, COUNTED)

RIGHT: dict[str, Any] = {
    "picked": PICKED.choices[0].key,
    "ticked": [TICKED.choices[0].key, TICKED.choices[1].key],
    "paired": {pair.key: option_key(pair.right) for pair in PAIRED.pairs},
    "sorted": {item.key: str(place) for place, item in enumerate(SORTED.items, 1)},
    "typed": "nairobi",
    "counted": "٢٫٥",
}
"""Right answers as they are kept."""


def quiz(key: str = "quiz0001", title: str = "What do you remember?", **values: Any) -> Item:
    """Return a quiz of all questions that one may try twice."""
    defaults: dict[str, Any] = {
        "questions": tuple(one.key for one in ALL), "attempts": 2, "is_shuffled": False,
    }  # fmt: skip
    settings = Quiz(**(defaults | values))
    return Item(ItemKind.QUIZ, title, Text("Six questions."), quiz=settings, due_days=7, key=key)


DRAWN = quiz("drawn001", "A surprise", questions=(), draws=(Draw(2),), attempts=None)
HIDDEN = quiz("hidden01", "A secret", questions=("picked", "typed"), shows_answers=False)
EMPTY = quiz("empty001", "Nothing", questions=("unknown",))


def course(portal: Portal, author: User, *items: Item, bank: Iterable[Question] = ALL) -> Course:
    """Return a published course with these quizzes and this bank."""
    module = Module("Looking back", items=(courses.page(), *items), key="modul001")
    completion = Completion((CompletionRule(Rule.MODULES, 1),))
    content = courses.syllabus(modules=(module,), completion=completion)
    made = writing.draft(portal, content, actor=author)
    writing.ask(made, [to_json(one) for one in bank], opened=made.lock, actor=author)
    writing.publish(made, actor=author)
    session.flush()
    return made


def place(in_cohort: Cohort, learner: User) -> Enrolment:
    """Return somebody's place in a cohort."""
    found = cohorts.enrolment_of(learner, in_cohort)
    assert found is not None
    return found


def _whole(learner: User) -> User:
    """Return somebody with their places, as a request loads them."""
    found = accounts.with_places(learner.id)
    assert found is not None
    return found


def begun(in_cohort: Cohort, learner: User, item: Item) -> QuizAttempt:
    """Return an open attempt, as its page loads it."""
    learner = _whole(learner)
    made = actions.begin(in_cohort, place(in_cohort, learner), item, actor=learner)
    session.flush()
    found = queries.get(learner, in_cohort.id, in_cohort.portal_id, made.id)
    assert found is not None
    return found


def finished(in_cohort: Cohort, learner: User, item: Item, **answers: Any) -> QuizAttempt:
    """Return a finished attempt with these answers."""
    made = begun(in_cohort, learner, item)
    learner = _whole(learner)
    actions.save(made, answers, opened=made.saves, actor=learner)
    actions.finish(made, actor=learner)
    session.flush()
    return made


@pytest.fixture
def spring(north: Portal, tala: User, amina: User, boris: User) -> Cohort:
    """Tala's cohort, in which Amina and Boris take part."""
    of = course(north, tala, quiz(), DRAWN, HIDDEN, EMPTY)
    made = courses.cohort(of, tala)
    for learner in (amina, boris):
        courses.enrolled(made, learner, tala)
    return made
