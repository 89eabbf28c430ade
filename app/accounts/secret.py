"""Secrets that travel in cookies and mails: random, kept only as hashes."""

import hashlib
import secrets


def new() -> str:
    """Return a secret that nobody can guess."""
    return secrets.token_urlsafe(32)


def fingerprint(secret: str) -> str:
    """Return what is kept of a secret; being random, it needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()
