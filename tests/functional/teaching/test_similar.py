"""Among lessons that are alike, those that colleagues taught lately come first and say why."""

import pytest

from app import search
from app.kernel import clock
from app.lessons import neighbours
from app.search import Hit
from app.search.searching import engine
from app.search.signals import MOST
from app.teaching import actions
from tests.client import text_of
from tests.factories import lessons
from tests.factories.people import person, place
from tests.factories.teaching import reported


@pytest.fixture(autouse=True)
def nothing_remembered():
    """What was alike in an earlier test was of another world with the same numbers."""
    _forget()
    yield
    _forget()


def _forget():
    neighbours.nearest.cache.clear()
    neighbours.alike.cache.clear()


@pytest.fixture
def shelf(app, north, amina):
    """Four lessons that have the same in common; beside the first stand the others, newest first."""
    made = [
        lessons.published(north, amina, f"Quartzite {name}")
        for name in ("here", "alpha", "beta", "gamma")
    ]
    ids = [one.id for one in made]
    with app.app_context():
        search.changed("lesson", ids)
    yield made
    with app.app_context():
        engine().put([], drop=[("lesson", one) for one in ids])


@pytest.fixture
def similar(client, shelf):
    """Return the last words of what stands beside the first lesson, each with what is said of it."""

    def shown():
        page = client.get(f"/en/north/lessons/{shelf[0].id}")
        (found,) = page.all("ul", "similar")
        entries = [text_of(one) for one in found.iter("li")]
        return [entry.removeprefix("Quartzite ").split(" ", 1) for entry in entries]

    return shown


def taught(lesson, by, **values):
    return reported(lesson, by, taught_on=clock.now().date(), **values)


def test_without_reports_the_words_alone_decide(similar):
    assert similar() == [["gamma", "English"], ["beta", "English"], ["alpha", "English"]]


def test_what_was_taught_comes_first_and_says_how_often(similar, shelf, boris, eka):
    taught(shelf[1], boris)
    taught(shelf[1], eka)

    assert similar()[0] == ["alpha", "English · Taught 2 times"]
    assert [name for name, _said in similar()] == ["alpha", "gamma", "beta"]


def test_use_in_classes_like_mine_lifts_most_and_is_told_to_me_alone(
    client, similar, shelf, north, amina, boris, eka
):
    taught(lessons.published(north, amina, "Something else"), boris, level="primary")
    taught(shelf[1], eka, level="primary")
    taught(shelf[2], eka, level="vocational")

    client.sign_in(boris)
    assert similar()[0] == ["alpha", "English · Taught 1 time · 1 in a class like yours"]
    colleague = person(languages=boris.languages)
    place(colleague, north.id)
    client.sign_in(colleague)
    assert "like yours" not in str(similar())
    client.sign_out()
    assert [name for name, _said in similar()] == ["beta", "alpha", "gamma"]


def test_the_reasons_are_in_the_language_of_the_page(client, similar, shelf, boris):
    taught(shelf[1], boris)
    client.sign_in(boris)
    similar()

    page = client.get(f"/ar/north/lessons/{shelf[0].id}")

    assert "Taught" not in text_of(page.all("ul", "similar")[0])


def test_a_withdrawn_report_lifts_nothing(similar, shelf, boris):
    actions.withdraw(taught(shelf[1], boris), actor=boris)

    assert similar()[0] == ["gamma", "English"]


def test_what_has_more_in_common_stays_before_what_was_taught(shelf, visitor):
    for _person in range(10):
        taught(shelf[1], person())
    hits = [Hit("lesson", shelf[1].id, 1.0, "en"), Hit("lesson", shelf[2].id, MOST, "en")]

    assert [hit.id for hit, _words in search.lifted(visitor, hits)] == [shelf[2].id, shelf[1].id]


def test_it_costs_nothing_when_it_is_looked_at_again(client, shelf, boris, eka, query_count):
    taught(shelf[1], eka)
    address = f"/en/north/lessons/{shelf[0].id}"
    client.sign_in(boris).get(address)

    with query_count(6):
        client.get(address)
