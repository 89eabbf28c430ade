"""Awards and badges for programs."""

import pytest

from app.badges import awarding
from app.badges.models import BadgeStatus, Showing
from app.kernel.db import session
from tests.factories.badges import awarded, badge, loaded, one_computer
from tests.factories.courses import ict, spring, tala
from tests.factories.people import person
from tests.factories.portals import cove, north, south

__all__ = ["cove", "ict", "north", "one_computer", "south", "spring", "tala"]


@pytest.fixture
def public(app, one_computer, boris, tala):
    with app.app_context():
        given = awarded(one_computer, boris, tala)
        given.showing = Showing.PUBLIC
        session.commit()
    return given


def test_an_award_leads_to_each_of_its_forms(client, public, boris):
    found = client.get(f"/api/v1/awards/{public.uid}").json

    assert found["state"] == "valid"
    assert found["holder"] == boris.name
    assert found["badge"]["name"] == "One computer"
    assert set(found["links"]) == {
        "credential", "jwt", "open_badges_2", "image", "certificate", "page",
    }  # fmt: skip
    for name, address in found["links"].items():
        assert address.startswith("http://localhost/"), name
        client.get(address.removeprefix("http://localhost"))


def test_only_what_is_shown_to_everyone_is_listed(app, client, one_computer, tala, public):
    with app.app_context():
        for showing in (Showing.LINK, Showing.PRIVATE):
            given = awarded(one_computer, person(), tala)
            given.showing = showing
        session.commit()

    found = client.get("/api/v1/awards").json

    assert [one["id"] for one in found["results"]] == [public.uid]
    assert found["next"] is None


def test_the_list_goes_on(app, client, one_computer, tala, query_count):
    with app.app_context():
        for _number in range(5):
            awarded(one_computer, person(), tala).showing = Showing.PUBLIC
        session.commit()

    with query_count(5):
        first = client.get("/api/v1/awards?limit=3").json
    second = client.get(first["next"].removeprefix("http://localhost")).json

    uids = [one["id"] for one in first["results"] + second["results"]]
    assert len(set(uids)) == 5
    assert second["next"] is None


def test_a_private_award_is_not_found_by_others(app, client, public, amina, boris):
    with app.app_context():
        loaded(public).showing = Showing.PRIVATE
        session.commit()

    client.get(f"/api/v1/awards/{public.uid}", 404)
    client.sign_in(amina).get(f"/api/v1/awards/{public.uid}", 404)
    client.sign_in(boris).get(f"/api/v1/awards/{public.uid}")
    assert client.get("/api/v1/awards").json["results"] == []


def test_a_revoked_award_says_why_and_an_erased_holder_is_nobody(app, client, public, dana, boris):
    with app.app_context():
        awarding.revoke(loaded(public), "A mistake.", actor=dana)
        awarding.forget(boris)
        session.commit()

    found = client.get(f"/api/v1/awards/{public.uid}").json

    assert (found["state"], found["revocation_reason"]) == ("revoked", "A mistake.")
    assert found["holder"] is None


def test_badges_are_listed_by_portal(app, client, one_computer, south, nadia):
    with app.app_context():
        other = badge(south, nadia, "Of the south")

    both = client.get("/api/v1/badges").json["results"]
    one = client.get("/api/v1/badges?portal=south").json["results"]

    assert [found["name"] for found in both] == ["Of the south", "One computer"]
    assert [found["id"] for found in one] == [other.id]
    assert one[0]["page"].endswith(f"/south/badges/{other.id}")
    assert client.get("/api/v1/badges?portal=nowhere").json["results"] == []
    client.get("/api/v1/badges?portal=%00", 422)
    client.get("/api/v1/awards/%00", 404)


def test_drafts_and_badges_of_closed_portals_are_not_listed(app, client, cove, north, nadia, tala):
    with app.app_context():
        badge(cove, nadia, "Hidden")
        badge(north, tala, "Draft").status = BadgeStatus.DRAFT
        session.commit()

    assert client.get("/api/v1/badges").json["results"] == []
    assert client.get("/api/v1/badges?portal=cove").json["results"] == []


def test_an_award_of_a_closed_portal_does_not_lead_into_it(app, client, cove, nadia, boris):
    with app.app_context():
        given = awarded(badge(cove, nadia, "Of the cove"), boris, nadia)

    found = client.get(f"/api/v1/awards/{given.uid}").json["badge"]

    assert found["page"] is None
    assert found["portal"] is None
    page = client.get(f"/en/awards/{given.uid}")
    assert "What it stands for, and who can earn it" not in page.links
    assert "All badges of this portal" not in client.get("/en/issuers/cove").links
