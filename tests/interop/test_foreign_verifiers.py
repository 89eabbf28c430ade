"""What we issue holds for those who never heard of us, and only what we issued."""

import base64
import copy
import json

import pytest

from app.badges.openbadges import baking, credentials, hosted, issuers, signing
from app.badges.openbadges.values import Endorsement
from tests.factories import openbadges as made
from tests.unit.badges.pictures import a_png


@pytest.fixture
def key():
    return made.key()


@pytest.fixture
def did(key):
    return issuers.did_document(made.DID, made.known(key))


def said(answers) -> list[bool]:
    return [answer["ok"] for answer in answers]


def test_an_award_is_verified_in_both_forms(foreign, key, did):
    issued = made.issued(key)

    answers = foreign(
        ("proof", issued.document), ("jwt", issued.jwt),
        did=did, lists={made.LIST: made.status_list(key, 6)},
    )  # fmt: skip

    assert [answer["said"] for answer in answers] == [issued.document["id"]] * 2, answers
    assert said(answers) == [True, True]


def test_in_any_script_and_with_the_least_that_an_award_says(foreign, key, did):
    arabic = made.issued(key, language="ar").document
    bare = made.issued(
        key,
        recipient=made.Recipient(id="did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH"),
        achievement=made.badge(criteria_url=None, image=None, alignments=(), tags=()),
        issuer=made.issuer(email=None, image=None, description=None),
        expires_at=None, evidence=(), status=None,
    )  # fmt: skip

    answers = foreign(
        ("proof", arabic), ("proof", bare.document), ("jwt", bare.jwt),
        did=did, lists={made.LIST: made.status_list(key)},
    )  # fmt: skip

    assert said(answers) == [True, True, True], answers


def test_one_changed_byte_is_refused(foreign, key, did):
    issued = made.issued(key)
    changed = copy.deepcopy(issued.document)
    changed["credentialSubject"]["achievement"]["name"] = "ICT J"
    header, payload, signature = issued.jwt.split(".")
    at = len(payload) // 2
    letter = "A" if payload[at] != "A" else "B"
    token = f"{header}.{payload[:at]}{letter}{payload[at + 1 :]}.{signature}"

    answers = foreign(
        ("proof", issued.document), ("proof", changed), ("jwt", issued.jwt), ("jwt", token),
        did=did, lists={made.LIST: made.status_list(key)},
    )  # fmt: skip

    assert said(answers) == [True, False, True, False], answers
    assert "signature" in answers[1]["said"].lower()


def test_a_revoked_award_is_refused(foreign, key, did):
    revoked, other = made.issued(key, number=5), made.issued(key, number=6)

    answers = foreign(
        ("proof", revoked.document), ("jwt", revoked.jwt), ("proof", other.document),
        did=did, lists={made.LIST: made.status_list(key, 5)},
    )  # fmt: skip

    assert said(answers) == [False, False, True], answers
    assert [answer["said"] for answer in answers[:2]] == ["revoked", "revoked"]


def test_a_list_that_somebody_else_signed_does_not_count(foreign, key, did):
    forged = made.status_list(made.key())

    answers = foreign(("proof", made.issued(key).document), did=did, lists={made.LIST: forged})

    assert said(answers) == [False], answers


def test_a_retired_key_counts_for_what_it_signed_before(foreign, key):
    new = made.key("k2")
    did = issuers.did_document(made.DID, made.known(key, retired_at=made.RETIRED) | made.known(new))
    before, after = made.issued(key), made.issued(key, signed_at=made.LATER)

    answers = foreign(
        ("proof", before.document), ("jwt", before.jwt),
        ("proof", after.document), ("jwt", after.jwt),
        did=did, lists={made.LIST: made.status_list(new, signed_at=made.LATER)},
    )  # fmt: skip

    assert said(answers) == [True, True, False, False], answers


def test_an_endorsement_holds_alone_and_inside_an_award(foreign, key, did):
    given = Endorsement(
        id=f"{made.SITE}/endorsements/1", issuer=made.issuer(), about=made.badge().id,
        comment="We ask for this badge.", issued_at=made.ISSUED,
    )  # fmt: skip
    signed = signing.prove(credentials.endorsement(given), key, signed_at=made.ISSUED)
    issued = made.issued(key, achievement=made.badge(endorsements=(signed,)))

    answers = foreign(
        ("proof", signed), ("proof", issued.document),
        did=did, lists={made.LIST: made.status_list(key)},
    )  # fmt: skip

    assert said(answers) == [True, True], answers


def test_both_sides_mean_the_same_by_a_credential(foreign):
    unsigned = credentials.credential(made.award(language="ar"))

    (answer,) = foreign(("canonize", unsigned))

    assert answer["said"] == signing.canonical(unsigned).decode()


def test_hosted_badges_and_profiles_say_only_what_their_contexts_know(foreign):
    award, badge = made.award(), made.badge()
    documents = [
        hosted.assertion(award, url=f"{made.SITE}/ob2/5", badge=f"{made.SITE}/ob2/badges/7",
                         image=f"{made.SITE}/awards/5.png"),
        hosted.revoked(f"{made.SITE}/ob2/5", "Awarded by mistake"),
        hosted.badge_class(badge, url=f"{made.SITE}/ob2/badges/7", issuer=f"{made.SITE}/ob2/north"),
        hosted.badge_class(badge, url=f"{made.SITE}/ob2/badges/7", issuer=f"{made.SITE}/ob2/north",
                           language="fr"),
        hosted.issuer_profile(made.issuer(), url=f"{made.SITE}/ob2/north"),
        issuers.issuer_profile(made.issuer()),
    ]  # fmt: skip

    answers = foreign(*(("expand", document) for document in documents))

    assert [answer["said"] for answer in answers] == [1] * len(documents), answers


def test_a_baked_picture_is_read_back_by_another_reader(foreign, key):
    document = made.issued(key).document
    assertion = hosted.assertion(made.award(), url=f"{made.SITE}/ob2/5", badge=f"{made.SITE}/ob2/7")
    baked = baking.Baked(json.dumps(document), json.dumps(assertion))

    (answer,) = foreign(("png", base64.b64encode(baking.bake(a_png(), baked)).decode()))

    assert answer["said"] == [
        ["openbadgecredential", baked.credential], ["openbadges", baked.assertion],
    ]  # fmt: skip
