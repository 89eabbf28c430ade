"""Issuers, badges and awards under addresses that stay, for machines and for browsers."""

import json

import pytest

from app.badges import awarding, issuing, queries, writing_down
from app.badges.models import BadgeStatus, Showing
from app.badges.openbadges import baking, checking, issuers, status
from app.kernel import clock
from app.kernel.db import session
from tests.factories.badges import awarded, badge, loaded, one_computer
from tests.factories.courses import ict, spring, tala
from tests.factories.portals import cove, north

__all__ = ["cove", "ict", "north", "one_computer", "spring", "tala"]

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
OUTPUTS = ("", ".json", ".jwt", ".png", ".svg", ".pdf", "/ob2", "/card.png")


@pytest.fixture
def award(app, one_computer, boris, tala):
    with app.app_context():
        return awarded(one_computer, boris, tala)


@pytest.fixture
def signed(app, award):
    """The credential and the token as they were signed."""
    with app.app_context():
        found = queries.by_ids([award.id])[0]
        return {"credential": found.credential, "jwt": found.jwt}


def headers(page):
    return page.response.headers


def is_open(page):
    return headers(page).get("Access-Control-Allow-Origin") == "*"


def is_not_sent_again(client, page):
    known = {"If-None-Match": headers(page)["ETag"]}
    return client.browser.get(page.response.request.path, headers=known).status_code == 304


def test_an_issuer_publishes_who_it_is_and_its_keys(client, award):
    profile = client.get("/issuers/north")
    document = client.get("/issuers/north/did.json")

    assert profile.json["id"] == "did:web:localhost:issuers:north" == document.json["id"]
    assert profile.json["name"] == "North"
    assert profile.response.mimetype == "application/ld+json"
    assert "Accept" in headers(profile)["Vary"]
    assert f"{document.json['id']}#key-1" in document.json["assertionMethod"]
    assert headers(document)["Cache-Control"] == "public, max-age=300"
    assert is_open(profile)
    assert is_open(document)


def test_a_browser_is_led_to_the_issuers_page_in_the_readers_language(client, award):
    french = BROWSER | {"Accept-Language": "fr"}

    client.get("/issuers/north", leads_to="/fr/issuers/north", headers=french)
    page = client.get("/en/issuers/north")

    assert page.h1 == "North"
    assert "did:web:localhost:issuers:north" in page.main


def test_an_issuer_publishes_itself_by_the_older_standard(client, award):
    page = client.get("/issuers/north/ob2")

    assert page.json["id"] == "http://localhost/issuers/north/ob2"
    assert page.json["type"] == "Issuer"
    assert is_open(page)


@pytest.mark.parametrize("slug", ["nobody", "North", "%00", "a" * 300])
@pytest.mark.parametrize("path", ["", "/did.json", "/status", "/ob2"])
def test_nobody_issues_under_another_name(client, award, slug, path):
    client.get(f"/issuers/{slug}{path}", 404)


def test_the_status_list_is_signed_and_tells_revocations(app, client, award, dana):
    before = client.get("/issuers/north/status")
    with app.app_context():
        awarding.revoke(loaded(award), "A mistake.", actor=dana)
        session.commit()
    after = client.get("/issuers/north/status")

    def is_revoked(page):
        return status.is_set(page.json["credentialSubject"]["encodedList"], award.status_index)

    assert not is_revoked(before)
    assert is_revoked(after)
    assert before.response.mimetype == "application/vc+ld+json"
    assert is_open(before)
    keys = issuers.keys_in(client.get("/issuers/north/did.json").json)
    found = checking.verify(after.json, keys=keys, now=clock.now())
    assert found.signature.code == "signature.valid"
    assert found.issuer.code == "issuer.holds_key"


def test_the_same_list_is_not_sent_again(client, award):
    first = client.get("/issuers/north/status")

    assert client.get("/issuers/north/status").html == first.html
    assert is_not_sent_again(client, first)


