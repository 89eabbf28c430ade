"""Lessons that colleagues taught come a little sooner among hits, and the page says why."""

from datetime import date, timedelta

import pytest

from app import search
from app.kernel import clock
from app.search.searching import engine
from app.search.signals import MOST
from app.teaching.search import lifts
from tests.client import text_of
from tests.factories import lessons
from tests.factories.people import person
from tests.factories.teaching import reported

WORD = "quartzite"
RESULTS = f"/en/search?q={WORD}"


@pytest.fixture
def indexed(app):
    """Let lessons be found until the end of the test."""
    ids: list[int] = []

    def index(*made):
        ids.extend(one.id for one in made)
        with app.app_context():
            search.changed("lesson", [one.id for one in made])

    yield index
    with app.app_context():
        engine().put([], drop=[("lesson", one) for one in ids])


@pytest.fixture
def shelf(north, amina, indexed):
    """Three lessons that answer equally well; without reports the newest comes first."""
    made = [
        lessons.published(north, amina, f"{WORD.title()} {name}")
        for name in ("alpha", "beta", "gamma")
    ]
    indexed(*made)
    return made


def today() -> date:
    return clock.now().date()


def titles(page) -> list[str]:
    return [text_of(one).split()[-1] for one in page.all("h2", "hit__title")]


def test_without_reports_nothing_is_lifted_or_explained(client, shelf):
    page = client.get(RESULTS)
    assert titles(page) == ["gamma", "beta", "alpha"]
    assert "colleagues taught lately" not in page.main


def test_a_lesson_that_was_taught_comes_sooner_and_says_so(client, shelf, boris, eka):
    reported(shelf[0], boris, taught_on=today())
    reported(shelf[0], eka, taught_on=today())

    page = client.get(RESULTS)

    assert titles(page) == ["alpha", "gamma", "beta"]
    assert "Taught 2 times" in page.main
    assert "Lessons that colleagues taught lately come a little sooner" in page.main


def test_use_in_classes_like_mine_lifts_most(client, shelf, north, amina, boris, eka):
    mine = lessons.published(north, amina, "Something else")
    reported(mine, boris, level="primary", taught_on=today())
    reported(shelf[0], eka, level="primary", taught_on=today())
    reported(shelf[1], eka, level="vocational", taught_on=today())

    page = client.sign_in(boris).get(RESULTS)

    assert titles(page) == ["alpha", "beta", "gamma"]
    assert "1 in a class like yours" in page.main
    other = client.sign_out().get(RESULTS)
    assert titles(other) == ["beta", "alpha", "gamma"]
    assert "like yours" not in other.main.replace("classes like yours.", "")


def test_one_person_alone_cannot_lift_a_lesson_far(shelf, boris, eka, visitor):
    boris.confirmed_at -= timedelta(days=30)
    for _time in range(19):
        reported(shelf[0], boris, taught_on=today())
    reported(shelf[1], boris, taught_on=today())
    reported(shelf[1], eka, taught_on=today())

    found = lifts(visitor, [one.id for one in shelf])

    assert found[shelf[0].id].factor < found[shelf[1].id].factor
    assert found[shelf[0].id].words == ("Taught 19 times",)


def test_authors_and_old_times_do_not_lift(shelf, amina, boris, visitor):
    reported(shelf[0], amina, taught_on=today())
    reported(shelf[1], boris, taught_on=today() - timedelta(days=1000))

    found = lifts(visitor, [one.id for one in shelf])

    assert {one.factor for one in found.values()} == {1.0}


def test_the_lift_is_bounded(shelf, boris):
    for _person in range(30):
        reported(shelf[0], person(), level="primary", taught_on=today())
    reported(shelf[1], boris, level="primary")

    assert 1.1 < lifts(boris, [shelf[0].id])[shelf[0].id].factor < MOST


def test_words_count_more_than_use(client, north, amina, shelf, indexed):
    better = lessons.published(north, amina, f"{WORD.title()} {WORD}", summary=f"About {WORD}.")
    indexed(better)
    for _person in range(10):
        reported(shelf[0], person(), taught_on=today())

    assert titles(client.get(RESULTS))[0] == WORD


def test_the_explanation_costs_one_statement(visitor, shelf, boris, query_count):
    reported(shelf[0], boris, taught_on=today())
    with query_count(1):
        lifts(visitor, [one.id for one in shelf])
