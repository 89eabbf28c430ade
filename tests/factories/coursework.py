"""Course work for tests: written, handed in and marked with the actions of the house.

`written` makes a draft, `handed_in` something that waits to be marked, `marked` something that
was. `essay` is an assignment by points, `rated` one by a rubric, `shared` one with peers.
"""

from datetime import date
from typing import Any

import pytest

from app.accounts.models import User
from app.cohorts.models import Cohort
from app.courses import actions as writing
from app.courses.content import (
    Assignment,
    Completion,
    CompletionRule,
    Criterion,
    Item,
    ItemKind,
    Level,
    Module,
    PeerReview,
    Rubric,
    Rule,
    Takes,
)
from app.coursework import actions, marking, queries
from app.coursework.content import MarkContent, WorkContent
from app.coursework.marking import Verdict
from app.coursework.models import Submission
from app.kernel.db import session
from app.lessons.content import Text
from app.portals.models import Portal
from tests.factories import courses
from tests.factories.courses import ict, tala

__all__ = ["ict", "tala"]

EVERYTHING = (Takes.TEXT, Takes.FILES, Takes.LESSON)

RUBRIC = Rubric(
    "How we mark",
    (
        Criterion("The plan", (Level(1, "Begun"), Level(3, "Good"), Level(4, "Very good")), "plan"),
        Criterion("The devices", (Level(0, "Nothing"), Level(2, "Some"), Level(4, "All")), "devs"),
    ),
)


def assignment(key: str, title: str, **values: Any) -> Item:
    """Return an assignment that is due four weeks after the first day."""
    due_days = values.pop("due_days", 28)
    work = Assignment(**({"takes": EVERYTHING} | values))
    return Item(
        ItemKind.ASSIGNMENT,
        title,
        Text("Plan it for your own class."),
        assignment=work,
        due_days=due_days,
        key=key,
    )


ESSAY = assignment("essay001", "Plan a lesson")
RATED = assignment("rated001", "Teach it", rubric=RUBRIC, pass_points=5)
SHARED = assignment(
    "shared01", "Share it", rubric=RUBRIC, pass_points=5,
    peers=PeerReview(2, instructions="Be kind."),
)  # fmt: skip
NAMED = assignment("named001", "Show it", peers=PeerReview(1, is_anonymous=False))
UNDATED = assignment("free0001", "Any time", takes=(Takes.TEXT,), due_days=None)


def syllabus_items(*items: Item) -> dict[str, Any]:
    """Return a course with these items in one module, and the page of every syllabus."""
    return {
        "modules": (Module("Trying it out", items=(courses.page(), *items), key="modul001"),),
        "completion": Completion((CompletionRule(Rule.MODULES, 1),)),
    }


def cohort(north: Portal, trainer: User, *items: Item, **values: Any) -> Cohort:
    """Return an open cohort with these assignments; its days are around the tests'."""
    shown = items or (ESSAY, RATED, SHARED, NAMED, UNDATED)
    content = courses.syllabus(**syllabus_items(*shown))
    made = writing.draft(north, content, actor=trainer)
    writing.publish(made, actor=trainer)
    session.flush()
    dates = {"starts_on": date(2030, 3, 4), "ends_on": date(2030, 5, 31)}
    return courses.cohort(made, trainer, **(dates | values))


def place(in_cohort: Cohort, learner: User) -> Any:
    """Return somebody's place as a page would load it."""
    found = queries.own_place(learner, in_cohort.portal_id, in_cohort.id)
    assert found is not None
    return found


def written(in_cohort: Cohort, learner: User, item: Item = ESSAY, **values: Any) -> Submission:
    """Return a draft of somebody who takes part."""
    said: dict[str, Any] = {"language": "en", "text": "My *plan*."}
    mine = place(in_cohort, learner)
    last = next(iter(queries.of_item(mine, item.key)), None)
    opened = last.saves if last and last.is_draft else 0
    made = actions.save(mine, item, WorkContent(**(said | values)), opened=opened, actor=learner)
    session.flush()
    return made


def handed_in(in_cohort: Cohort, learner: User, item: Item = ESSAY, **values: Any) -> Submission:
    """Return what waits to be marked."""
    made = written(in_cohort, learner, item, **values)
    actions.hand_in(made, item, opened=made.lock, actor=learner)
    session.flush()
    return made


def marked(work: Submission, item: Item, by: User, points: float = 80, **values: Any) -> Submission:
    """Return it marked by points."""
    said = MarkContent(**({"points": points, "feedback": "Well planned."} | values))
    verdict = Verdict.PASSED if points >= 50 else Verdict.FAILED
    marking.mark(work, item, said, verdict, opened=work.lock, actor=by)
    session.flush()
    return work


def returned(work: Submission, item: Item, by: User, words: str = "Add times.") -> Submission:
    """Return it given back."""
    said = MarkContent(feedback=words)
    marking.give_back(work, item, said, opened=work.lock, actor=by)
    session.flush()
    return work


@pytest.fixture
def spring(north: Portal, tala: User, amina: User, boris: User) -> Cohort:
    """Tala's cohort, in which Amina and Boris take part."""
    made = cohort(north, tala)
    for learner in (amina, boris):
        courses.enrolled(made, learner, tala)
    return made
