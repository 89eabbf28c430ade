"""Records as the values of Open Badges, under the public addresses of this installation.

The addresses are for ever: credentials that left the house name them. They carry no locale.
"""

import json
from dataclasses import dataclass

from flask import Flask, current_app

from app.badges.models import Award, Badge, Issuer, IssuerKey
from app.badges.openbadges import sealing, values
from app.badges.openbadges.issuers import did_web
from app.badges.openbadges.keys import SigningKey, VerificationKey, from_multikey
from app.taxonomy import frameworks


@dataclass(frozen=True, slots=True)
class Desk:
    """The installation's address, its DID host, and the secret under which keys are sealed."""

    base_url: str
    secret_key: str

    @property
    def host(self) -> str:
        """The host as a did:web names it."""
        return self.base_url.partition("://")[2]


def init_app(app: Flask, *, base_url: str, secret_key: str) -> None:
    """Say where awards are published, and what seals the keys."""
    app.extensions["badges"] = Desk(base_url, secret_key)


def desk() -> Desk:
    """Return the installation's address and secret."""
    found: Desk = current_app.extensions["badges"]
    return found


def new_did(slug: str) -> str:
    """Return the did:web that an issuer gets here and keeps, whatever host it moves to."""
    return did_web(desk().host, slug)


def did_of(issuer: Issuer) -> str:
    """Return the issuer's did:web."""
    return issuer.did


def issuer_url(issuer: Issuer) -> str:
    """Return the address of an issuer's profile."""
    return f"{desk().base_url}/issuers/{issuer.slug}"


def status_url(issuer: Issuer) -> str:
    """Return the address of an issuer's list of revocations."""
    return f"{issuer_url(issuer)}/status"


def badge_url(badge: Badge) -> str:
    """Return the address of a badge, which is its identity in every award."""
    return f"{desk().base_url}/badges/{badge.id}"


def award_url(uid: str) -> str:
    """Return the address of an award, which is the identity of its credential."""
    return f"{desk().base_url}/awards/{uid}"


def method_of(issuer: Issuer, key: IssuerKey) -> str:
    """Return the verification method by which others find the key."""
    return f"{did_of(issuer)}#{key.name}"


def signing_key(issuer: Issuer, key: IssuerKey) -> SigningKey:
    """Open a sealed key; WrongSecret where the installation's secret has changed."""
    method = method_of(issuer, key)
    private = sealing.unseal(bytes.fromhex(key.sealed), secret=desk().secret_key, method=method)
    return SigningKey(method=method, private=private)


def verification_keys(issuer: Issuer) -> dict[str, VerificationKey]:
    """Return all keys of an issuer, by verification method, with the time in which each counts."""
    return {
        method_of(issuer, key): VerificationKey(
            public=from_multikey(key.public),
            valid_from=key.created_at.replace(microsecond=0),  # as moments are signed
            retired_at=key.retired_at,
        )
        for key in issuer.keys
    }


def issuer_value(issuer: Issuer, *others: Issuer) -> values.Issuer:
    """Return who awards, and who awards with them."""
    return values.Issuer(
        id=did_of(issuer),
        name=issuer.name_in("en"),
        url=issuer.url or issuer_url(issuer),
        email=issuer.email or None,
        co_issuers=tuple(issuer_value(other) for other in others),
    )


def achievement(badge: Badge) -> values.Achievement:
    """Return what can be earned, in every language in which it was written."""
    whole = [tag for tag, name in badge.names.items() if name and badge.criteria.get(tag)]
    return values.Achievement(
        id=badge_url(badge),
        language=badge.language,
        texts={
            tag: values.Text(
                name=badge.names[tag],
                description=badge.descriptions.get(tag) or badge.description_in(badge.language),
                criteria=badge.criteria[tag],
            )
            for tag in whole
        },
        image=f"{badge_url(badge)}/image.png",
        alignments=alignments(badge),
        endorsements=tuple(json.loads(one.credential) for one in badge.endorsements),
    )


def endorsement_url(uid: str) -> str:
    """Return the address of an endorsement, which is the identity of its credential."""
    return f"{desk().base_url}/endorsements/{uid}"


def alignments(badge: Badge) -> tuple[values.Alignment, ...]:
    """Return the framework items that the badge answers to, named in the badge's language."""
    known = (frameworks.competence(one) for one in badge.alignments)
    return tuple(_alignment(item, badge.language) for item in known if item)


def _alignment(item: frameworks.Competence, language: str) -> values.Alignment:
    framework = frameworks.FRAMEWORKS[item.framework]
    tag = language if language in item.names else "en"
    step_of = f"{item.aspect[tag]}: " if item.aspect else ""
    return values.Alignment(
        name=f"{step_of}{item.names[tag]}",
        url=framework.url,
        framework=framework.names.get(tag, framework.names["en"]),
        code=item.code,
        kind="CFItem",
    )


def award_value(award: Award) -> values.Award:
    """Return who earned what: no name, only the hashed address."""
    badge = award.badge
    return values.Award(
        id=award_url(award.uid),
        issuer=issuer_value(badge.issuer, *(one.issuer for one in badge.co_issuers)),
        achievement=achievement(badge),
        recipient=values.Recipient(email_hash=award.identity, salt=award.salt),
        issued_at=award.issued_at,
        expires_at=award.expires_at,
        evidence=tuple(values.Evidence(**shown) for shown in award.evidence),
        status=values.StatusEntry(list_url=status_url(badge.issuer), index=award.status_index),
        language=badge.language,
    )
