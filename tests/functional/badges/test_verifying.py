"""The verifier: ours and foreign, by both standards, and whatever else somebody brings."""

import json
from datetime import timedelta
from io import BytesIO

import pytest

from app.accounts import throttle
from app.badges import awarding
from app.badges.models import Showing
from app.badges.openbadges import baking, issuers, keys, signing, status
from app.badges.openbadges.encoding import identity_hash
from app.badges.verifying import reaching
from app.kernel import clock, fetching
from app.kernel.db import session
from tests.factories import openbadges as made
from tests.factories.badges import awarded, badge, loaded, one_computer
from tests.factories.courses import ict, spring, tala
from tests.factories.portals import north
from tests.neighbour import certificate, served
from tests.unit.badges.pictures import a_png

__all__ = ["ict", "north", "one_computer", "spring", "tala"]

GENUINE = "This badge is genuine, and it counts today."
SOMEBODY_ELSES = "This badge is genuine, but it belongs to somebody else."
BAD = "Do not rely on this badge."
UNSURE = "Not everything about this badge could be checked."


@pytest.fixture
def award(app, one_computer, boris, tala):
    with app.app_context():
        return awarded(one_computer, boris, tala)


@pytest.fixture
def check(client):
    """Bring something to the verifier."""

    def brought(given="", *, file=None, address="", email="", status=200):
        client.get("/en/verify")
        text = given if isinstance(given, str) else json.dumps(given)
        sent = {"text": text, "address": address, "email": email}
        if file is not None:
            sent["file"] = (BytesIO(file), "badge")
        return client.submit("Check", sent, status=status)

    return brought


def answers(page):
    """What is said of each question, in a word."""
    return [" ".join(e.itertext()).strip() for e in page.all("p", "finding__outcome")]


def verdict(page):
    return next(" ".join(e.itertext()) for e in page.all("h2") if e.get("id") == "verdict")


YES, NO, OPEN = "Yes, proven", "No", "Could not be checked"


@pytest.mark.parametrize("form", ["", ".json", ".jwt", ".png", ".svg"])
def test_one_of_ours_is_proven_in_every_form(client, check, award, form):
    accept = {"Accept": "application/json"}
    content = client.get(f"/awards/{award.uid}{form}", headers=accept).response.get_data()

    page = check(file=content)

    assert verdict(page) == GENUINE
    assert answers(page) == [YES, YES, YES, YES, OPEN]
    assert page.links["Its page here"] == f"/en/awards/{award.uid}"
    assert "What nobody can know from it" in page.main


@pytest.mark.parametrize("path", ["/awards/{}", "/awards/{}.json", "/fr/awards/{}", "/awards/{}#a"])
def test_one_of_ours_is_proven_by_its_address(check, award, path):
    page = check(address="http://localhost" + path.format(award.uid))

    assert verdict(page) == GENUINE


def test_an_assertion_of_ours_by_the_older_standard_is_proven(client, check, award):
    assertion = client.get(f"/awards/{award.uid}/ob2").json

    page = check(assertion)

    assert verdict(page) == GENUINE
    assert "Open Badges 2.0" in page.main
    assert verdict(check(assertion | {"issuedOn": "2020-01-01T00:00:00Z"})) == BAD


def test_whose_it_is_can_be_asked(client, check, award, boris):
    content = client.get(f"/awards/{award.uid}.json").response.get_data()
    assertion = client.get(f"/awards/{award.uid}/ob2").response.get_data()

    for one in (content, assertion):
        assert answers(check(file=one, email=boris.email.upper()))[-1] == YES
        page = check(file=one, email="eka@school.example")
        assert verdict(page) == SOMEBODY_ELSES
        assert answers(page)[-1] == NO


def test_one_changed_word_is_seen(client, check, award):
    document = client.get(f"/awards/{award.uid}.json").json

    page = check(document | {"name": "Another badge"})

    assert verdict(page) == BAD
    assert answers(page)[:2] == [NO, OPEN]


def test_a_revoked_one_says_why(app, client, check, award, dana):
    content = client.get(f"/awards/{award.uid}.png").response.get_data()
    with app.app_context():
        awarding.revoke(loaded(award), "It was somebody else’s work.", actor=dana)
        session.commit()

    page = check(file=content)

    assert verdict(page) == BAD
    assert answers(page) == [YES, YES, YES, NO, OPEN]
    assert "It was somebody else’s work." in page.main
    assert verdict(check(address=f"http://localhost/awards/{award.uid}/ob2")) == BAD


