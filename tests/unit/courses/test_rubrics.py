"""The rubrics that courses begin with."""

import pytest

from app.courses import rubrics
from app.courses.rubrics import names, shipped


@pytest.mark.parametrize("name", list(names()))
def test_each_has_criteria_with_four_levels_that_rise(name):
    rubric = shipped(name)

    assert rubric.title == names()[name]
    assert len(rubric.criteria) >= 4
    for criterion in rubric.criteria:
        assert [level.points for level in criterion.levels] == [1, 2, 3, 4]
        assert all(level.title and level.description for level in criterion.levels)
    assert rubric.points == 4 * len(rubric.criteria)


def test_each_time_its_criteria_have_keys_of_their_own():
    first, second = shipped("ict-cft"), shipped("ict-cft")

    assert {one.key for one in first.criteria}.isdisjoint(one.key for one in second.criteria)


def test_they_are_in_the_language_that_is_spoken(monkeypatch):
    monkeypatch.setattr(rubrics, "_", str.upper)
    criterion = shipped("digcompedu").criteria[0]
    assert (criterion.title, criterion.levels[0].title) == ("DIGITAL RESOURCES", "BEGINS")


def test_there_is_no_other():
    assert shipped("made-up") is None
