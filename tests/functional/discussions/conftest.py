"""The portals of the named cast, Amina's lesson, a board and a question on it."""

import pytest

from app.discussions.buffer import gathered
from tests.factories.discussions import rain, science
from tests.factories.lessons import lesson
from tests.factories.portals import cove, north, south

__all__ = ["cove", "lesson", "north", "rain", "science", "south"]


@pytest.fixture(autouse=True)
def nothing_read_yet():
    """What an earlier test has read is of another world with the same numbers."""
    gathered.marks.clear()
    gathered.views.clear()
