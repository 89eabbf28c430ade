"""The portals of the named cast, a board and a question on it."""

from tests.factories.discussions import rain, science
from tests.factories.lessons import lesson
from tests.factories.portals import cove, north, south

__all__ = ["cove", "lesson", "north", "rain", "science", "south"]
