"""The portals of the named cast."""

from tests.factories.portals import cove, north, south

__all__ = ["cove", "north", "south"]
