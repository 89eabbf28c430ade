"""The North, Tala who trains in it, her course and her cohort."""

from datetime import timedelta

import pytest

from tests.factories.courses import ict, spring, tala
from tests.factories.people import person, place
from tests.factories.portals import cove, north, south

__all__ = ["cove", "ict", "north", "south", "spring", "tala"]


@pytest.fixture
def timo(north):
    """Another trainer of the North, who does not run Tala's cohort."""
    found = person("Timo Aalto")
    place(found, north.id, "trainer")
    return found


@pytest.fixture
def here(spring):
    """The address of Tala's cohort."""
    return f"/en/north/cohorts/{spring.id}"


@pytest.fixture
def heard(mails, later):
    """Return the mails that come within minutes: those of notices wait for more of their bundle."""

    def within_minutes():
        at_once = mails()
        later(timedelta(minutes=2))
        return at_once + mails()

    return within_minutes
