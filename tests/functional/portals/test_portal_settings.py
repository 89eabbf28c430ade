"""The steward's page about a portal."""

import pytest

from app.portals.models import Joining
from tests.client import fresh


@pytest.fixture
def steward(client, north, dana):
    client.sign_in(dana).get("/en/north/settings")
    return client


def test_the_form_says_what_is_so(steward):
    form = steward.page.form("Save")

    assert form.values["texts-0-name"] == "North"
    assert form.values["texts-1-language"] == "fr"
    assert form.values["hue"] == "160"
    assert form.values["joining"] == "open"


def test_a_steward_changes_everything(steward, north):
    steward.submit(
        "Save",
        {
            "texts-0-name": "The North",
            "texts-0-description": "Where *it* snows",
            "texts-1-welcome": "Soyez les bienvenus",
            "hue": "40",
            "drawing": "hills",
            "locale": "fr",
            "time_zone": "Africa/Nairobi",
            "joining": "approval",
            "is_closed": "y",
        },
        leads_to="/en/north/settings",
    )

    assert "The portal is saved" in steward.follow().text
    saved = fresh(north)
    assert saved.names == {"en": "The North", "fr": "Le Nord"}
    assert saved.descriptions == {"en": "Where *it* snows"}
    assert saved.welcomes == {"fr": "Soyez les bienvenus"}
    assert (saved.hue, saved.drawing, saved.locale) == (40, "hills", "fr")
    assert (saved.time_zone, saved.joining) == ("Africa/Nairobi", Joining.APPROVAL)
    assert saved.is_closed
    assert saved.languages == ["en", "fr"]


def test_an_unchanged_form_changes_nothing(steward, north):
    before = {name: getattr(north, name) for name in ("names", "languages", "hue", "joining")}

    steward.submit("Save", leads_to="/en/north/settings")

    saved = fresh(north)
    assert {name: getattr(saved, name) for name in before} == before


def test_a_language_is_added_without_script(steward, north):
    page = steward.submit("Add this language", {"new_language": "sw"}, status=200)
    assert page.form("Save").values["texts-2-language"] == "sw"
    assert fresh(north).languages == ["en", "fr"]

    steward.submit("Save", {"texts-2-name": "Kaskazini"}, leads_to="/en/north/settings")

    saved = fresh(north)
    assert saved.languages == ["en", "fr", "sw"]
    assert saved.names["sw"] == "Kaskazini"


@pytest.mark.parametrize("tag", ["", "fr", "klingon-latin", "<b>"])
def test_only_a_language_that_exists_and_is_missing_is_added(steward, tag):
    page = steward.submit("Add this language", {"new_language": tag}, status=200)

    assert "texts-2-language" not in page.form("Save").names


def test_a_language_is_removed_and_what_was_typed_stays(steward, north):
    page = steward.submit("Remove Français", {"texts-0-name": "Northern"}, status=200)
    assert page.form("Save").values["texts-0-name"] == "Northern"

    steward.submit("Save", leads_to="/en/north/settings")

    saved = fresh(north)
    assert saved.names == {"en": "Northern"}
    assert saved.languages == ["en"]


def test_another_language_becomes_the_main_one(steward, north):
    steward.submit("Make Français the main language", status=200)

    steward.submit("Save", leads_to="/en/north/settings")

    assert fresh(north).languages == ["fr", "en"]


def test_a_language_may_have_texts_without_being_offered(client, north, dana):
    client.sign_in(dana).get("/en/north/settings")
    form = client.page.form("Save")
    sent = {name: value for name, value in form.values.items() if name != "texts-1-is_offered"}

    client.post("/en/north/settings", sent, leads_to="/en/north/settings")

    saved = fresh(north)
    assert (saved.languages, saved.names["fr"]) == (["en"], "Le Nord")


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        ({"texts-0-name": " ", "texts-1-name": ""}, "Give the portal a name"),
        ({"texts-0-language": "qq"}, "Choose languages from the list"),
        ({"hue": "7"}, "Colour"),
        ({"drawing": "unicorn"}, "Drawing"),
        ({"locale": "en-XA"}, "Language of the pages"),
        ({"time_zone": "Mars/Olympus"}, "Time zone"),
        ({"joining": "never"}, "Who becomes a member"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(steward, north, wrong, advice):
    page = steward.submit("Save", {"texts-1-welcome": "Soyez les bienvenus"} | wrong, status=422)

    assert advice in page.main
    assert "Soyez les bienvenus" in page.html
    assert fresh(north).names == {"en": "North", "fr": "Le Nord"}


def test_a_portal_offers_a_language(client, north, dana):
    client.sign_in(dana).get("/en/north/settings")
    values = client.page.form("Save").values
    sent = {name: value for name, value in values.items() if not name.endswith("is_offered")}

    page = client.post("/en/north/settings", sent, status=422)

    assert "Offer lessons in at least one language" in page.main


def test_a_colour_that_is_not_among_those_offered_stays(client, north, dana):
    north.hue = 77
    client.sign_in(dana).get("/en/north/settings")

    client.submit("Save", leads_to="/en/north/settings")

    assert fresh(north).hue == 77


def test_the_enter_key_saves(steward):
    first = next(iter(steward.page.form("Save").buttons))

    assert first == "Save"
