"""What is ours: told from the database, so that we ask nobody, not even ourselves."""

import re
from urllib.parse import unquote

from app.accounts.models import Actor
from app.badges import documents, queries, writing_down
from app.badges.models import Award, Issuer
from app.badges.openbadges.keys import VerificationKey
from app.kernel.errors import Refused

_AWARD = re.compile(r"/(?:[\w-]{2,8}/)?awards/([\w-]{8,32})(?:[./?#].*)?")


def issuer_of(did: str) -> Issuer | None:
    """Return the issuer that this DID names, if it is one of this house."""
    found = queries.issuer(unquote(did.rpartition(":")[2])) if did.startswith("did:web:") else None
    return found if found is not None and writing_down.did_of(found) == did else None


def keys_of(issuer: Issuer) -> dict[str, VerificationKey]:
    """Return all its keys, retired ones too."""
    return writing_down.verification_keys(issuer)


def lists_of(issuer: Issuer) -> dict[str, str]:
    """Return its list of revocations by address; none where nothing can sign it."""
    try:
        return {writing_down.status_url(issuer): documents.status_list(issuer)}
    except Refused:
        return {}


def award_at(actor: Actor, address: str, *, signed: bool = False) -> Award | None:
    """Return the award that an address of ours names, if whoever asks may see it."""
    path = path_of(address)
    found = _AWARD.fullmatch(path) if path is not None else None
    return queries.award(actor, found[1], signed=signed) if found else None


def path_of(address: str) -> str | None:
    """Return the path of an address of this house, None for one of others."""
    base = writing_down.desk().base_url
    rest = address.removeprefix(base)
    return rest if rest != address and rest[:1] in ("", "/", "?", "#") else None
