"""What two revisions of a course say differently."""

from dataclasses import replace

from app.courses.content import Assignment, Criterion, Item, ItemKind, Level, Module, Rubric
from app.courses.differences import differences
from app.lessons.content import Text
from tests.factories import courses

BEFORE = courses.syllabus()


def told(after, before=BEFORE):
    return {
        one.field: [(run.kind, run.text.strip()) for run in one.runs]
        for one in differences(before, after)
    }


def test_nothing_changed_says_nothing():
    assert told(courses.syllabus()) == {}


def test_facts_are_told_word_by_word():
    assert told(replace(BEFORE, title="Teaching with two computers")) == {
        "Title": [("", "Teaching with"), ("del", "one computer"), ("ins", "two computers")]
    }
    assert told(replace(BEFORE, is_open=False)) == {
        "Reading": [("del", "open"), ("ins", "for participants")]
    }


def test_aims_and_competences_are_told_by_name():
    after = replace(BEFORE, alignments=("unesco-ict-cft-v3:KA.3",))
    assert told(after)["Aligned to"] == [("ins", "KA.3 ICT-enhanced Teaching")]


def test_a_new_module_and_its_items_are_told():
    new = Module("Looking back", items=(Item(ItemKind.PAGE, "A letter", Text("Dear all")),))
    told_of = told(BEFORE.with_module(new))
    assert list(told_of)[-2:] == ["Module “Looking back”", "Page “A letter”"]
    assert told_of["Page “A letter”"][0][0] == "ins"


def test_what_went_is_told_under_its_old_name():
    assert told(BEFORE.without("modul002")).keys() == {
        "Module “Trying it out”",
        "Assignment “Plan a lesson”",
    }


def test_an_item_is_the_same_under_a_new_title():
    item = replace(BEFORE.item("page0001"), title="Begin here")
    ((field, runs),) = told(BEFORE.with_item("modul001", item)).items()
    assert field == "Page “Begin here”"
    assert ("del", "Before you begin") in runs


def test_a_new_order_is_told_as_one():
    assert list(told(BEFORE.moved("modul001", 1))) == ["Order of the modules"]
    assert list(told(BEFORE.moved("page0001", 1))) == ["Order in module “Getting ready”"]


def test_what_came_or_went_moves_nothing():
    new = Item(ItemKind.PAGE, "First of all", key="newnew01")
    after = BEFORE.with_item("modul001", new).moved("newnew01", -5)
    assert list(told(after)) == ["Page “First of all”"]


def test_a_rubric_is_told_by_its_levels():
    rubric = Rubric("How", (Criterion("Clear", (Level(2, "Yes", "All see it"),)),))
    item = replace(BEFORE.item("work0001"), assignment=Assignment(rubric=rubric, pass_points=1))
    ((_field, runs),) = told(BEFORE.with_item("modul002", item)).items()
    assert "2 Yes: All see it" in " ".join(text for _kind, text in runs)


def test_against_nothing_everything_is_told():
    assert {"Title", "Summary", "Module “Getting ready”", "Page “Before you begin”"} <= told(
        BEFORE, None
    ).keys()
