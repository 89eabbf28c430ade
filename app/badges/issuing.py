"""Issuers and their keys: made when first needed, changed by command, never forgotten."""

from app.badges import queries, writing_down
from app.badges.models import Issuer, IssuerKey
from app.badges.openbadges import keys, sealing
from app.badges.openbadges.errors import WrongSecret
from app.kernel import clock
from app.kernel.db import session
from app.portals.models import Portal

NETWORK = "network"


def issuer_for(portal: Portal | None) -> Issuer:
    """Return the issuer of a portal, or of the network; the first time it is made, with a key."""
    found = queries.issuer_of(portal.id if portal else None)
    return found or _make(portal)


def rotate(issuer: Issuer) -> IssuerKey:
    """Retire the issuer's key and make another; what the old one signed until now still counts."""
    at = clock.now()
    for key in issuer.keys:
        key.retired_at = key.retired_at or at
    return _add_key(issuer)


def opens(issuer: Issuer, key: IssuerKey) -> bool:
    """Return whether the installation can sign with this key."""
    try:
        writing_down.signing_key(issuer, key)
    except WrongSecret:
        return False
    return True


def locked() -> list[Issuer]:
    """Return the issuers that cannot sign: the secret, or the address, was another one before."""
    return [
        one
        for one in queries.issuers()
        if not any(opens(one, key) for key in one.keys if not key.is_retired)
    ]


def _make(portal: Portal | None) -> Issuer:
    slug = portal.slug if portal else NETWORK
    issuer = Issuer(
        slug=slug,
        did=writing_down.new_did(slug),
        portal=portal,
        names=dict(portal.names) if portal else {"en": "Staffroom"},
        created_at=clock.now(),
        keys=[],
    )
    session.add(issuer)
    session.flush()  # the key is bound to its issuer's name
    _add_key(issuer)
    return issuer


def _add_key(issuer: Issuer) -> IssuerKey:
    private = keys.generate()
    name = f"key-{len(issuer.keys) + 1}"
    method = f"{writing_down.did_of(issuer)}#{name}"
    sealed = sealing.seal(private, secret=writing_down.desk().secret_key, method=method)
    key = IssuerKey(
        issuer_id=issuer.id,
        name=name,
        public=keys.multikey(private.public_key()),
        sealed=sealed.hex(),
        created_at=clock.now(),
    )
    issuer.keys.append(key)
    session.flush()  # an award names the key by its id
    return key
