"""The portals of the named cast, Tala's cohort with Amina and Boris in it."""

from tests.factories.courses import ict, tala
from tests.factories.coursework import spring
from tests.factories.portals import cove, north, south

__all__ = ["cove", "ict", "north", "south", "spring", "tala"]