def test_an_expired_one_is_told(app, client, check, north, tala, boris, later):
    with app.app_context():
        given = awarded(badge(north, tala, valid_days=30), boris, tala)
    content = client.get(f"/awards/{given.uid}.jwt").response.get_data(as_text=True)
    later(timedelta(days=31))

    page = check(content)

    assert "Its time is over." in page.main


def test_the_file_of_a_private_award_is_checked_but_its_address_leads_nowhere(
    app, client, check, award
):
    content = client.get(f"/awards/{award.uid}.json").response.get_data()
    with app.app_context():
        loaded(award).showing = Showing.PRIVATE
        session.commit()

    page = check(file=content)

    assert verdict(page) == GENUINE
    assert "Its page here" not in page.links
    check(address=f"http://localhost/awards/{award.uid}", status=422)
    assert check({"id": f"http://localhost/awards/{award.uid}/ob2", "type": "Assertion"})
    assert "Nothing stands at the address" in client.page.main


def test_what_is_brought_leaves_no_trace_and_stays_in_the_form(client, check, award):
    page = check("nothing that is a badge", email="boris@school.example", status=422)

    assert "There is no badge in it that we can read." in page.main
    assert page.form("Check").values["text"] == "nothing that is a badge"
    assert page.form("Check").values["email"] == "boris@school.example"


def test_something_must_be_brought(check):
    assert "Choose a file" in check(status=422).main
    assert "not an e-mail address" in check("{}", email="nobody", status=422).main
    assert "begins with https://" in check(address="ftp://a.example/", status=422).main


def test_an_award_leads_to_the_verifier_with_its_address(client, award):
    client.get(client.get(f"/en/awards/{award.uid}").links["Check this award"])

    assert client.page.form("Check").values["address"] == f"http://localhost/awards/{award.uid}"
    client.get("/verify", leads_to="/fr/verify", headers={"Accept-Language": "fr"})


# Others' badges by the new standard


def foreign(at, *, did=None, key=None, revoked=(), **changes):
    """An award that somebody signed whose keys stand in their name, and their status list."""
    own = key or keys.generate()
    name = did or keys.did_key(own.public_key())
    method = f"{name}#{name.removeprefix('did:key:')}" if did is None else f"{name}#k1"
    signer = keys.SigningKey(method, own)
    award = made.award(
        issuer=made.issuer(id=name),
        status=made.StatusEntry(list_url=f"{at}/list", index=5),
        issued_at=clock.now() - timedelta(days=2),
        **changes,
    )
    issued = next(signing.issue([award], signer, signed_at=clock.now()))
    listed = status.list_credential(
        f"{at}/list", issuer=name, revoked=revoked, valid_from=clock.now() - timedelta(days=1)
    )
    return issued, signing.prove(listed, signer, signed_at=clock.now())


def page_of(document, status=200):
    return (status, {"Content-Type": "application/json"}, json.dumps(document).encode())


@pytest.mark.parametrize("form", ["document", "jwt"])
def test_a_foreign_one_is_proven_with_keys_and_list_of_its_issuer(check, form):
    with served() as (at, server):
        issued, listed = foreign(at)
        server.pages["/list"] = page_of(listed)

        page = check(getattr(issued, form), email=made.AMINA)

    assert verdict(page) == GENUINE
    assert answers(page) == [YES] * 5
    assert at.removeprefix("http://") in page.main


def test_a_foreign_one_that_was_revoked_is_told(check):
    with served() as (at, server):
        issued, listed = foreign(at, revoked=[5])
        server.pages["/list"] = page_of(listed)

        assert verdict(check(issued.document)) == BAD


def test_a_list_out_of_reach_leaves_it_open(check):
    with served() as (at, _server):
        page = check(foreign(at)[0].document)

    assert verdict(page) == UNSURE
    assert answers(page)[3] == OPEN


def test_a_foreign_list_signed_by_another_does_not_count(check):
    with served() as (at, server):
        issued, _listed = foreign(at)
        server.pages["/list"] = page_of(foreign(at)[1])

        assert verdict(check(issued.document)) == BAD


