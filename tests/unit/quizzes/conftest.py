"""The North, Tala, and her cohort."""

from tests.factories.courses import tala
from tests.factories.portals import cove, north, south
from tests.factories.quizzes import spring

__all__ = ["cove", "north", "south", "spring", "tala"]
