"""What only the embedded engine does with its files."""

import pytest

from app.search import finding
from app.search.documents import Query
from app.search.embedded import Embedded
from tests.functional.search.conftest import document, ids

SMALL_CHANGES = 15


@pytest.fixture
def embedded(tmp_path):
    return Embedded(tmp_path / "search")


def found(engine, text):
    with engine.reader() as reader:
        return ids(finding.find(reader, Query(text)))


def test_many_small_changes_are_merged_and_stay_found(embedded):
    for number in range(1, SMALL_CHANGES + 1):
        embedded.put([document(number, f"Star number{number}")])

    with embedded.reader() as reader:
        assert len(reader.leaves) < SMALL_CHANGES
    assert embedded.count() == SMALL_CHANGES
    assert found(embedded, "number3") == [3]
    assert sorted(found(embedded, "star")) == list(range(1, SMALL_CHANGES + 1))


def test_what_was_deleted_stays_away_after_merging(embedded):
    for number in range(1, SMALL_CHANGES + 1):
        embedded.put([document(number, "Star")], drop=[("lesson", number - 1)])

    assert found(embedded, "star") == [SMALL_CHANGES]


def test_a_change_that_fails_changes_nothing(embedded):
    embedded.put([document(1, "Star")])

    def broken():
        yield document(2, "Moon")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        embedded.put(broken(), drop=[("lesson", 1)])

    assert (found(embedded, "star"), found(embedded, "moon")) == ([1], [])
