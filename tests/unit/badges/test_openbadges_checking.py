"""What is told of a badge that somebody hands in."""

import copy
import json
import time
from datetime import timedelta

import jwt
import pytest

from app.badges.openbadges import checking, credentials, errors, issuers, keys, signing, status
from app.badges.openbadges.checking import Outcome
from tests.factories import openbadges as made


@pytest.fixture
def key():
    return made.key()


@pytest.fixture
def verify(key):
    """Verify with what a verifier knows of North; each test changes one thing."""

    def verify(presented, **changes):
        values = {
            "keys": made.known(key),
            "now": made.NOW,
            "lists": {made.LIST: made.status_list(key)},
            "recipient": made.AMINA,
        }
        return checking.verify(presented, **values | changes)

    return verify


@pytest.fixture(params=["document", "text", "jwt"])
def form(request):
    """Each of the forms in which the same award travels."""
    forms = {
        "document": lambda issued: issued.document,
        "text": lambda issued: json.dumps(issued.document).encode(),
        "jwt": lambda issued: issued.jwt,
    }
    return forms[request.param]


def codes(found) -> dict[str, str]:
    return {check.code.partition(".")[0]: check.code for check in found.checks}


def test_an_award_holds(key, verify, form):
    found = verify(form(made.issued(key)))

    assert codes(found) == {
        "signature": "signature.valid", "issuer": "issuer.holds_key", "dates": "dates.current",
        "status": "status.in_force", "recipient": "recipient.matches",
    }  # fmt: skip
    assert found.is_proven
    assert found.signed_at == made.ISSUED


def test_what_was_not_asked_is_not_called_proven(key, verify, form):
    found = verify(form(made.issued(key)), lists={}, recipient=None)

    assert (found.status.outcome, found.status.code) == (Outcome.NOT_CHECKED, "status.unavailable")
    assert (found.recipient.outcome, found.recipient.code) == (
        Outcome.NOT_CHECKED, "recipient.not_asked",
    )  # fmt: skip
    assert not found.is_proven
    assert not found.failures


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("name",), "Another"),
        (("credentialSubject", "achievement", "name"), "ICT J"),
        (("credentialSubject", "identifier", 0, "salt"), "salt-6"),
        (("validUntil",), "2091-01-01T00:00:00Z"),
        (("issuer", "name"), "South"),
        (("credentialStatus", "statusListIndex"), "6"),
        (("proof", "created"), "2025-05-01T12:00:01Z"),
        (("proof", "proofPurpose"), "authentication"),
        (("proof", "proofValue"), "z11"),
        (("evidence",), []),
    ],
)
def test_whatever_is_changed_the_signature_fails(key, verify, place, value):
    document = copy.deepcopy(made.issued(key).document)
    assert verify(document).is_proven
    *path, last = place
    target = document
    for step in path:
        target = target[step]
    target[last] = value

    found = verify(document)

    assert found.signature.code == "signature.mismatch"
    assert found.issuer.code == "issuer.signature_failed"
    assert not found.is_proven


def test_json_that_hides_what_was_signed_is_refused(key, verify):
    document = made.issued(key, expires_at=made.RETIRED).document
    assert verify(document).dates.code == "dates.expired"
    hidden = dict(document)
    ends = {"type": "http://www.w3.org/2001/XMLSchema#dateTime", "@value": hidden.pop("validUntil")}
    hidden["https://www.w3.org/2018/credentials#validUntil"] = ends

    found = verify(hidden)

    assert found.dates.code == "dates.current"
    assert found.signature.code == "signature.says_more"
    assert not found.is_proven


def test_what_the_signature_does_not_cover_is_refused(key, verify):
    document = made.issued(key).document | {"note": "issued by the minister"}

    found = verify(document)

    assert found.signature.code == "signature.says_more"


@pytest.mark.parametrize("other", ["key", "method"])
def test_a_key_of_somebody_else(key, verify, other):
    stranger = made.key() if other == "key" else made.key("unheard-of")

    found = verify(made.issued(stranger).document)

    expected = {"key": "signature.mismatch", "method": "signature.unknown_key"}
    assert found.signature.code == expected[other]
    assert not found.is_proven


def test_nobody_issues_in_the_name_of_another(verify, form):
    south = keys.SigningKey("did:web:south.example#k1", keys.generate())

    found = verify(form(made.issued(south)), keys=made.known(south))

    assert found.signature.code == "signature.valid"
    assert found.issuer.code == "issuer.other_key"
    assert not found.is_proven


def test_a_retired_key_counts_for_what_it_signed_before(key, verify, form):
    retired = made.known(key, retired_at=made.RETIRED)

    before = verify(form(made.issued(key)), keys=retired)
    after = verify(form(made.issued(key, signed_at=made.LATER)), keys=retired)
    that_moment = verify(form(made.issued(key, signed_at=made.RETIRED)), keys=retired)

    assert before.is_proven
    assert after.signature.code == "signature.retired_key"
    assert that_moment.signature.code == "signature.retired_key"
    assert not after.is_proven


