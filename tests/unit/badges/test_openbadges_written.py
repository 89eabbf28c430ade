"""Awards, badges and issuers as the standards write them."""

import ast
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from openbadgeslib.ob3 import OB3LdpVerifier, OpenBadgeCredential
from openbadgeslib.ob3.contexts import load_context

from app.badges import openbadges
from app.badges.openbadges import (
    checking,
    contexts,
    credentials,
    errors,
    hosted,
    issuers,
    keys,
    signing,
)
from app.badges.openbadges.contexts import CREDENTIALS, OPEN_BADGES
from app.badges.openbadges.values import Endorsement, Evidence, Recipient, StatusEntry, Text
from tests.factories import openbadges as made


def test_a_credential_says_what_the_award_says():
    written = credentials.credential(made.award())

    assert written["@context"] == [CREDENTIALS, OPEN_BADGES]
    assert written["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert (written["validFrom"], written["validUntil"]) == (
        "2025-05-01T12:00:00Z", "2090-01-01T00:00:00Z",
    )  # fmt: skip
    assert written["issuer"]["id"] == "did:web:staffroom.example:issuers:north"
    badge = written["credentialSubject"]["achievement"]
    assert badge["criteria"]["narrative"] == "Teach *one* lesson."
    assert badge["alignment"][0]["targetCode"] == "TL.1"
    assert badge["tag"] == ["ict", "basics"]
    assert "amina@example.org" not in str(written)


def test_it_is_written_in_the_language_that_was_asked_for():
    french = credentials.credential(made.award(language="fr"))
    unknown = credentials.credential(made.award(language="sw"))

    assert french["name"] == "TIC I"
    badge = french["credentialSubject"]["achievement"]
    assert badge["inLanguage"] == "fr"
    assert [(other["id"], other["inLanguage"]) for other in badge["related"]] == [
        (f"{made.SITE}/badges/7?language=ar", "ar"), (f"{made.SITE}/badges/7?language=en", "en"),
    ]  # fmt: skip
    assert unknown["name"] == "ICT I"


def test_nothing_is_said_that_is_not_known():
    bare = made.award(
        issuer=made.issuer(email=None, image=None, description=None), evidence=(), status=None,
        expires_at=None, recipient=Recipient(id="did:web:amina.example"),
        achievement=made.badge(criteria_url=None, image=None, alignments=(), tags=()),
    )  # fmt: skip
    written = credentials.credential(bare)

    assert not {"validUntil", "evidence", "credentialStatus"} & set(written)
    assert set(written["credentialSubject"]) == {"id", "type", "achievement"}
    assert set(written["issuer"]) == {"id", "type", "name", "url"}


def test_co_issuers_are_named():
    ministry = made.issuer(id="did:web:ministry.example", name="Ministry of Education")

    written = credentials.credential(made.award(issuer=made.issuer(co_issuers=(ministry,))))

    assert written["issuer"]["name"] == "North · Ministry of Education"


def test_another_reader_of_the_standard_accepts_it():
    key = made.key()
    issued = made.issued(key)

    read = OB3LdpVerifier(pubkey_pem=key.public).verify(issued.document, check_status=False)

    assert isinstance(read, OpenBadgeCredential)
    assert (read.id, read.achievement.name) == (f"{made.SITE}/awards/5", "ICT I")
    assert len(read.achievement.alignments) == 2


@pytest.mark.parametrize(
    "make",
    [
        lambda: made.issuer(url="/north"),
        lambda: made.issuer(image="north.png"),
        lambda: made.badge(id="badges/7"),
        lambda: made.badge(image="javascript:alert(1)"),
        lambda: made.badge(criteria_url="https://exa mple.org"),
        lambda: made.badge(language="sw"),
        lambda: made.badge(criteria_url=None, texts={"en": Text(name="a", description="b")}),
        lambda: made.award(id="5"),
        lambda: Evidence(url="lessons/12"),
        Recipient,
        lambda: Recipient(id="amina"),
        lambda: Recipient.of_email("amina@example.org", ""),
        lambda: StatusEntry(list_url="https://a.example/1", index=-1),
    ],
)
def test_what_would_not_be_signed_is_refused(make):
    with pytest.raises(errors.Invalid):
        make()


def test_a_moment_without_zone_is_refused():
    with pytest.raises(errors.Invalid):
        credentials.credential(made.award(issued_at=made.ISSUED.replace(tzinfo=None)))


def test_an_endorsement():
    written = credentials.endorsement(
        Endorsement(id=f"{made.SITE}/endorsements/1", issuer=made.issuer(), about=made.badge().id,
                    comment="We ask for it.", issued_at=made.ISSUED)
    )  # fmt: skip

    assert "EndorsementCredential" in written["type"]
    assert written["credentialSubject"] == {
        "id": f"{made.SITE}/badges/7", "type": ["EndorsementSubject"],
        "endorsementComment": "We ask for it.",
    }  # fmt: skip