def test_an_issuer_named_by_its_address_publishes_its_keys_there(check):
    own = keys.generate()
    with served() as (at, server):
        issued, listed = foreign(at, did=f"{at}/issuer", key=own)
        method = {"id": f"{at}/issuer#k1", "type": "Multikey", "controller": f"{at}/issuer",
                  "publicKeyMultibase": keys.multikey(own.public_key())}  # fmt: skip
        profile = {"id": f"{at}/issuer", "verificationMethod": [method],
                   "assertionMethod": [method["id"]]}  # fmt: skip
        server.pages |= {"/list": page_of(listed), "/issuer": page_of(profile)}

        assert verdict(check(issued.document)) == GENUINE
        server.pages["/issuer"] = page_of(profile | {"id": f"{at}/other"})
        assert answers(check(issued.document))[0] == OPEN
        server.pages["/issuer"] = (200, {}, b"<html>")
        assert answers(check(issued.document))[0] == OPEN


def test_an_issuer_named_by_its_site_publishes_its_keys_there(check, tmp_path, monkeypatch):
    server_side, trusting = certificate(tmp_path)
    monkeypatch.setattr(fetching, "_trust", lambda: trusting)
    own = keys.generate()
    with served(tls=server_side) as (at, server):
        did = f"did:web:localhost%3A{server.server_port}:issuers:them"
        issued, listed = foreign(at, did=did, key=own)
        public = keys.VerificationKey(public=own.public_key())
        document = issuers.did_document(did, {f"{did}#k1": public})
        server.pages |= {"/issuers/them/did.json": page_of(document), "/list": page_of(listed)}

        assert verdict(check(issued.document)) == GENUINE
        assert verdict(check(issued.jwt)) == GENUINE
        ended = keys.VerificationKey(
            public=own.public_key(), retired_at=clock.now() - timedelta(days=1)
        )
        document = issuers.did_document(did, {f"{did}#k1": ended})
        server.pages["/issuers/them/did.json"] = page_of(document)
        assert "had given that key up" in check(issued.document).main


def test_keys_out_of_reach_leave_it_open(check):
    issued, _listed = foreign("http://127.0.0.1:9", did="did:web:10.0.0.7")

    page = check(issued.document)

    assert verdict(page) == UNSURE
    assert answers(page)[:2] == [OPEN, OPEN]
    assert "keys could not be had" in page.main


def test_nobody_signs_in_our_name(client, check, award):
    forged, _listed = foreign("http://localhost", did="did:web:localhost:issuers:north")

    page = check(forged.document)

    assert verdict(page) != GENUINE
    assert answers(page)[:2] != [YES, YES]


def test_a_foreign_picture_is_fetched_from_its_address(check):
    with served() as (at, server):
        issued, listed = foreign(at)
        picture = baking.bake(a_png(), baking.Baked(credential=json.dumps(issued.document)))
        server.pages |= {
            "/list": page_of(listed), "/b.png": (200, {"Content-Type": "image/png"}, picture),
        }  # fmt: skip

        assert verdict(check(address=f"{at}/b.png")) == GENUINE
        assert "Nothing could be had" in check(address=f"{at}/none", status=422).main


def test_a_presentation_is_unwrapped(check):
    with served() as (at, server):
        issued, listed = foreign(at)
        server.pages["/list"] = page_of(listed)
        wrapped = {"type": "VerifiablePresentation", "verifiableCredential": [issued.document]}

        assert verdict(check(wrapped)) == GENUINE


# Others' badges by the older standard


def hosted(at, **changes):
    recipient = {"type": "email", "hashed": True, "salt": "s",
                 "identity": identity_hash(made.AMINA, "s")}  # fmt: skip
    assertion = {
        "@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": f"{at}/a",
        "recipient": recipient, "badge": f"{at}/b", "issuedOn": "2024-05-01T00:00:00Z",
        "verification": {"type": "HostedBadge"},
    }  # fmt: skip
    badge = {"type": "BadgeClass", "id": f"{at}/b", "name": "Chalk", "description": "Draws.",
             "issuer": f"{at}/i"}  # fmt: skip
    issuer = {"type": "Issuer", "id": f"{at}/i", "name": "The neighbours", "url": at}
    pages = {"/a": page_of(assertion), "/b": page_of(badge), "/i": page_of(issuer)}
    return assertion | changes, pages