def test_a_key_does_not_count_before_its_time(key, verify, form):
    young = {key.method: keys.VerificationKey(public=key.public, valid_from=made.RETIRED)}

    assert (
        verify(form(made.issued(key)), keys=young).signature.code == "signature.key_not_yet_valid"
    )


def test_dates(key, verify, form):
    issued = form(made.issued(key, expires_at=made.RETIRED))

    assert verify(issued, now=made.BEGAN).dates.code == "dates.not_yet"
    assert verify(issued, now=made.ISSUED).dates.code == "dates.current"
    assert verify(issued, now=made.RETIRED).dates.code == "dates.expired"
    assert verify(issued, now=made.RETIRED).signature.code == "signature.valid"


@pytest.mark.parametrize("written", [None, "soon", "2025-05-01", "2025-05-01T12:00:00", 7])
def test_dates_that_are_none(key, verify, written):
    unsigned = credentials.credential(made.award()) | {"validFrom": written}
    token = jwt.encode(unsigned, key.private, "EdDSA", headers={"kid": key.kid})

    found = verify(token)

    assert found.dates.code == "dates.unreadable"
    assert found.signature.code == "signature.undated"


def test_a_revoked_award(key, verify, form):
    lists = {made.LIST: made.status_list(key, 5)}

    revoked = verify(form(made.issued(key, number=5)), lists=lists)
    other = verify(form(made.issued(key, number=6)), lists=lists)

    assert revoked.status.code == "status.revoked"
    assert revoked.signature.code == "signature.valid"
    assert revoked.failures == (revoked.status,)
    assert other.status.code == "status.in_force"


def test_an_award_that_cannot_be_revoked_says_so(key, verify):
    found = verify(made.issued(key, status=None).document)

    assert (found.status.outcome, found.status.code) == (Outcome.NOT_CHECKED, "status.absent")
    assert found.is_proven


def test_a_list_proves_itself(key, verify):
    document = made.issued(key).document
    south = keys.SigningKey("did:web:south.example#k1", keys.generate())
    listed = made.status_list(key)
    theirs = signing.prove(
        status.list_credential(
            made.LIST, issuer="did:web:south.example", revoked=[], valid_from=made.ISSUED
        ),
        south,
        signed_at=made.ISSUED,
    )
    changed = copy.deepcopy(listed)
    changed["credentialSubject"]["encodedList"] = status.encode([])[:-4] + "AAAA"
    elsewhere = f"{made.SITE}/status/2"

    def told(given, known=None, **lists):
        known = known or made.known(key) | made.known(south)
        return verify(document, keys=known, lists={made.LIST: given}).status.code

    assert told(listed) == "status.in_force"
    assert told(made.status_list(made.key())) == "status.unproven"
    assert told(theirs) == "status.unproven"
    assert told(changed) == "status.unproven"
    assert told(signing.prove(status.list_credential(
        elsewhere, issuer=made.DID, revoked=[], valid_from=made.ISSUED), key,
        signed_at=made.ISSUED)) == "status.unproven"  # fmt: skip
    assert told(made.status_list(key, valid_until=made.RETIRED)) == "status.outdated"
    assert told("no list") == "status.unreadable"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"statusListIndex": "131072"}, "status.unreadable"),
        ({"statusListIndex": "-1"}, "status.unreadable"),
        ({"statusListIndex": "five"}, "status.unreadable"),
        ({"statusPurpose": "suspension"}, "status.unreadable"),
        ({"type": "1EdTechRevocationList"}, "status.unsupported"),
    ],
)
def test_entries_that_point_nowhere(key, verify, changes, code):
    unsigned = credentials.credential(made.award())
    unsigned["credentialStatus"] = unsigned["credentialStatus"] | changes

    assert verify(signing.token(unsigned, key, made.ISSUED)).status.code == code


@pytest.mark.parametrize("asked", ["amina@example.org", "Amina@Example.org ", "AMINA@EXAMPLE.ORG"])
def test_it_is_of_this_mail_address(key, verify, asked):
    assert verify(made.issued(key).document, recipient=asked).recipient.code == "recipient.matches"


def test_it_is_of_somebody_else(key, verify, form):
    found = verify(form(made.issued(key)), recipient="boris@example.org")

    assert found.recipient.code == "recipient.differs"
    assert not found.is_proven


