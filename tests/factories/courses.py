"""Courses and cohorts for tests: made with the actions of the house, as their trainers would.

`syllabus` makes a content, `course` a published one, `cohort` an open run of it. Tala trains in
the North; `ict` is her course, `spring` her cohort.
"""

from datetime import date
from typing import Any

import pytest

from app.accounts.models import Role, User
from app.cohorts import actions as running
from app.cohorts import enrolling
from app.cohorts.actions import CohortSettings
from app.cohorts.models import Cohort, Enrolment, Standing
from app.courses import actions
from app.courses.content import (
    Assignment,
    Completion,
    CompletionRule,
    CourseContent,
    Item,
    ItemKind,
    Module,
    Rule,
)
from app.courses.models import Course
from app.kernel.db import session
from app.lessons.content import Text
from app.portals.models import Portal
from tests.factories.people import person, place


def page(title: str = "Before you begin", key: str = "page0001", **values: Any) -> Item:
    """Return something to read."""
    return Item(ItemKind.PAGE, title, Text(f"Read *{title}* first."), key=key, **values)


def syllabus(title: str = "Teaching with one computer", **values: Any) -> CourseContent:
    """Return a content that can be published: two modules, a page, a link, an assignment."""
    modules = (
        Module("Getting ready", items=(page(), _link()), key="modul001"),
        Module("Trying it out", items=(_assignment(),), key="modul002"),
    )
    defaults: dict[str, Any] = {
        "language": "en",
        "summary": "How one computer serves a class of forty.",
        "aims": ("plan a lesson around one computer",),
        "hours": 12,
        "modules": modules,
        "completion": Completion((CompletionRule(Rule.MODULES, 2),)),
    }
    return CourseContent(title=title, **(defaults | values))


def course(
    portal: Portal, author: User, title: str = "Teaching with one computer", **values: Any
) -> Course:
    """Return a course that is published."""
    made = actions.draft(portal, syllabus(title, **values), actor=author)
    actions.publish(made, actor=author)
    session.flush()
    return made


def settings(title: str = "Spring 2026", **values: Any) -> CohortSettings:
    """Return what is decided about a cohort."""
    defaults: dict[str, Any] = {
        "language": "en",
        "starts_on": date(2026, 3, 2),
        "ends_on": date(2026, 5, 29),
        "time_zone": "Africa/Nairobi",
    }
    return CohortSettings(title=title, **(defaults | values))


def cohort(of: Course, trainer: User, title: str = "Spring 2026", **values: Any) -> Cohort:
    """Return an open run of a course."""
    made = running.start(of.portal, of, settings(title, **values), actor=trainer)
    running.open_up(made, actor=trainer)
    session.flush()
    return made


def enrolled(in_cohort: Cohort, learner: User, by: User, standing=Standing.ACTIVE) -> Enrolment:
    """Return somebody's place in a cohort."""
    made = enrolling.put(in_cohort, learner, standing, actor=by)
    session.flush()
    return made


def _link() -> Item:
    url = "https://example.org/one-computer"
    return Item(ItemKind.LINK, "A film about it", url=url, is_required=False, key="link0001")


def _assignment() -> Item:
    return Item(
        ItemKind.ASSIGNMENT,
        "Plan a lesson",
        Text("Plan it for your own class."),
        assignment=Assignment(),
        due_days=28,
        key="work0001",
    )


@pytest.fixture
def tala(north: Portal) -> User:
    """A trainer of the North."""
    found = person("Tala Haddad")
    place(found, north.id, Role.TRAINER)
    return found


@pytest.fixture
def ict(north: Portal, tala: User) -> Course:
    """Tala's course, published and open to read."""
    return course(north, tala)


@pytest.fixture
def spring(ict: Course, tala: User) -> Cohort:
    """Tala's cohort, which everyone may enter."""
    return cohort(ict, tala)
