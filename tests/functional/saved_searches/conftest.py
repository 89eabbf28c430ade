"""The portals of the named cast, Amina's lesson, and the kinds of the tests."""

from tests.factories.lessons import lesson
from tests.factories.notices import letters
from tests.factories.portals import cove, north, south

__all__ = ["cove", "lesson", "letters", "north", "south"]
