"""The portals of the named cast, and Amina's lesson."""

from tests.factories.lessons import lesson
from tests.factories.portals import cove, north, south

__all__ = ["cove", "lesson", "north", "south"]