def test_after_a_change_of_keys_the_old_one_is_published_with_its_end(app, client, award):
    with app.app_context():
        issuing.rotate(queries.issuer("north"))
        session.commit()

    document = client.get("/issuers/north/did.json").json
    keys = issuers.keys_in(document)

    assert document["assertionMethod"] == [
        "did:web:localhost:issuers:north#key-2", "did:web:localhost:issuers:north#key-2-jwk",
    ]  # fmt: skip
    assert keys["did:web:localhost:issuers:north#key-1"].retired_at is not None


def test_a_badge_is_told_by_both_standards(client, one_computer):
    new = client.get(f"/badges/{one_computer.id}")
    old = client.get(f"/badges/{one_computer.id}/ob2")

    assert new.json["id"] == f"http://localhost/badges/{one_computer.id}"
    assert new.json["type"] == ["Achievement"]
    assert old.json["type"] == "BadgeClass"
    assert old.json["issuer"] == "http://localhost/issuers/north/ob2"
    assert is_open(new)
    assert is_open(old)


def test_a_badge_is_told_in_a_language_that_it_has(app, client, north, tala):
    with app.app_context():
        made = badge(north, tala)
        made.names = made.names | {"fr": "Un ordinateur"}
        made.criteria = made.criteria | {"fr": "Donner un cours."}
        session.flush()

    page = client.get(f"/badges/{made.id}?language=fr")

    assert page.json["name"] == "Un ordinateur"
    assert client.get(f"/badges/{made.id}?language=zz").json["name"] == "One computer"


def test_a_badge_answers_to_framework_items(app, client, north, tala):
    with app.app_context():
        made = badge(north, tala, alignments=("unesco-ict-cft-v3:KA.1", "nobody:X.1"))

    (item,) = client.get(f"/badges/{made.id}").json["alignment"]

    assert item["targetCode"] == "KA.1"
    assert item["targetFramework"].startswith("UNESCO ICT Competency Framework")


def test_a_browser_is_led_to_the_badges_page(client, one_computer):
    page = f"/en/north/badges/{one_computer.id}"

    client.get(f"/badges/{one_computer.id}", leads_to=page, headers=BROWSER)


def test_a_badge_is_seen(client, one_computer):
    png = client.get(f"/badges/{one_computer.id}/image.png")
    svg = client.get(f"/badges/{one_computer.id}/image.svg")

    assert png.response.get_data().startswith(b"\x89PNG")
    assert svg.response.get_data().startswith(b"<svg")
    assert headers(png)["Cache-Control"] == "public, max-age=3600"
    assert is_not_sent_again(client, png)


@pytest.mark.parametrize("path", ["", "/ob2", "/image.png", "/image.svg"])
def test_a_badge_of_a_closed_portal_and_a_draft_are_not_found(app, client, cove, tala, nadia, path):
    with app.app_context():
        closed = badge(cove, nadia, "Hidden")
        draft = badge(cove, nadia, "Draft")
        draft.status = BadgeStatus.DRAFT
        session.flush()

    for one in (closed, draft):
        client.get(f"/badges/{one.id}{path}", 404)
    client.sign_in(nadia)
    client.get(f"/badges/{closed.id}{path}")


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/vc+ld+json", "application/vc+ld+json"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/json"),
        ("*/*", "application/vc+ld+json"),
        ("application/unheard-of", "application/vc+ld+json"),
    ],
)
def test_a_credential_comes_as_it_was_signed(client, award, signed, accept, media_type):
    page = client.get(f"/awards/{award.uid}", headers={"Accept": accept})

    assert page.response.get_data() == signed["credential"].encode()
    assert page.response.mimetype == media_type
    assert "Accept" in headers(page)["Vary"]
    assert is_open(page)


def test_a_credential_comes_as_a_token(client, award, signed):
    accepted = client.get(f"/awards/{award.uid}", headers={"Accept": "application/vc+jwt"})
    named = client.get(f"/awards/{award.uid}.jwt")

    assert accepted.response.get_data(as_text=True) == signed["jwt"]
    assert named.response.get_data(as_text=True) == signed["jwt"]
    assert named.response.mimetype == "application/vc+jwt"


