"""What is published of issuers, badges and awards for machines, by the two standards."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flask import current_app

from app.badges import queries, writing_down
from app.badges.models import Award, Badge, Issuer
from app.badges.openbadges import credentials, hosted, issuers, signing, status
from app.badges.openbadges.baking import Baked
from app.badges.openbadges.contexts import CREDENTIALS, OPEN_BADGES
from app.badges.openbadges.values import Json
from app.kernel import clock

LIST_HOLDS = timedelta(days=7)
"""How long a copy of a list of revocations counts; a longer life would hide a revocation longer."""


def hosted_url(address: str) -> str:
    """Return where the same is told by Open Badges 2.0."""
    return f"{address}/ob2"


def issuer_profile(issuer: Issuer) -> Json:
    """Return an issuer's profile by Open Badges 3.0."""
    return issuers.issuer_profile(writing_down.issuer_value(issuer))


def did_document(issuer: Issuer) -> Json:
    """Return an issuer's keys, retired ones too."""
    return issuers.did_document(writing_down.did_of(issuer), writing_down.verification_keys(issuer))


def hosted_issuer(issuer: Issuer) -> Json:
    """Return an issuer's profile by Open Badges 2.0."""
    url = hosted_url(writing_down.issuer_url(issuer))
    return hosted.issuer_profile(writing_down.issuer_value(issuer), url=url)


def achievement(badge: Badge, language: str | None = None) -> Json:
    """Return a badge by Open Badges 3.0, in a language that it has."""
    said = credentials.achievement(writing_down.achievement(badge), language)
    return {"@context": [CREDENTIALS, OPEN_BADGES], **said}


def badge_class(badge: Badge, language: str | None = None) -> Json:
    """Return a badge by Open Badges 2.0, in a language that it has."""
    return hosted.badge_class(
        writing_down.achievement(badge),
        url=hosted_url(writing_down.badge_url(badge)),
        issuer=hosted_url(writing_down.issuer_url(badge.issuer)),
        language=language,
    )


def assertion(award: Award) -> Json:
    """Return an award by Open Badges 2.0; of a revoked one only that it is, and why."""
    address = writing_down.award_url(award.uid)
    if award.is_revoked:
        return hosted.revoked(hosted_url(address), award.revoked_because)
    said = writing_down.award_value(award)
    return hosted.assertion(
        said if award.shows_evidence else replace(said, evidence=()),
        url=hosted_url(address),
        badge=hosted_url(writing_down.badge_url(award.badge)),
        image=f"{address}.png",
    )


def carried(award: Award) -> Baked:
    """Return what a picture of an award carries; of a revoked one no assertion, for it is gone."""
    hosted_one = None if award.is_revoked else json.dumps(assertion(award), ensure_ascii=False)
    return Baked(credential=award.credential, assertion=hosted_one)


def status_list(issuer: Issuer) -> str:
    """Return the signed list of an issuer's revocations; made anew when anything was written.

    It is signed as of the full hour, so that the same list has the same bytes in every process.
    """
    kept: dict[int, tuple[Any, str]] = current_app.extensions.setdefault("badge_lists", {})
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    stamp = (current_app.extensions["generation"](), hour)
    found = kept.get(issuer.id)
    if found is None or found[0] != stamp:
        found = kept[issuer.id] = (stamp, _signed_list(issuer, hour))
    return found[1]


def _signed_list(issuer: Issuer, hour: datetime) -> str:
    key = issuer.live_key
    at = max(hour, key.created_at)
    unsigned = status.list_credential(
        writing_down.status_url(issuer),
        issuer=writing_down.did_of(issuer),
        revoked=queries.revoked_indexes(issuer),
        valid_from=at,
        valid_until=hour + LIST_HOLDS,
    )
    signer = writing_down.signing_key(issuer, key)
    return json.dumps(signing.prove(unsigned, signer, signed_at=at))
