"""Which portal an address names, and who comes in."""

import pytest

from app.accounts.models import Role
from app.kernel import converters
from tests.factories.people import person, place
from tests.factories.portals import portal

STEWARDS_PAGES = ["settings", "requests", "invitations"]


def test_a_closed_portal_does_not_exist_for_strangers(client, cove, eka):
    unknown = client.get("/en/nowhere/people", status=404).main

    assert client.get("/en/cove/people", status=404).main == unknown
    assert client.sign_in(eka).get("/en/cove/people", status=404).main == unknown
    client.post("/en/cove/membership", status=404)


@pytest.mark.parametrize("page", ["settings", "requests", "invitations", "departure"])
def test_visitors_learn_nothing_of_a_closed_portal_from_its_inner_pages(client, cove, page):
    unknown = client.get(f"/en/nowhere/{page}", leads_to="/en/sign-in").leads_to
    closed = client.get(f"/en/cove/{page}", leads_to="/en/sign-in").leads_to

    assert closed == unknown.replace("nowhere", "cove")


def test_a_closed_portal_is_there_for_its_members_and_the_network_steward(client, cove, nadia):
    gita = person("Second Gita", email="second@school.example")
    place(gita, cove.id)

    assert "Gita Rao" in client.sign_in(gita).get("/en/cove/people").main
    assert "Gita Rao" in client.sign_in(nadia).get("/en/cove/people").main


@pytest.mark.parametrize("path", ["/xx/north/people", "/EN/north/people", "/en/North/people"])
def test_an_address_in_no_locale_or_in_capitals_names_nothing(client, north, path):
    client.get(path, status=404)


@pytest.mark.parametrize(
    ("locale", "direction"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl"), ("ar-XB", "rtl")]
)
def test_a_portal_speaks_the_locale_of_the_address(client, north, locale, direction):
    page = client.get(f"/{locale}/north/people")

    assert (page.root.get("lang"), page.root.get("dir")) == (locale, direction)


@pytest.mark.parametrize("page", STEWARDS_PAGES)
def test_a_visitor_is_led_to_sign_in_and_back(client, north, page):
    found = client.get(f"/en/north/{page}", leads_to="/en/sign-in").leads_to

    assert f"next=/en/north/{page}" in found.replace("%2F", "/")


@pytest.mark.parametrize("page", STEWARDS_PAGES)
def test_the_desk_is_for_this_portals_stewards_alone(
    client, north, south, chidi, dana, nadia, page
):
    other = person("Steward of South")
    place(other, south.id, Role.STEWARD)

    client.sign_in(chidi).get(f"/en/north/{page}", status=403)
    client.sign_in(other).get(f"/en/north/{page}", status=403)
    client.sign_in(dana).get(f"/en/north/{page}")
    client.sign_in(nadia).get(f"/en/north/{page}")


def test_who_asks_and_where_and_what_is_unread_cost_three_statements(
    client, north, dana, query_count
):
    client.sign_in(dana).get("/en/north/settings")

    with query_count(3):
        client.get("/en/north/settings")


def test_no_portal_can_take_the_place_of_a_network_page(app):
    reserved = converters.reserved_words(app.url_map)

    assert {"sign-in", "sign-up", "invitations"} <= reserved
    assert not reserved & {"north", "<portal:portal>"}


def test_a_reserved_word_is_no_portal_even_if_one_has_the_name(client):
    portal("Invitations", slug="invitations")

    client.get("/en/invitations/people", status=404)


def test_rooms_are_listed_for_those_to_whom_they_are_open(client, north, amina, dana):
    assert "Settings" not in client.get("/en/north/people").links
    assert "Settings" not in client.sign_in(amina).get("/en/north/people").links
    links = client.sign_in(dana).get("/en/north/people").links
    assert links["People"] == "/en/north/people"
    assert links["Settings"] == "/en/north/settings"


def test_the_present_room_is_marked(client, north):
    page = client.get("/fr/north/people")

    (current,) = [a for a in page.all("a", "rooms__link") if a.get("aria-current")]
    assert current.get("href") == "/fr/north/people"
