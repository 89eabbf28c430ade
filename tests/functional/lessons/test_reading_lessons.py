"""Reading: the list with its facets, a lesson's page, on paper, for machines."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from app.kernel.db import session
from app.lessons import lists, neighbours
from app.lessons.content import StepContent
from app.lessons.models import Family
from app.search import Hit
from app.taxonomy import languages
from tests.client import text_of
from tests.factories import lessons
from tests.factories.lessons import link

LIST = "/en/north/lessons/"
MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)


def titles(page) -> list[str]:
    return [text_of(e) for e in page.root.iter() if "card__title" in e.get("class", "").split()]


def options(page) -> set[str]:
    return {text_of(e) for e in page.all("a", "facet__option")}


@pytest.fixture
def shelf(north, amina):
    """Three lessons that differ in all that a list narrows by."""
    return [
        lessons.published(north, amina, "Fractions", subjects=("mathematics",), at=MORNING),
        lessons.published(
            north, amina, "Les nuages", language="fr", subjects=("science", "geography"),
            devices="shared", at=MORNING + timedelta(days=1),
        ),
        lessons.published(
            north, amina, "La pluie", language="fr", levels=("upper-secondary",), devices=None,
            at=MORNING + timedelta(days=2),
        ),
    ]  # fmt: skip


def test_the_newest_lessons_come_first(client, shelf):
    assert titles(client.get(LIST)) == ["La pluie", "Les nuages", "Fractions"]


def test_facets_narrow_and_say_what_each_would_leave(client, shelf):
    page = client.get(LIST)
    assert {"Science 2", "Mathematics 1", "Geography 1", "Français 2", "English 1"} <= options(page)

    page = client.get(LIST + "?language=fr")
    assert titles(page) == ["La pluie", "Les nuages"]
    assert "Science 2" in options(page)
    assert not any("Mathematics" in option for option in options(page))

    page = client.get(LIST + "?language=fr&subject=geography")
    assert titles(page) == ["Les nuages"]
    away = next(a for a in page.all("a", "tag") if "Français" in text_of(a))
    assert titles(client.get(away.get("href"))) == ["Les nuages"]


def test_levels_and_devices_narrow_too(client, shelf):
    assert titles(client.get(LIST + "?level=upper-secondary")) == ["La pluie"]
    assert titles(client.get(LIST + "?devices=shared")) == ["Les nuages"]


def test_a_language_may_be_asked_for_by_its_old_code(client, north, amina):
    lessons.published(north, amina, "Hujan", language="id")

    assert titles(client.get(LIST + "?language=in")) == ["Hujan"]


@pytest.mark.parametrize(
    "query", ["devices=bogus", "subject=%00", "level=x", "language=%00", "language=", "colour=red"]
)
def test_a_choice_that_there_is_not_narrows_nothing(client, shelf, query):
    assert len(titles(client.get(f"{LIST}?{query}"))) == 3


def test_what_fits_nothing_leads_back_to_everything(client, shelf):
    page = client.get(LIST + "?language=fr&subject=mathematics")

    assert page.links["Show all lessons of this portal"] == LIST


def test_an_empty_portal_invites_the_first_lesson(client, north, amina):
    assert "Yours could be the first." in client.sign_in(amina).get(LIST).main


def test_a_long_list_is_paged_by_key_and_keeps_its_facets(client, north, amina, monkeypatch):
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    for number in range(5):
        at = MORNING + timedelta(days=number // 2)
        lessons.published(north, amina, f"Lesson {number}", at=at)

    first = client.get(LIST + "?language=en")
    second = client.get(first.links["Older"])
    third = client.get(second.links["Older"])
    back = client.get(third.links["Newer"])

    assert titles(first) + titles(second) + titles(third) == [
        f"Lesson {number}" for number in (4, 3, 2, 1, 0)
    ]
    assert titles(back) == titles(second)
    assert "Older" not in third.links
    assert "Newer" not in first.links
    assert "language=en" in second.links["Older"]


@pytest.mark.parametrize("cursor", ["x", "W10", "WzEsMl0", "%00", "bnVsbA", "W251bGwsbnVsbF0"])
def test_a_damaged_cursor_is_the_first_page(client, shelf, cursor):
    assert len(titles(client.get(f"{LIST}?after={cursor}"))) == 3
    assert len(titles(client.get(f"{LIST}?before={cursor}"))) == 3


def test_the_list_works_in_arabic(client, shelf):
    page = client.get("/ar/north/lessons/?language=fr")

    assert page.root.get("dir") == "rtl"
    assert titles(page) == ["La pluie", "Les nuages"]
    assert any(e.get("lang") == "fr" and e.get("dir") == "ltr" for e in page.root.iter())
    assert page.links["La pluie"].startswith("/ar/north/lessons/")


def test_my_lessons_are_mine_whatever_their_state(client, north, amina, boris):
    lessons.draft(north, amina, "A draft")
    lessons.withdrawn(north, amina, "Taken back")
    lessons.published(north, amina, "Out")
    lessons.draft(north, boris, "Not hers")

    page = client.sign_in(amina).get(LIST + "mine")

    assert set(titles(page)) == {"A draft", "Taken back", "Out"}


def test_nobody_has_lessons_at_first(client, north, amina):
    assert "What did you teach this week?" in client.sign_in(amina).get(LIST + "mine").main


def test_a_lesson_shows_all_that_was_said(client, north, amina):
    lesson = lessons.published(
        north, amina, supplies=("bottles", "scissors"), keywords=("weather",),
        materials=(link("Clouds", author="Noor", licence="CC-BY-SA-4.0", step=1),),
    )  # fmt: skip

    page = client.get(f"/en/north/lessons/{lesson.id}")

    for words in (
        "50 min in 2 steps", "bottles", "No devices.", "measure rainfall to the millimetre",
        "weather", "Ages 9–12", "CC BY 4.0", "Build the gauge", "groups", "Clouds",
        "Noor · CC BY-SA 4.0",
    ):  # fmt: skip
        assert words in page.text, words
    assert page.all("em")


def test_on_paper_every_credit_is_there(client, north, amina, boris):
    parent = lessons.published(north, boris, "The first gauge")
    lesson = lessons.published(
        north, amina,
        materials=(link("Clouds", author="Noor", licence="CC-BY-SA-4.0", credit="Atlas, 1932"),),
        origin={"identifier": "o-1", "attribution": "Open Lessons", "url": "https://example.org/"},
    )  # fmt: skip
    lesson.adapted_from_id = parent.id

    page = client.get(f"/en/north/lessons/{lesson.id}/print")

    for credit in (
        "“Rain in a bottle” by Amina Diallo, CC BY 4.0.", "Open Lessons", "Noor", "CC BY-SA 4.0",
        "Atlas, 1932", "Based on “The first gauge” by Борис Петров.",
        f"http://localhost/en/north/lessons/{lesson.id}",
    ):  # fmt: skip
        assert credit in page.text, credit
    assert not page.all("nav")


def test_machines_read_a_learning_resource(client, north, amina):
    lesson = lessons.published(
        north, amina, "Title </script>", at=MORNING, origin={
            "identifier": "o-1", "attribution": "Open Lessons", "url": "https://example.org/",
        },
    )  # fmt: skip
    page = client.get(f"/en/north/lessons/{lesson.id}")

    (script,) = [e for e in page.root.iter("script") if e.get("type") == "application/ld+json"]
    said = json.loads(script.text)

    assert said["@type"] == "LearningResource"
    assert said["name"] == "Title </script>"
    assert said["timeRequired"] == "PT50M"
    assert said["typicalAgeRange"] == "9-12"
    assert said["datePublished"] == "2026-03-02"
    assert (said["creditText"], said["isBasedOn"]) == ("Open Lessons", "https://example.org/")
    assert said["license"].startswith("https://creativecommons.org/licenses/by/4.0")


def test_editions_lead_to_each_other(client, north, south, amina):
    family = Family()
    session.add(family)
    session.flush()
    first = lessons.published(north, amina, family_id=family.id)
    other = lessons.published(south, amina, "Hujan", language="id", family_id=family.id)

    page = client.get(f"/en/north/lessons/{first.id}")
    api = client.get(f"/api/v1/lessons/{first.id}").json

    assert page.links[languages.own_name("id")] == f"/en/south/lessons/{other.id}"
    assert api["editions"] == {"id": f"http://localhost/en/south/lessons/{other.id}"}


def test_similar_lessons_are_those_one_may_see(client, north, amina, boris, monkeypatch):
    first = lessons.published(north, amina)
    members = lessons.published(north, amina, "For members", reach="portal")
    open_to_all = lessons.published(north, amina, "For all")
    hits = tuple(Hit("lesson", one.id, 1.0, "en") for one in (members, open_to_all))
    monkeypatch.setattr(neighbours.search, "similar", lambda *_args, **_more: hits)
    neighbours.nearest.cache.clear()
    neighbours.alike.cache.clear()

    assert "For all" in client.get(f"/en/north/lessons/{first.id}").links
    assert "For members" not in client.page.links
    assert "For members" in client.sign_in(boris).get(f"/en/north/lessons/{first.id}").links


def test_programs_read_a_whole_lesson(client, north, amina):
    lesson = lessons.published(
        north, amina, materials=(link("Clouds"),), origin={"identifier": "o-7"}
    )

    said = client.get(f"/api/v1/lessons/{lesson.id}").json

    assert (said["type"], said["id"], said["identifier"]) == ("lesson", lesson.id, "o-7")
    assert said["url"] == f"http://localhost/en/north/lessons/{lesson.id}"
    assert said["steps"][0] == {
        "title": "Build the gauge", "minutes": 40, "grouping": "groups",
        "html": "<p>Cut the bottle <em>carefully</em>.</p>",
    }  # fmt: skip
    assert said["materials"][0]["url"] == "https://example.org/clouds"
    assert (said["minutes"], said["devices"], said["subjects"]) == (50, "none", ["science"])


def test_a_program_is_told_of_what_is_not_there(client, north, amina):
    lesson = lessons.draft(north, amina)

    response = client.get(f"/api/v1/lessons/{lesson.id}", status=404).response

    assert response.mimetype == "application/problem+json"
    assert response.json["status"] == 404


@pytest.mark.parametrize("many", [20, 60])
def test_a_list_costs_the_same_however_long_it_is(client, north, amina, query_count, many):
    for number in range(many):
        lessons.published(north, amina, f"Lesson {number}", subjects=("music", "science"))
    client.sign_in(amina).get(LIST)

    with query_count(5):
        client.get(LIST)


@pytest.mark.parametrize("many", [1, 12])
def test_a_lesson_costs_the_same_however_much_is_in_it(client, north, amina, query_count, many):
    lesson = lessons.published(
        north, amina,
        steps=tuple(StepContent(f"Step {n}") for n in range(many)),
        materials=tuple(link(f"Link {n}") for n in range(many)),
        subjects=("music", "science", "art"),
    )  # fmt: skip
    client.sign_in(amina).get(f"/en/north/lessons/{lesson.id}")

    with query_count(6):
        client.get(f"/en/north/lessons/{lesson.id}")