def test_a_did_document_keeps_old_keys_and_signs_with_live_ones():
    old, new = made.key("k1"), made.key("k2")
    document = issuers.did_document(
        made.DID, made.known(old, retired_at=made.RETIRED) | made.known(new)
    )

    methods = {method["id"]: method for method in document["verificationMethod"]}
    assert set(methods) == {old.method, old.kid, new.method, new.kid}
    assert document["assertionMethod"] == [new.method, new.kid]
    assert methods[old.method]["expires"] == "2025-09-01T00:00:00Z"
    assert keys.from_multikey(methods[new.method]["publicKeyMultibase"]) == new.public
    assert keys.from_jwk(methods[new.kid]["publicKeyJwk"]) == new.public
    assert "expires" not in methods[new.method]


def test_the_did_names_the_address_of_its_document():
    assert issuers.did_web("localhost:8000", "north") == "did:web:localhost%3A8000:issuers:north"


def test_only_an_issuers_own_keys_are_read_from_its_document():
    mine, theirs = made.key(), keys.SigningKey("did:web:south.example#k1", keys.generate())
    document = issuers.did_document(made.DID, made.known(mine))
    foreign = issuers.did_document("did:web:south.example", made.known(theirs))
    document["verificationMethod"] += [*foreign["verificationMethod"], None, {"id": "#x"}, {}]
    document["verificationMethod"] += [
        method | {"controller": made.DID} for method in foreign["verificationMethod"]
    ]
    document["assertionMethod"] += foreign["assertionMethod"] + ["#x", None]

    assert set(issuers.keys_in(document)) == {mine.method, mine.kid}


def test_relative_and_embedded_methods_are_read():
    key = made.key()
    method = {"id": "#k1", "type": "Multikey", "publicKeyMultibase": keys.multikey(key.public)}

    assert set(issuers.keys_in({"id": made.DID, "assertionMethod": [method]})) == {key.method}
    assert not issuers.keys_in({"id": made.DID, "verificationMethod": [method]})


def test_a_hosted_assertion_has_what_the_standard_requires():
    written = hosted.assertion(made.award(), url=f"{made.SITE}/ob2/5", badge=f"{made.SITE}/ob2/7")

    required = {"@context", "type", "id", "recipient", "badge", "verification", "issuedOn"}
    assert required <= set(written)
    assert written["recipient"]["identity"].startswith("sha256$")
    assert written["recipient"]["salt"] == "salt-5"
    assert written["verification"] == {"type": "HostedBadge"}
    of_did = made.award(recipient=Recipient(id="did:web:amina.example"))
    other = hosted.assertion(of_did, url=f"{made.SITE}/ob2/5", badge=f"{made.SITE}/ob2/7")
    assert other["recipient"] == {
        "type": "url",
        "hashed": False,
        "identity": "did:web:amina.example",
    }


def test_a_badge_class_and_its_issuer_have_what_the_standard_requires():
    badge = hosted.badge_class(made.badge(), url=f"{made.SITE}/ob2/7", issuer=f"{made.SITE}/ob2/n")
    issuer = hosted.issuer_profile(made.issuer(), url=f"{made.SITE}/ob2/n")

    assert {"id", "type", "name", "description", "image", "criteria", "issuer"} <= set(badge)
    assert {"id", "type", "name", "url", "email"} <= set(issuer)
    assert [other["@language"] for other in badge["related"]] == ["ar", "fr"]
    assert hosted.revoked(f"{made.SITE}/ob2/5", "by mistake")["revoked"] is True


def test_no_context_is_fetched():
    with pytest.raises(errors.UnknownContext):
        contexts.load("https://example.org/context")


def test_the_shipped_contexts_are_those_that_others_ship():
    shared = [
        name for name in contexts.FILES if "openbadges/v2" not in name and "/did/" not in name
    ]

    assert all(contexts.context(address) == load_context(address) for address in shared)


def test_one_module_knows_the_libraries():
    home = Path(openbadges.__file__).parent
    knows = {
        path.name
        for path in home.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [a.name for a in node.names]
        )
        if name.partition(".")[0] in ("openbadgeslib", "pyld", "jwt")
    }

    assert knows == {"signing.py"}


def test_many_awards_are_signed_at_once():
    key = made.key()
    awards = [made.award(number) for number in range(100)]

    begun = time.process_time()
    issued = list(signing.issue(awards, key, signed_at=made.ISSUED))

    assert len({each.document["proof"]["proofValue"] for each in issued}) == 100
    assert time.process_time() - begun < 10


def test_several_threads_sign_and_check_at_once():
    key = made.key()

    def work(number):
        document = made.issued(key, number=number).document
        return checking.verify(document, keys=made.known(key), now=made.NOW).signature.code

    with ThreadPoolExecutor(6) as threads:
        assert set(threads.map(work, range(60))) == {"signature.valid"}