@pytest.mark.parametrize("form", ["png", "svg"])
def test_a_picture_carries_the_award(client, award, signed, form):
    named = client.get(f"/awards/{award.uid}.{form}").response.get_data()
    types = {"png": "image/png", "svg": "image/svg+xml"}
    accepted = client.get(f"/awards/{award.uid}", headers={"Accept": types[form]}).response

    found = baking.read(named)
    assert json.loads(found.credential) == json.loads(signed["credential"])
    assert json.loads(found.assertion)["id"] == f"http://localhost/awards/{award.uid}/ob2"
    assert accepted.mimetype == types[form]
    assert accepted.get_data() == named


def test_an_assertion_of_the_older_kind_leads_on_to_badge_and_issuer(client, award):
    assertion = client.get(f"/awards/{award.uid}/ob2").json
    local = len("http://localhost")
    badge_class = client.get(assertion["badge"][local:]).json
    issuer = client.get(badge_class["issuer"][local:]).json

    assert assertion["recipient"]["hashed"] is True
    assert assertion["verification"] == {"type": "HostedBadge"}
    assert badge_class["id"] == assertion["badge"]
    assert issuer["name"] == "North"


def test_a_revoked_assertion_is_gone_and_says_why(app, client, award, dana):
    with app.app_context():
        awarding.revoke(loaded(award), "A mistake.", actor=dana)
        session.commit()

    page = client.get(f"/awards/{award.uid}/ob2", 410)

    assert page.json["revoked"] is True
    assert page.json["revocationReason"] == "A mistake."
    assert is_open(page)
    picture = client.get(f"/awards/{award.uid}.png").response.get_data()
    assert baking.read(picture).assertion is None


def test_a_browser_is_led_to_the_page_in_the_readers_language(client, award, nadia):
    french = BROWSER | {"Accept-Language": "fr-CH, fr;q=0.9, en;q=0.8"}

    client.get(f"/awards/{award.uid}", leads_to=f"/fr/awards/{award.uid}", headers=french)
    assert "Accept" in headers(client.page)["Vary"]
    client.sign_in(nadia)
    client.get(f"/awards/{award.uid}", leads_to=f"/ar/awards/{award.uid}", headers=BROWSER)


def test_evidence_that_is_not_shown_is_not_told_by_the_older_standard(app, client, award):
    with app.app_context():
        kept = loaded(award)
        kept.evidence, kept.shows_evidence = [{"name": "My lesson"}], False
        session.commit()

    assert "evidence" not in client.get(f"/awards/{award.uid}/ob2").json


@pytest.fixture
def private(app, award):
    with app.app_context():
        loaded(award).showing = Showing.PRIVATE
        session.commit()
    return award


@pytest.mark.parametrize("form", OUTPUTS)
def test_a_private_award_is_not_found_by_others_in_any_form(
    client, private, boris, tala, amina, form
):
    address = f"/awards/{private.uid}{form}"

    client.get(address, 404)
    client.get(address, 404, headers=BROWSER)
    client.sign_in(amina).get(address, 404)
    for who in (boris, tala):
        page = client.sign_in(who).get(address)
        assert headers(page)["Cache-Control"] == "private, no-cache"
        assert not is_open(page)


@pytest.mark.parametrize("form", OUTPUTS)
def test_an_award_is_asked_for_each_time_or_not_much_later(client, award, form):
    page = client.get(f"/awards/{award.uid}{form}")

    assert headers(page)["Cache-Control"] in ("public, no-cache", "public, max-age=300")
    assert headers(page)["ETag"]


@pytest.mark.parametrize("uid", ["nothing-of-ours-here", "a", "..", "%00", "a" * 300])
@pytest.mark.parametrize("form", OUTPUTS)
def test_what_is_no_award_is_not_found(client, uid, form):
    client.get(f"/awards/{uid}{form}", 404)


def test_an_award_of_an_erased_account_names_nobody_and_proves_itself(app, client, award, boris):
    with app.app_context():
        awarding.forget(boris)
        session.commit()

    page = client.get(f"/awards/{award.uid}.json")

    assert boris.name not in page.html
    with app.app_context():
        keys = writing_down.verification_keys(queries.issuer("north"))
    assert (
        checking.verify(page.html, keys=keys, now=clock.now()).signature.code == "signature.valid"
    )
