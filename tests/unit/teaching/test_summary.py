"""What the reports on a lesson say together."""

from app.accounts.models import Visitor
from app.teaching import actions, queries, summary
from tests.factories import lessons
from tests.factories.people import person
from tests.factories.teaching import reported


def test_nobody_has_taught_it(lesson, boris):
    assert summary.of(boris, lesson) is None


def test_it_counts_where_and_how(lesson, boris, eka):
    reported(lesson, boris, level="primary", country="KE", devices="none", minutes=50)
    reported(lesson, eka, level="primary", country="IN", devices="none", minutes=50)
    reported(lesson, eka, level="vocational", country="KE", minutes=90)
    reported(lesson, eka)

    found = summary.of(Visitor(), lesson)

    assert found.times == 4
    assert found.levels == (("primary", 2), ("vocational", 1))
    assert found.countries == (("KE", 2), ("IN", 1))
    assert found.devices == (("none", 2),)
    assert (found.minutes, found.span) == (50, None)
    assert (found.alike, found.mine) == (0, None)


def test_the_middle_half_is_a_span_of_whole_five_minutes(lesson, boris):
    for minutes in (40, 46, 52, 60, 300):
        reported(lesson, boris, minutes=minutes)

    found = summary.of(Visitor(), lesson)

    assert (found.minutes, found.span) == (52, (45, 60))


def test_one_long_afternoon_does_not_move_the_middle(lesson, boris):
    for minutes in (50, 50, 50, 50, 900):
        reported(lesson, boris, minutes=minutes)

    found = summary.of(Visitor(), lesson)

    assert (found.minutes, found.span) == (50, None)


def test_classes_like_mine_are_of_a_level_at_which_i_taught(north, amina, lesson, boris, eka):
    for level in ("primary", "primary", "vocational", None):
        reported(lesson, eka, level=level)
    other = lessons.published(north, amina)
    assert summary.of(boris, lesson).alike == 0

    mine = reported(other, boris, level="primary")
    assert summary.of(boris, lesson).alike == 2

    actions.withdraw(queries.by_ids([mine.id])[0], actor=boris)
    assert summary.of(boris, lesson).alike == 0


def test_a_withdrawn_report_is_not_counted(lesson, boris):
    kept = reported(lesson, boris)
    gone = reported(lesson, boris)
    actions.withdraw(queries.by_ids([gone.id])[0], actor=boris)

    found = summary.of(boris, lesson)

    assert (found.times, found.mine) == (1, kept.id)


def test_many_reports_cost_one_statement(lesson, query_count):
    for number in range(20):
        reported(lesson, person(), minutes=number + 1)
    reader = person()
    with query_count(1):
        assert summary.of(reader, lesson).times == 20
