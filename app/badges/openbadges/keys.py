"""Keys: making them, and the ways in which the standards write public ones."""

from dataclasses import dataclass, field
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.badges.openbadges.encoding import base58, base64url, from_base58, from_base64url
from app.badges.openbadges.errors import Invalid
from app.badges.openbadges.values import Json

PublicKey = Ed25519PublicKey | ec.EllipticCurvePublicKey | rsa.RSAPublicKey
ED25519 = b"\xed\x01"
P256 = b"\x80\x24"
"""Multicodec's marks of public keys (Controlled Identifiers 1.0, section 2.2.2)."""
JWK_SUFFIX = "-jwk"
"""Ends the name of a key's second verification method, the one written as a JWK."""
RSA_BITS = range(2048, 8193)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key and the verification method by which others find the public one."""

    method: str
    """`did:web:host:issuers:slug#name`."""
    private: Ed25519PrivateKey = field(repr=False)

    @property
    def kid(self) -> str:
        """The name that a JWT gives the key."""
        return self.method + JWK_SUFFIX

    @property
    def public(self) -> Ed25519PublicKey:
        return self.private.public_key()


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationKey:
    """A public key and the time in which its signatures count."""

    public: PublicKey
    valid_from: datetime | None = None
    retired_at: datetime | None = None

    def counts_at(self, when: datetime) -> bool:
        """Tell whether a signature made then counts; signatures say the second they began in."""
        begun = self.valid_from is None or self.valid_from.replace(microsecond=0) <= when
        return begun and (self.retired_at is None or when < self.retired_at)


def generate() -> Ed25519PrivateKey:
    """Return a new private key."""
    return Ed25519PrivateKey.generate()


def multikey(public: Ed25519PublicKey) -> str:
    """Return a public key as Multikey writes it (Controlled Identifiers 1.0, section 2.2.2)."""
    return "z" + base58(ED25519 + public.public_bytes(Encoding.Raw, PublicFormat.Raw))


def from_multikey(text: str) -> PublicKey:
    """Return the public key of a Multikey: Ed25519 or P-256."""
    if not text.startswith("z"):
        raise Invalid("a Multikey begins with z")
    data = from_base58(text[1:])
    try:
        if data[:2] == ED25519:
            return Ed25519PublicKey.from_public_bytes(data[2:])
        if data[:2] == P256:
            return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), data[2:])
    except ValueError as error:
        raise Invalid("not a public key") from error
    raise Invalid("a kind of key that is not known")


def did_key(public: Ed25519PublicKey) -> str:
    """Return the DID that is the key itself (did:key method)."""
    return f"did:key:{multikey(public)}"


def from_did_key(method: str) -> PublicKey:
    """Return the public key of a did:key, with or without its fragment."""
    did, _, fragment = method.partition("#")
    name = did.removeprefix("did:key:")
    if name == did or fragment not in ("", name):
        raise Invalid("not a did:key")
    return from_multikey(name)


def jwk(public: Ed25519PublicKey) -> Json:
    """Return a public key as a JSON Web Key (RFC 8037, section 2)."""
    raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return {"kty": "OKP", "crv": "Ed25519", "x": base64url(raw)}


def from_jwk(given: object) -> PublicKey:
    """Return the public key of a JSON Web Key: Ed25519, P-256 or RSA of 2,048 to 8,192 bits."""
    if not isinstance(given, dict):
        raise Invalid("not a JSON Web Key")
    try:
        match given.get("kty"), given.get("crv"):
            case "OKP", "Ed25519":
                return Ed25519PublicKey.from_public_bytes(_member(given, "x"))
            case "EC", "P-256":
                point = b"\x04" + _member(given, "x") + _member(given, "y")
                return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
            case "RSA", _:
                return _rsa(given)
    except ValueError as error:
        raise Invalid("not a public key") from error
    raise Invalid("a kind of key that is not known")


def _rsa(given: Json) -> rsa.RSAPublicKey:
    exponent, modulus = (int.from_bytes(_member(given, name)) for name in "en")
    if modulus.bit_length() not in RSA_BITS:
        raise Invalid("an RSA key of this length does not count")
    return rsa.RSAPublicNumbers(exponent, modulus).public_key()


def _member(given: Json, name: str) -> bytes:
    value = given.get(name)
    if not isinstance(value, str):
        raise Invalid(f"a JSON Web Key without {name}")
    return from_base64url(value)
