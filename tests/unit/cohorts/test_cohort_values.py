"""Lists of people, spreadsheets, differences and who is behind: values without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cohorts import overview, spreadsheets
from app.cohorts.differences import Change, differences
from app.cohorts.listing import MOST_LINES, Fault, Listed, read
from app.cohorts.models import Cohort, CohortStatus
from app.courses.content import Module
from tests.factories.courses import page, syllabus


@pytest.mark.parametrize(
    "text",
    [
        "email,name\na@b.example,Ana",
        "Nom;Courriel\nAna;a@b.example",
        "a@b.example\tAna",
        "Ana;a@b.example",
        '"Ana",A@B.example\n\n,,\n',
        "\ufeffE-MAIL,NAME\r\n a@b.example ,  Ana ",
    ],
)
def test_a_list_is_read_however_it_is_written(text):
    (one,) = read(text).people
    assert (one.email, one.name) == ("a@b.example", "Ana")


def test_what_is_not_understood_says_its_line():
    sheet = read("email,name\nnobody,X\n,Y\na@b.example,A\nA@B.example,Again")
    assert [(one.line, one.fault) for one in sheet.unread] == [
        (2, Fault.NOT_AN_ADDRESS),
        (3, Fault.NO_ADDRESS),
        (5, Fault.TWICE),
    ]
    assert sheet.people == (Listed(4, "a@b.example", "A"),)


def test_a_list_ends_somewhere():
    sheet = read("\n".join(f"p{n}@b.example" for n in range(MOST_LINES + 2)))
    assert len(sheet.people) == MOST_LINES
    assert [one.fault for one in sheet.unread] == [Fault.TOO_MANY] * 2


@given(st.text())
def test_no_list_breaks_the_reader(text):
    read(text)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1"])
def test_no_name_becomes_a_formula(name):
    assert f"'{name.strip(chr(10))}".encode() in spreadsheets.written([[name]])


def test_numbers_stay_numbers():
    assert spreadsheets.written([[-1, None, "Ana"]]).decode("utf-8-sig") == "-1,,Ana\r\n"


def test_the_same_course_has_no_differences():
    assert differences(syllabus(), syllabus()) == []


def test_differences_are_found_part_by_part():
    old = syllabus()
    first, second = old.modules
    moved = replace(second, items=(*second.items, first.items[1]))
    optional = replace(first.items[0], is_required=False)
    new = replace(
        old,
        title="Another",
        modules=(
            replace(first, items=(optional,)),
            moved,
            Module("New", items=(page(key="n"),), key="n1"),
        ),
    )
    found = {(one.change, one.title) for one in differences(old, new)}
    assert found == {
        (Change.OTHER, ""),
        (Change.ITEM_OPTIONAL, "Before you begin"),
        (Change.ITEM_MOVED, "A film about it"),
        (Change.MODULE_NEW, "New"),
        (Change.ITEM_NEW, "Before you begin"),
    }


BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)


def running(**values):
    made = Cohort(
        status=CohortStatus.OPEN,
        starts_on=date(2026, 3, 2),
        ends_on=date(2026, 5, 29),
        time_zone="UTC",
        modules_behind=2,
        silent_days=14,
        due={},
    )
    for name, value in values.items():
        setattr(made, name, value)
    return made


def test_who_is_behind_by_modules_or_by_silence():
    now = BEGAN + timedelta(days=20)
    yesterday = now - timedelta(days=1)
    assert overview.behind(running(), 1, BEGAN, yesterday, now) is None
    assert overview.behind(running(), 2, BEGAN, yesterday, now) == (2, 0)
    assert overview.behind(running(), 0, BEGAN, None, now) == (0, 20)
    assert overview.behind(running(), 0, yesterday, None, now) is None


def test_nobody_is_behind_before_it_begins_or_after_it_is_closed():
    early = BEGAN - timedelta(days=9)
    assert overview.behind(running(), 5, early - timedelta(days=99), None, early) is None
    late = BEGAN + timedelta(days=99)
    assert overview.behind(running(status=CohortStatus.CLOSED), 5, BEGAN, None, late) is None


def test_a_module_is_due_after_the_last_of_its_days_or_at_the_end():
    content = syllabus()
    due = overview.due_modules(running(), content, date(2026, 3, 30))
    assert due == []
    due = overview.due_modules(running(), content, date(2026, 3, 31))
    assert [module.key for module in due] == ["modul002"]
    due = overview.due_modules(running(), content, date(2026, 5, 30))
    assert len(due) == 2
