"""The portals of the named cast, Tala's cohort with Amina and Boris in it."""

from tests.factories.courses import tala
from tests.factories.coursework import spring
from tests.factories.portals import north

__all__ = ["north", "spring", "tala"]
