"""How far a lesson is seen, in every output: who may not see it finds no trace of it."""

import pytest

from app.kernel.db import session
from app.kernel.files import store
from app.lessons.content import MaterialContent
from app.lessons.models import Family
from tests.factories import lessons
from tests.factories.lessons import picture
from tests.factories.people import person

WORD = "Zwyrtka"
PEOPLE = ("visitor", "member", "chosen", "stranger", "moderator", "steward", "network")
EVERYONE = frozenset(PEOPLE)
OWN = frozenset({"member", "moderator", "steward", "network"})

SEEN = {
    ("network", "open"): EVERYONE,
    ("portal", "open"): OWN,
    ("chosen", "open"): OWN | {"chosen"},
    ("network", "closed"): OWN,
    ("portal", "closed"): OWN,
    ("chosen", "closed"): OWN,
    ("draft", "open"): frozenset(),
    ("withdrawn", "open"): frozenset({"moderator", "steward", "network"}),
}


@pytest.fixture
def cast(amina, boris, chidi, dana, eka, nadia):
    return {
        "visitor": None,
        "member": boris,
        "chosen": eka,
        "stranger": person("Nobody Known"),
        "moderator": chidi,
        "steward": dana,
        "network": nadia,
    }


class Hidden:
    """A lesson with a word that is nowhere else, and every place where it might be met."""

    def __init__(self, north, south, author, reach, door):
        north.is_closed = door == "closed"
        file = store(picture(), "gauge.png", author.id)
        material = MaterialContent(title=WORD, file_id=file.id)
        family = Family()
        session.add(family)
        session.flush()
        state = {"draft": lessons.draft, "withdrawn": lessons.withdrawn}.get(
            reach, lessons.published
        )
        self.lesson = state(
            north,
            author,
            f"{WORD} in the rain",
            language="fr",
            reach="network" if reach in ("draft", "withdrawn") else reach,
            portals=(south.id,) if reach == "chosen" else (),
            subjects=("music",),
            materials=(material,),
            family_id=family.id,
        )
        self.edition = lessons.published(south, author, "An edition", family_id=family.id)
        self.adapted = lessons.published(south, author, "Made from it")
        self.adapted.adapted_from_id = self.lesson.id
        self.author = author
        session.flush()
        here = f"/en/north/lessons/{self.lesson.id}"
        self.pages = (here, f"{here}/print", f"/api/v1/lessons/{self.lesson.id}")
        self.file = f"/files/{file.id}/gauge.png"
        self.mentions = (
            f"/en/people/{author.id}",
            f"/en/south/lessons/{self.edition.id}",
            f"/en/south/lessons/{self.adapted.id}",
            f"/en/south/lessons/{self.adapted.id}/print",
            f"/api/v1/lessons/{self.edition.id}",
            "/en/",
            "/sitemap.xml",
        )
        self.lists = ("/en/north/lessons/", "/en/north/", "/en/north/lessons/?subject=music")


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize(("reach", "door"), list(SEEN))
def test_a_lesson_is_met_by_whoever_it_is_meant_for_alone(
    client, north, south, amina, cast, reach, door, name
):
    hidden = Hidden(north, south, amina, reach, door)
    seen = name in SEEN[reach, door]
    browser = client.sign_in(cast[name]) if cast[name] else client

    for path in (*hidden.pages, hidden.file):
        page = browser.get(path, status=200 if seen else 404)
        assert (WORD in page.html) == (seen and path != hidden.file)
        page.response.get_data()
        page.response.close()
    listed = seen and reach != "withdrawn"
    for path in hidden.lists:
        status = 404 if door == "closed" and name not in OWN else 200
        assert (WORD in browser.get(path, status=status).html) == (listed and status == 200)
    for path in hidden.mentions:
        html = browser.get(path).html
        assert WORD not in html or seen
        assert f"north/lessons/{hidden.lesson.id}<" not in html or listed
        assert f'north/lessons/{hidden.lesson.id}"' not in html or seen
    if listed:
        assert WORD in browser.get(f"/en/south/lessons/{hidden.adapted.id}").html
        assert WORD in browser.get(f"/en/people/{amina.id}").html


def test_facets_count_only_what_one_may_see(client, north, south, amina, boris, eka):
    lessons.published(north, amina, subjects=("music",), reach="portal", language="fr")
    lessons.published(north, amina, subjects=("music",))

    def choices(page):
        return [" ".join("".join(e.itertext()).split()) for e in page.all("a", "facet__option")]

    assert "Music 1" in choices(client.get("/en/north/lessons/"))
    assert "Music 1" in choices(client.sign_in(eka).get("/en/north/lessons/"))
    page = client.sign_in(boris).get("/en/north/lessons/")
    assert "Music 2" in choices(page)
    assert "Français 1" in choices(page)


def test_machines_are_told_only_of_what_every_visitor_sees(client, north, amina, boris):
    shown = lessons.published(north, amina)
    members = lessons.published(north, amina, reach="portal")
    client.sign_in(boris)

    assert "ld+json" in client.get(f"/en/north/lessons/{shown.id}").html
    assert "ld+json" not in client.get(f"/en/north/lessons/{members.id}").html


def test_a_lesson_is_not_found_through_another_portals_address(client, lesson, south, amina):
    for browser in (client, client.sign_in(amina)):
        browser.get(f"/en/south/lessons/{lesson.id}", status=404)
        browser.get(f"/en/south/lessons/{lesson.id}/print", status=404)
    client.get(f"/en/south/lessons/{lesson.id}/edit", status=404)
    client.post(f"/en/south/lessons/{lesson.id}/withdrawal", status=404)


@pytest.mark.parametrize("number", ["0", "999999", "9" * 25, "-1"])
def test_a_number_that_is_no_lesson_is_not_found(client, north, number):
    client.get(f"/en/north/lessons/{number}", status=404)
    client.get(f"/api/v1/lessons/{number}", status=404)
    client.get(f"/files/{number}/x.png", status=404)
