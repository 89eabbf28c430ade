"""What an issuer publishes of itself: its DID document and its profile."""

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import quote

from app.badges.openbadges.contexts import CREDENTIALS, DID, MULTIKEY, OPEN_BADGES
from app.badges.openbadges.credentials import profile
from app.badges.openbadges.encoding import from_moment, moment
from app.badges.openbadges.errors import Invalid
from app.badges.openbadges.keys import (
    JWK_SUFFIX,
    PublicKey,
    VerificationKey,
    from_jwk,
    from_multikey,
    jwk,
    multikey,
)
from app.badges.openbadges.values import Issuer, Json

JWK = "https://w3id.org/security/jwk/v1"
ALMOST_A_SECOND = timedelta(microseconds=999_999)


def did_web(host: str, slug: str) -> str:
    """Return the DID whose document stands at `https://host/issuers/slug/did.json`.

    A port belongs to the host (did:web method): `localhost:8000`.
    """
    return f"did:web:{quote(host, safe='.-')}:issuers:{quote(slug, safe='-_.')}"


def did_document(did: str, keys: Mapping[str, VerificationKey]) -> Json:
    """Return `did.json` (DID Core 1.0, section 5): all keys ever used, only live ones to sign with.

    `keys` are Ed25519 keys by verification method. Each is written twice, as a Multikey for data
    integrity and as a JWK for JWT; a retired one says in `expires` since when.
    """
    live = [method for method, key in keys.items() if key.retired_at is None]
    return {
        "@context": [DID, MULTIKEY, JWK],
        "id": did,
        "verificationMethod": [
            written
            for method, key in keys.items()
            for written in (_as_multikey(did, method, key), _as_jwk(did, method, key))
        ],
        "assertionMethod": [name for method in live for name in (method, method + JWK_SUFFIX)],
    }


def issuer_profile(issuer: Issuer) -> Json:
    """Return the issuer's own document (Open Badges 3.0, Profile)."""
    return {"@context": [CREDENTIALS, OPEN_BADGES], **profile(issuer)}


def keys_in(document: object) -> dict[str, VerificationKey]:
    """Return the keys of a DID document, ours or foreign, that may sign credentials.

    A key that is not in `assertionMethod` counts only if it says when it expired or was revoked:
    it signed until then. What is not understood is left out.
    """
    if not isinstance(document, dict) or not isinstance(document.get("id"), str):
        raise Invalid("not a DID document")
    did = document["id"]
    asserting = _listed(document.get("assertionMethod"))
    methods = (*_listed(document.get("verificationMethod")), *asserting)
    live = {_name(method, did) for method in asserting}
    found = {_name(each, did): _key(each, did) for each in methods if isinstance(each, dict)}
    return {name: key for name, key in found.items() if key and (name in live or key.retired_at)}


def _key(method: Json, did: str) -> VerificationKey | None:
    if method.get("controller", did) != did:
        return None
    if _name(method, did).partition("#")[0] != did:
        return None
    try:
        ended = [from_moment(method[name]) for name in ("expires", "revoked") if name in method]
        return VerificationKey(public=_public(method), retired_at=min(ended, default=None))
    except Invalid:
        return None


def _public(method: Json) -> PublicKey:
    if "publicKeyMultibase" in method:
        return from_multikey(str(method["publicKeyMultibase"]))
    return from_jwk(method.get("publicKeyJwk"))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _name(method: object, did: str) -> str:
    """Return the whole name of a method that is described or only named."""
    name = str(method.get("id") if isinstance(method, dict) else method)
    return did + name if name.startswith("#") else name


def _as_multikey(did: str, method: str, key: VerificationKey) -> Json:
    written = {"publicKeyMultibase": multikey(key.public)}  # type: ignore[arg-type]
    return {"id": method, "type": "Multikey", "controller": did, **written, **_ended(key)}


def _as_jwk(did: str, method: str, key: VerificationKey) -> Json:
    name = method + JWK_SUFFIX
    written = {"publicKeyJwk": {**jwk(key.public), "kid": name}}  # type: ignore[arg-type]
    return {"id": name, "type": "JsonWebKey", "controller": did, **written, **_ended(key)}


def _ended(key: VerificationKey) -> Json:
    """Return since when it is retired; what it signed in that very second still counts."""
    return {"expires": moment(key.retired_at + ALMOST_A_SECOND)} if key.retired_at else {}