def test_a_hosted_one_is_proven_by_what_stands_at_its_address(check):
    with served() as (at, server):
        assertion, server.pages = hosted(at)
        page = check(assertion, email=made.AMINA)
        by_address = check(address=f"{at}/a")
        in_picture = check(f"{at}/a")

    assert verdict(page) == GENUINE
    assert answers(page) == [YES] * 5
    assert "The neighbours" in page.main
    assert verdict(by_address) == verdict(in_picture) == GENUINE
    assert "end when that site does" in page.main


def test_what_counts_is_what_is_hosted(check):
    with served() as (at, server):
        assertion, server.pages = hosted(at)
        mine = identity_hash("eka@school.example", "s")
        forged = assertion | {"recipient": assertion["recipient"] | {"identity": mine}}
        page = check(forged, email="eka@school.example")

    assert verdict(page) == BAD
    assert answers(page)[0] == NO
    assert answers(page)[-1] == NO


def test_a_site_speaks_for_its_own_issuers_alone(check):
    with served() as (at, server):
        assertion, server.pages = hosted(at)
        issuer = {"type": "Issuer", "id": "https://ministry.example/i", "name": "The ministry"}
        badge = {"type": "BadgeClass", "id": f"{at}/b", "name": "Chalk", "issuer": issuer}
        server.pages["/b"] = page_of(badge)
        page = check(assertion)

    assert answers(page)[1] == NO
    assert verdict(page) == BAD


def test_words_that_only_the_copy_has_are_not_shown(check):
    with served() as (at, server):
        assertion, server.pages = hosted(at)
        page = check(assertion | {"evidence": [{"name": "A prize"}]})

    assert verdict(page) == GENUINE
    assert "Other words in it differ" in page.main
    assert "A prize" not in " ".join(" ".join(e.itertext()) for e in page.all("dl"))


@pytest.mark.parametrize("code", [200, 410])
def test_a_hosted_one_that_was_revoked_says_why(check, code):
    with served() as (at, server):
        assertion, server.pages = hosted(at)
        gone = {"id": f"{at}/a", "revoked": True, "revocationReason": "By mistake"}
        server.pages["/a"] = page_of(gone, code)
        page = check(assertion)

    assert verdict(page) == BAD
    assert "By mistake" in page.main


def test_what_is_hosted_nowhere_is_not_proven(check):
    with served() as (at, server):
        assertion, _pages = hosted(at)
        assert answers(check(assertion))[0] == NO
        server.pages["/a"] = (500, {}, b"")
        assert answers(check(assertion))[0] == OPEN
        assert answers(check(assertion | {"id": "urn:uuid:1"}))[0] == OPEN


# Whatever else somebody brings

