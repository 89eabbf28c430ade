"""Passwords: hashed with argon2id, long, and not among those that everybody tries first."""

import re
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from app.kernel.i18n import gettext as _

SHORTEST = 15
LONGEST = 512
JUDGED = 72
"""Judging takes longer than linear time, and what is good this far stays good."""

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""As OWASP advises for servers where many may sign in at once on little memory."""

NOBODYS = (
    "$argon2id$v=19$m=19456,t=2,p=1$CVUuT9gp40GV1Vk+sm7zLg$5FcRcL"
    "6N/AIadBOyYYT5jTPLU0C4Zlkpb+e7GYYM5oE"
)
"""What is compared where there is no account, so that it takes as long."""


def hashed(password: str) -> str:
    """Return the argon2id hash of a password."""
    return _hasher.hash(_normal(password))


def is_right(password: str, password_hash: str | None) -> bool:
    """Return whether the password fits; it takes as long when there is no account at all."""
    try:
        return _hasher.verify(password_hash or NOBODYS, _normal(password)) and bool(password_hash)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Return whether the hash was made with weaker settings than today's."""
    return _hasher.check_needs_rehash(password_hash)


def weakness(password: str, *, about: list[str]) -> str | None:
    """Return what is wrong with a password in words that help; `about` is what others know."""
    normal = _normal(password)
    if len(normal) < SHORTEST:
        return _(
            "Use at least %(count)s characters: a few words that have nothing to do "
            "with each other.",
            count=SHORTEST,
        )
    if len(normal) > LONGEST:
        return _("Use at most %(count)s characters.", count=LONGEST)
    known = _known(about)
    if _what_is_left(normal, known) < 8 or zxcvbn(normal[:JUDGED], known)["score"] < 3:
        return _(
            "This password is easy to guess, because it repeats or is made of names, dates "
            "or common passwords. Use a few words that have nothing to do with each other."
        )
    return None


def _known(about: list[str]) -> list[str]:
    words = [word for text in about for word in re.split(r"[\W_]+", text.lower())]
    return [word for word in [*words, "staffroom"] if len(word) > 2]


def _what_is_left(password: str, known: list[str]) -> int:
    """Count the letters that are not part of a name, an address or the like."""
    left = password.lower()
    for word in sorted(known, key=len, reverse=True):
        left = left.replace(word, " ")
    return len(re.sub(r"\W", "", left))


def _normal(password: str) -> str:
    """Let the same password be the same, whichever keyboard wrote it."""
    return unicodedata.normalize("NFKC", password)
