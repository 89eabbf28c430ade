"""What is missing until a course counts as completed."""

from dataclasses import dataclass

from app.cohorts.completion import Attended, Missing, missing
from app.courses.content import (
    Assignment,
    Completion,
    CompletionRule,
    CourseContent,
    Draw,
    Item,
    ItemKind,
    Module,
    Quiz,
    Rule,
)


@dataclass
class Reached:
    is_done: bool = True
    points: float | None = None
    of: float | None = None


NOWHERE = Attended()
PAGES = tuple(
    Module(f"M{n}", key=f"m{n}", items=(Item(ItemKind.PAGE, "P", key=f"p{n}"),)) for n in (1, 2, 3)
)
WORK = Module(
    "Work",
    key="mw",
    items=(
        Item(ItemKind.ASSIGNMENT, "A", key="a", assignment=Assignment(points=30)),
        Item(ItemKind.QUIZ, "Q", key="q", quiz=Quiz(questions=("x", "y"), draws=(Draw(8),))),
    ),
)


def content(*rules, needed=None, modules=PAGES):
    completion = Completion(tuple(CompletionRule(*rule) for rule in rules), needed)
    return CourseContent(title="C", language="en", modules=modules, completion=completion)


def done(*keys):
    return {key: Reached() for key in keys}


def test_so_many_modules_are_asked_for_in_any_order():
    asks = content((Rule.MODULES, 2))
    assert missing(asks, done("p1"), NOWHERE) == [Missing(Rule.MODULES, 2, 1, ("m2", "m3"))]
    assert missing(asks, done("p3", "p1"), NOWHERE) == []


def test_without_a_rule_all_modules_are_asked_for():
    assert missing(content(), {}, NOWHERE) == [Missing(Rule.MODULES, 3, 0, ("m1", "m2", "m3"))]
    assert missing(content(), done("p1", "p2", "p3"), NOWHERE) == []


def test_what_is_handed_in_or_failed_is_not_done():
    asks = content((Rule.MODULES, 1))
    assert missing(asks, {"p1": Reached(is_done=False)}, NOWHERE)


def test_more_modules_than_there_are_means_all():
    assert missing(content((Rule.MODULES, 9)), done("p1", "p2", "p3"), NOWHERE) == []


def test_modules_without_required_items_do_not_count():
    optional = Module("O", key="o", items=(Item(ItemKind.PAGE, "P", key="p", is_required=False),))
    asks = content((Rule.MODULES, 2), modules=(*PAGES[:1], optional))
    assert missing(asks, {}, NOWHERE) == [Missing(Rule.MODULES, 1, 0, ("m1",))]
    assert missing(asks, done("p1"), NOWHERE) == []


def test_a_course_that_requires_nothing_asks_for_everything():
    optional = Module("O", key="o", items=(Item(ItemKind.PAGE, "P", key="p", is_required=False),))
    assert missing(content(modules=(optional,)), {}, NOWHERE)
    assert missing(content(modules=(optional,)), done("p"), NOWHERE) == []


def test_attendance_is_a_share_of_the_sessions_that_count():
    asks = content((Rule.ATTENDANCE, 80))
    assert missing(asks, {}, NOWHERE) == [Missing(Rule.ATTENDANCE, 80, 0)]
    assert missing(asks, {}, Attended(3, 4)) == [Missing(Rule.ATTENDANCE, 80, 75)]
    assert missing(asks, {}, Attended(4, 5)) == []


def test_marks_are_a_share_of_all_points_also_of_what_was_not_begun():
    asks = content((Rule.MARKS, 50), modules=(WORK,))
    assert missing(asks, {"a": Reached(points=19, of=30)}, NOWHERE) == [Missing(Rule.MARKS, 50, 47)]
    assert missing(asks, {"a": Reached(points=20, of=30)}, NOWHERE) == []
    both = {"a": Reached(points=10, of=30), "q": Reached(points=20, of=20)}
    assert missing(asks, both, NOWHERE) == []


def test_where_nothing_is_marked_marks_are_no_hindrance():
    assert missing(content((Rule.MARKS, 50)), {}, NOWHERE) == []


def test_all_rules_or_some_of_them():
    rules = ((Rule.MODULES, 3), (Rule.ATTENDANCE, 100), (Rule.MARKS, 100))
    modules = (*PAGES, WORK)
    all_of_them = content(*rules, modules=modules)
    left = missing(all_of_them, done("p1", "p2", "p3"), Attended(1, 2))
    assert [one.rule for one in left] == [Rule.ATTENDANCE, Rule.MARKS]
    assert (
        missing(content(*rules, needed=1, modules=modules), done("p1", "p2", "p3"), NOWHERE) == []
    )
    assert len(missing(content(*rules, needed=2, modules=modules), {}, Attended(2, 2))) == 2
    assert missing(content(*rules, needed=7, modules=PAGES), {}, NOWHERE)
