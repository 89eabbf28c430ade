"""The kinds of the tests, and the portals of the named cast."""

from tests.factories.notices import letters
from tests.factories.portals import cove, north

__all__ = ["cove", "letters", "north"]
