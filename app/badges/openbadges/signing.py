"""Signatures: the only module that knows pyld, PyJWT and openbadgeslib.

A data integrity proof signs the RDF that a document means, not its bytes. Ours are signed with pyld
directly. Foreign ones are checked by openbadgeslib, which bounds what a hostile graph may cost and
sees to it that the JSON says just what was signed.
"""

import hashlib
import json
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import jwt
from cachetools import LRUCache
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from openbadgeslib.ob3 import OB3VerificationError
from openbadgeslib.ob3.contexts import document_loader

# `_check_json_ld_form` has no public name; the version is pinned and a test misses it when it goes.
from openbadgeslib.ob3.ldp import _check_json_ld_form, verify_data_integrity_proof
from pyld import jsonld
from pyld.context_resolver import ContextResolver

from app.badges.openbadges import contexts
from app.badges.openbadges.credentials import credential
from app.badges.openbadges.encoding import base58, from_moment, moment
from app.badges.openbadges.errors import Invalid, Unproven, Unreadable
from app.badges.openbadges.keys import PublicKey, SigningKey
from app.badges.openbadges.values import Award, Json

SUITE = "eddsa-rdfc-2022"
PURPOSE = "assertionMethod"
MOST_CONTEXTS = 1000
"""How many contexts, those within contexts counted, a thread keeps ready."""


@dataclass(frozen=True, slots=True)
class Issued:
    """An award in both of its forms: with a proof inside, and as a JWT."""

    document: Json
    jwt: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """Which key is said to have signed, and when."""

    method: str
    signed_at: datetime | None


def issue(awards: Iterable[Award], key: SigningKey, *, signed_at: datetime) -> Iterator[Issued]:
    """Sign many awards, one after the other; the proofs' own part is made once for all."""
    for award in awards:
        unsigned = credential(award)
        yield Issued(prove(unsigned, key, signed_at=signed_at), token(unsigned, key, signed_at))


def prove(document: Json, key: SigningKey, *, signed_at: datetime) -> Json:
    """Return the document with a proof (Data Integrity EdDSA Cryptosuites 1.0, section 3.2)."""
    options = _options(key.method, moment(signed_at))
    named = json.dumps(document["@context"])
    signature = key.private.sign(_options_hash(named, key.method, moment(signed_at))
                                 + hashlib.sha256(canonical(document)).digest())  # fmt: skip
    return {**document, "proof": {**options, "proofValue": "z" + base58(signature)}}


def token(document: Json, key: SigningKey, signed_at: datetime) -> str:
    """Return the document as a VC-JWT (Open Badges 3.0, section 8.2; RFC 8037)."""
    headers = {"kid": key.kid, "typ": "JWT"}
    claims = {**document, **_claims(document), "iat": int(signed_at.timestamp())}
    return jwt.encode(claims, key.private, algorithm="EdDSA", headers=headers)


def canonical(document: Json) -> bytes:
    """Return the canonical N-Quads of a document of ours (RDFC-1.0).

    Never of a foreign one: what a hostile graph costs is bounded in `verify_proof` only.
    """
    quads: str = jsonld.normalize(
        document,
        {
            "algorithm": "URDNA2015",  # RDFC-1.0 by its older name
            "format": "application/n-quads",
            "documentLoader": contexts.load,
            "contextResolver": ContextResolver(_ready_contexts(), contexts.load),
        },
    )
    return quads.encode()


def claimed_by_proof(document: Json) -> Claimed:
    """Return who is said to have made the proof; it is not checked yet."""
    proof = _proof(document)
    created = proof.get("created", document.get("validFrom"))
    return Claimed(str(proof.get("verificationMethod")), _moment(created))


def verify_proof(document: Json, public: PublicKey) -> None:
    """Raise Unproven unless this key made the proof, and over all that the document says.

    VC Data Integrity 1.0: "Verify Proof", and "Validating Contexts" for what the JSON says.
    """
    proof = _proof(document)
    _know_contexts(document)
    if not isinstance(public, Ed25519PublicKey):
        raise Unproven("signature.wrong_kind_of_key")
    try:
        verify_data_integrity_proof(document, public)
    except OB3VerificationError as error:
        raise Unproven("signature.mismatch", str(error)) from error
    try:
        _check_json_ld_form(document, proof, document_loader())
    except OB3VerificationError as error:
        raise Unproven("signature.says_more", str(error)) from error


