"""The portals of the named cast, Tala's course in the North, and Amina's lesson."""

from tests.factories.courses import ict, tala
from tests.factories.lessons import lesson
from tests.factories.portals import cove, north, south

__all__ = ["cove", "ict", "lesson", "north", "south", "tala"]
