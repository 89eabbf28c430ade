"""Private keys at rest: nobody signs with a copy of the database alone."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.badges.openbadges.errors import WrongSecret

VERSION = b"\x01"
"""HKDF-SHA256 makes a key of the secret and a salt; AES-256-GCM seals with it."""
SALT, NONCE, TAG, SEED = 16, 12, 16, 32
LENGTH = len(VERSION) + SALT + NONCE + SEED + TAG


def seal(private: Ed25519PrivateKey, *, secret: str, method: str) -> bytes:
    """Return the key sealed under the app's secret and its own name.

    `secret` must be random: it is derived from, not stretched like a password.
    """
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    sealed = _cipher(secret, salt).encrypt(nonce, private.private_bytes_raw(), _bound(method))
    return VERSION + salt + nonce + sealed


def unseal(sealed: bytes, *, secret: str, method: str) -> Ed25519PrivateKey:
    """Return the private key that was sealed under this secret and this name."""
    if sealed[:1] != VERSION or len(sealed) != LENGTH:
        raise WrongSecret("not a sealed key of a version that is known")
    salt, nonce, content = _cut(sealed)
    try:
        seed = _cipher(secret, salt).decrypt(nonce, content, _bound(method))
    except InvalidTag as error:
        raise WrongSecret(f"the key {method} was sealed under another secret") from error
    return Ed25519PrivateKey.from_private_bytes(seed)


def _cut(sealed: bytes) -> tuple[bytes, bytes, bytes]:
    salt_ends = len(VERSION) + SALT
    nonce_ends = salt_ends + NONCE
    return sealed[len(VERSION) : salt_ends], sealed[salt_ends:nonce_ends], sealed[nonce_ends:]


def _cipher(secret: str, salt: bytes) -> AESGCM:
    derive = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"staffroom badge key 1")
    return AESGCM(derive.derive(secret.encode()))


def _bound(method: str) -> bytes:
    return VERSION + method.encode()
