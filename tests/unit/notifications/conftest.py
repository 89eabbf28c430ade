"""The kinds of the tests."""

from tests.factories.notices import letters

__all__ = ["letters"]