def test_it_is_of_a_did(key, verify):
    hers = made.Recipient(id="did:web:amina.example", name="amina@example.org")
    document = made.issued(key, recipient=hers).document

    assert verify(document, recipient="did:web:amina.example").is_proven
    assert verify(document).recipient.code == "recipient.differs"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"proof": None}, "signature.missing"),
        ({"proof": []}, "signature.missing"),
        ({"proof": {"type": "Ed25519Signature2018"}}, "signature.unsupported"),
        ({"@context": "https://example.org/context"}, "signature.unknown_context"),
        ({"@context": [{"name": "urn:name:x"}]}, "signature.unknown_context"),
    ],
)
def test_what_cannot_be_checked_is_named(key, verify, changes, code):
    found = verify(made.issued(key).document | changes)

    assert found.signature.code == code
    assert not found.is_proven


def test_of_two_proofs_none_is_chosen(key, verify):
    document = made.issued(key).document
    two = document | {"proof": [document["proof"], document["proof"]]}
    one = document | {"proof": [{"type": "Ed25519Signature2018"}, document["proof"]]}

    assert verify(two).signature.code == "signature.unsupported"
    assert verify(one).signature.code == "signature.valid"


def test_a_jwt_is_checked_by_the_kind_of_its_key(key, verify):
    unsigned = credentials.credential(made.award())
    raw = key.public.public_bytes_raw()
    none = jwt.encode(unsigned, None, "none", headers={"kid": key.kid})
    symmetric = jwt.encode(unsigned, raw, "HS256", headers={"kid": key.kid})

    assert verify(none).signature.code == "signature.mismatch"
    assert verify(symmetric).signature.code == "signature.mismatch"


def test_a_jwt_that_contradicts_its_credential_is_refused(key, verify):
    unsigned = credentials.credential(made.award())
    claims = {**unsigned, "iss": made.DID, "jti": unsigned["id"], "nbf": 0, "iat": 1746100800}
    token = jwt.encode(claims, key.private, "EdDSA", headers={"kid": key.kid})

    assert verify(token).signature.code == "signature.claims_differ"


def test_a_jwt_of_the_older_form_is_read(key, verify):
    inner = credentials.credential(made.award())
    inner["issuanceDate"], inner["expirationDate"] = inner.pop("validFrom"), inner.pop("validUntil")
    claims = {"vc": inner, "iss": made.DID, "iat": int(made.ISSUED.timestamp())}
    token = jwt.encode(claims, key.private, "EdDSA", headers={"kid": key.kid})

    assert verify(token).is_proven


@pytest.mark.parametrize(
    "presented",
    [
        "", "badge", "{", "[]", '"a"', b"\xff\xfe", "a.b.c", "eyJhbGciOiJFZERTQSJ9..",
        "[" * 100_000, '{"a":' * 40_000, "{" + " " * 300_000,
    ],
)  # fmt: skip
def test_what_is_no_credential_is_unreadable(verify, presented):
    with pytest.raises(errors.Unreadable):
        verify(presented)


def test_strange_members_fail_and_do_not_crash(key, verify):
    strange = [None, 7, "x", [], [[]], {"id": None}, [7], {"@id": []}]
    document = made.issued(key).document
    for member in ("issuer", "validFrom", "validUntil", "credentialStatus", "credentialSubject",
                   "proof", "@context", "id", "type"):  # fmt: skip
        for value in strange:
            assert not verify(document | {member: value}).is_proven or member == "type"


def test_a_graph_made_to_stall_us_is_given_up(key, verify):
    nodes = [f"_:n{number}" for number in range(24)]
    knot = [{"id": each, "type": ["Evidence"], "name": [{"id": other} for other in nodes]}
            for each in nodes]  # fmt: skip
    document = made.issued(key).document | {"evidence": knot}

    begun = time.process_time()
    found = verify(document)

    assert time.process_time() - begun < 20
    assert found.signature.outcome is Outcome.FAILED


def test_keys_are_found_in_what_an_issuer_publishes(key, verify, form):
    published = issuers.did_document(made.DID, made.known(key, retired_at=made.RETIRED))

    known = issuers.keys_in(json.loads(json.dumps(published)))

    assert verify(form(made.issued(key)), keys=known).signature.code == "signature.valid"
    late = verify(form(made.issued(key, signed_at=made.LATER)), keys=known)
    assert late.signature.code == "signature.retired_key"


def test_keys_change_within_a_second_and_nothing_signed_in_it_is_lost(key, verify, form):
    second = made.ISSUED + timedelta(milliseconds=100)
    changed = made.ISSUED + timedelta(milliseconds=400)
    after = made.ISSUED + timedelta(milliseconds=900)
    new = made.key("k2")
    ours = made.known(key, retired_at=changed) | {
        new.method: keys.VerificationKey(public=new.public, valid_from=changed)
    }
    published = issuers.keys_in(issuers.did_document(made.DID, ours))

    for known in (ours, published):
        old = form(made.issued(key, signed_at=second))
        young = form(made.issued(new, signed_at=after))
        assert verify(old, keys=known).signature.code == "signature.valid"
        assert verify(young, keys=known).signature.code == "signature.valid"
