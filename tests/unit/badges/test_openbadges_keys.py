"""Keys, how they are written, and how they are kept."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from app.badges.openbadges import encoding, errors, keys, sealing
from tests.factories import openbadges as made

SECRET = "a-long-random-secret"


@given(st.binary(max_size=80))
def test_bytes_come_back(data):
    assert encoding.from_base58(encoding.base58(data)) == data
    assert encoding.from_base64url(encoding.base64url(data)) == data


def test_a_key_is_written_as_others_write_it():
    """The first vector of the did:key method, and that of RFC 8037, appendix A."""
    zeros = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key()
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    rfc = Ed25519PrivateKey.from_private_bytes(seed).public_key()

    assert keys.did_key(zeros) == "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"
    assert keys.jwk(rfc)["x"] == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"


def test_keys_come_back():
    public = keys.generate().public_key()

    assert keys.from_multikey(keys.multikey(public)) == public
    assert keys.from_jwk(keys.jwk(public)) == public
    assert keys.from_did_key(keys.did_key(public)) == public
    assert keys.from_did_key(f"{keys.did_key(public)}#{keys.multikey(public)}") == public


def test_keys_of_others_are_read():
    p256 = ec.generate_private_key(ec.SECP256R1()).public_key()
    big = rsa.generate_private_key(65537, 2048).public_key()

    assert keys.from_jwk(ECAlgorithm.to_jwk(p256, as_dict=True)) == p256
    assert keys.from_jwk(RSAAlgorithm.to_jwk(big, as_dict=True)) == big


@pytest.mark.parametrize(
    "given",
    [
        None, {}, {"kty": "OKP"}, {"kty": "oct", "k": "AAAA"}, {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
        {"kty": "OKP", "crv": "Ed25519", "x": "AA"}, {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
        {"kty": "OKP", "crv": "Ed25519", "x": 7}, {"kty": "OKP", "crv": "Ed25519", "x": "é"},
    ],
)  # fmt: skip
def test_what_is_no_key_is_refused(given):
    with pytest.raises(errors.Invalid):
        keys.from_jwk(given)


@pytest.mark.parametrize("text", ["", "z", "u6Mk", "z0OIl", "z6Mk", "z" + "1" * 5000, "zQ3s"])
def test_what_is_no_multikey_is_refused(text):
    with pytest.raises(errors.Invalid):
        keys.from_multikey(text)
    with pytest.raises(errors.Invalid):
        keys.from_did_key(f"did:key:{text}")


def test_a_private_key_is_not_shown():
    assert "private" not in repr(made.key())


def test_a_sealed_key_opens_with_its_secret():
    private = keys.generate()

    sealed = sealing.seal(private, secret=SECRET, method="did:web:a#1")

    assert sealed[:1] == sealing.VERSION
    assert private.private_bytes_raw() not in sealed
    assert sealed != sealing.seal(private, secret=SECRET, method="did:web:a#1")
    opened = sealing.unseal(sealed, secret=SECRET, method="did:web:a#1")
    assert opened.private_bytes_raw() == private.private_bytes_raw()


@pytest.mark.parametrize(
    ("secret", "method", "change"),
    [
        ("another-secret", "did:web:a#1", None),
        (SECRET, "did:web:b#1", None),
        (SECRET, "did:web:a#1", lambda sealed: b"\2" + sealed[1:]),
        (SECRET, "did:web:a#1", lambda sealed: sealed[:-1]),
        (SECRET, "did:web:a#1", lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1])),
        (SECRET, "did:web:a#1", lambda sealed: b""),
    ],
)
def test_nothing_else_opens_it(secret, method, change):
    sealed = sealing.seal(keys.generate(), secret=SECRET, method="did:web:a#1")
    assert sealing.unseal(sealed, secret=SECRET, method="did:web:a#1")

    with pytest.raises(errors.WrongSecret):
        sealing.unseal(change(sealed) if change else sealed, secret=secret, method=method)