SVG = b'<svg xmlns="http://www.w3.org/2000/svg">%s</svg>'
DEEP = 20_000
HOSTILE = {
    "empty object": b"{}",
    "a list": b"[1]",
    "a number": b"1",
    "a null byte": b"\0",
    "not UTF-8": b"\xff\xfe{}",
    "deep": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "deep list": b'{"credentialSubject":' + b"[" * DEEP + b"]" * DEEP + b"}",
    "a great number": b'{"credentialSubject":{},"id":' + b"9" * 5_000 + b"}",
    "NaN": b'{"credentialSubject":{},"x":NaN}',
    "half a letter": b'{"credentialSubject":{},"name":"\\ud800"}',
    "half a salt": b'{"credentialSubject":{"identifier":[{"hashed":true,"salt":"\\udfff"}]}}',
    "half a JWT": b"eyJhbGciOiJub25lIn0.e30.",
    "dots": b"...",
    "a web page": b"<!doctype html><html><body>badge</body></html>",
    "many laughs": b'<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + SVG % b"&b;",
    "an outside entity": b'<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG % b"&a;",
    "an empty SVG": SVG % b"",
    "an SVG with an address": SVG % (
        b'<a:assertion xmlns:a="http://openbadges.org" verify="http://169.254.169.254/latest"/>'
    ),
    "a PNG cut short": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "an address": b"http://127.0.0.1:22/",
    "wrong shapes": json.dumps({
        "credentialSubject": [["a"]], "issuer": [1], "proof": 7, "credentialStatus": [[]],
        "evidence": {"id": ["javascript:alert(1)"]}, "type": {}, "id": {}, "validFrom": [],
    }).encode(),
    "wrong proof": json.dumps({
        "credentialSubject": {"achievement": {"name": {"@value": 3}}}, "@context": [{}],
        "proof": {"cryptosuite": "eddsa-rdfc-2022", "verificationMethod": {"a": 1}},
    }).encode(),
    "a DID of nobody": json.dumps({
        "credentialSubject": {}, "issuer": "did:web:", "@context": [],
        "proof": {"cryptosuite": "eddsa-rdfc-2022", "verificationMethod": "did:web:a%2F..%2Fb#k"},
    }).encode(),
    "a key of nobody": json.dumps({
        "credentialSubject": {}, "issuer": "did:key:z", "@context": [],
        "proof": {"cryptosuite": "eddsa-rdfc-2022", "verificationMethod": "did:key:z6Mk0O"},
    }).encode(),
    "a wrong assertion": json.dumps({
        "type": ["Assertion"], "id": "http://[", "badge": [[]], "recipient": [1, 2],
        "issuedOn": 10 ** 18, "expires": {}, "evidence": [{"id": 1}], "verify": "x",
    }).encode(),
    "an issuer of ours that is none": json.dumps({
        "credentialSubject": {}, "issuer": "did:web:localhost:issuers:%00", "@context": [],
        "proof": {"cryptosuite": "eddsa-rdfc-2022",
                  "verificationMethod": "did:web:localhost:issuers:%00#key-1"},
    }).encode(),
    "an assertion of ours that is none": json.dumps({
        "type": "Assertion", "id": "http://localhost/awards/nothing-at-all/ob2",
    }).encode(),
    "the far future": json.dumps({
        "credentialSubject": {}, "validFrom": "0001-01-01T00:00:00+23:59",
        "validUntil": "9999-12-31T23:59:59-23:59",
    }).encode(),
    "a list of ours far out": json.dumps({
        "credentialSubject": {}, "issuer": "did:web:localhost:issuers:north",
        "credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": "revocation",
                             "statusListCredential": "http://localhost/issuers/north/status",
                             "statusListIndex": "9" * 40},
    }).encode(),
}  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("email", ["", "boris@school.example"])
def test_nothing_that_somebody_brings_breaks_it(client, award, content, email):
    client.get("/en/verify")
    sent = {"file": (BytesIO(content), "badge"), "email": email}
    token = client.page.form("Check").values["csrf_token"]

    answer = client.browser.post("/en/verify", data=sent | {"csrf_token": token})

    assert answer.status_code in (200, 422), answer.text[:500]
    assert GENUINE not in answer.text
    assert "javascript:" not in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost.localdomain:22/", "http://[::1]/", "http://10.0.0.7/",
        "http://169.254.169.254/latest/meta-data", "http://a:b@example.org/", "http://[", "https://",
        "http://localhost/en/", "http://localhost/awards/", "http://localhost/awards/x%00",
    ],
)  # fmt: skip
def test_no_address_but_of_the_public_network_is_asked(check, address):
    check(address=address, status=422)


def test_others_are_asked_only_so_often_for_one_badge(check):
    with served() as (at, server):
        assertion, server.pages = hosted(at)
        server.pages["/a"] = (302, {"Location": "/a"}, b"")
        check(assertion)

    assert len(server.seen) <= 4


def test_who_asks_without_end_has_to_wait(client, check, monkeypatch):
    monkeypatch.setitem(throttle.PER_ACCOUNT, throttle.Deed.VERIFICATION, 2)

    check("{}", status=422)
    check("{}", status=422)
    check("{}", status=429)


def test_nothing_is_held_while_others_are_asked(app, check, monkeypatch):
    """On SQLite one writer would keep all others out for as long as a stranger's site takes."""
    seen = []
    monkeypatch.setattr(
        reaching, "fetch", lambda url, **more: seen.append(session().in_transaction()) or 1 / 0
    )

    with pytest.raises(ZeroDivisionError):
        reaching.Reach().fetched("https://example.org/")
    assert seen == [False]
