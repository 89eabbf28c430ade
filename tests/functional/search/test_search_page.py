"""The page of results, as people meet it."""

import pytest

from app import search
from app.kernel import db
from app.lessons.models import Lesson
from app.search.embedded import Embedded
from tests.factories.lessons import published
from tests.factories.portals import cove, north

__all__ = ["cove", "north"]

TITLES = {
    "en": "Rain in a bottle",
    "fr": "Pluie en bouteille",
    "es": "Lluvia en botella",
    "de": "Regen in der Flasche",
}


@pytest.fixture
def rain(app, north, cove, amina, tmp_path, monkeypatch):
    """One lesson in four languages; the German one only members of Cove may see."""
    monkeypatch.setitem(app.extensions, "search", Embedded(tmp_path / "search"))
    family = None
    made = {}
    for language, title in TITLES.items():
        portal = cove if language == "de" else north
        made[language] = published(portal, amina, title, language=language, family_id=family)
        family = made[language].family_id
    with app.app_context():
        search.changed("lesson", [lesson.id for lesson in made.values()])
    return {language: lesson.id for language, lesson in made.items()}


def editions(page):
    """Return where the languages beside the hits lead."""
    return {a.get("lang"): a.get("href") for a in page.all("a", "tag--line")}


def test_a_hit_leads_to_its_editions_but_not_to_hidden_ones(client, rain):
    page = client.get("/en/search?q=rain+bottle+pluie+lluvia+regen")

    assert "Rain in a bottle" in page.main
    assert editions(page) == {
        "fr": f"/en/north/lessons/{rain['fr']}",
        "es": f"/en/north/lessons/{rain['es']}",
    }


def test_an_edition_that_was_withdrawn_since_is_not_led_to(client, rain):
    db.session.get_one(Lesson, rain["fr"]).withdraw()
    db.session.commit()

    page = client.get("/en/search?q=rain+bottle+pluie+lluvia")

    assert editions(page).keys() == {"es"}


def test_who_reads_no_such_language_gets_the_edition_in_theirs(client, rain):
    page = client.get("/fr/search?q=lluvia+botella")

    assert "Pluie en bouteille" in page.main
    assert page.all("mark") == []