def claimed_by_token(compact: str) -> tuple[Claimed, Json]:
    """Return who is said to have signed a JWT, and the credential in it; neither is checked yet."""
    try:
        header = jwt.get_unverified_header(compact)
        claims: Json = jwt.decode(compact, options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise Unreadable("not a JWT") from error
    signed_at = claims.get("iat", claims.get("nbf"))
    inner = claims.get("vc")
    document = inner if isinstance(inner, dict) else claims
    return Claimed(str(header.get("kid")), _second(signed_at)), document


def verify_token(compact: str, public: PublicKey) -> None:
    """Raise Unproven unless this key signed the JWT, and its claims say what its credential says.

    The algorithm is that of the key, whatever the JWT asks for.
    """
    allowed = _algorithms(public)
    unchecked = dict.fromkeys(("exp", "nbf", "iat", "aud", "iss", "sub", "jti"), False)
    options = {f"verify_{name}": on for name, on in unchecked.items()}
    try:
        claims: Json = jwt.decode(compact, public, algorithms=allowed, options=options)  # type: ignore[arg-type]
    except jwt.PyJWTError as error:
        raise Unproven("signature.mismatch", str(error)) from error
    if "vc" not in claims and any(claims.get(n, v) != v for n, v in _claims(claims).items()):
        raise Unproven("signature.claims_differ")


def _algorithms(public: PublicKey) -> list[str]:
    if isinstance(public, Ed25519PublicKey):
        return ["EdDSA"]
    return ["ES256"] if isinstance(public, EllipticCurvePublicKey) else ["RS256"]


def _claims(document: Json) -> Json:
    """Return the registered claims that repeat a credential (Open Badges 3.0, 8.2.4.1)."""
    issuer, subject = document.get("issuer"), document.get("credentialSubject")
    found = {
        "iss": issuer.get("id") if isinstance(issuer, dict) else issuer,
        "jti": document.get("id"),
        "sub": subject.get("id") if isinstance(subject, dict) else None,
        "nbf": _timestamp(document.get("validFrom")),
        "exp": _timestamp(document.get("validUntil")),
    }
    return {name: value for name, value in found.items() if value is not None}


def _proof(document: Json) -> Json:
    """Return the one proof by the suite that is known."""
    given = document.get("proof")
    proofs = given if isinstance(given, list) else [given]
    known = [each for each in proofs if isinstance(each, dict) and each.get("cryptosuite") == SUITE]
    if not any(isinstance(each, dict) for each in proofs):
        raise Unproven("signature.missing")
    if len(known) != 1:
        raise Unproven("signature.unsupported")
    return known[0]


def _know_contexts(document: Json) -> None:
    named = document.get("@context")
    strange = [each for each in (named if isinstance(named, list) else [named])
               if not isinstance(each, str) or each not in contexts.FILES]  # fmt: skip
    if strange:
        raise Unproven("signature.unknown_context", str(strange[0])[:200])


def _options(method: str, created: str) -> Json:
    return {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": PURPOSE,
    }


@lru_cache(maxsize=64)
def _options_hash(named: str, method: str, created: str) -> bytes:
    options = {"@context": json.loads(named), **_options(method, created)}
    return hashlib.sha256(canonical(options)).digest()


class _Ready(threading.local):
    """What pyld made of contexts, for each thread its own: its caches are not safe for several."""

    def __init__(self) -> None:
        self.contexts: LRUCache[str, Any] = LRUCache(MOST_CONTEXTS)


_ready = _Ready()


def _ready_contexts() -> Any:
    return _ready.contexts


def _moment(text: object) -> datetime | None:
    try:
        return from_moment(text)
    except Invalid:
        return None


def _second(value: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(value, UTC) if isinstance(value, int) else None
    except (ValueError, OverflowError, OSError):
        return None


def _timestamp(text: object) -> int | None:
    when = _moment(text)
    return int(when.timestamp()) if when else None
