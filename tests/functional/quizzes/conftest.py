"""The portals of the named cast, Tala's cohort with Amina and Boris in it."""

from tests.factories.courses import tala
from tests.factories.portals import cove, north, south
from tests.factories.quizzes import spring

__all__ = ["cove", "north", "south", "spring", "tala"]
