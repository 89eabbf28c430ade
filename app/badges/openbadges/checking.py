"""What is proven of a badge that somebody hands in, and what is not.

Five questions, each answered by a `Check`; none hides another, and none is a plain yes.

| check | code | outcome |
|---|---|---|
| signature | `signature.valid` | passed |
| | `signature.mismatch` (changed, or another key), `signature.says_more` (JSON that is not signed), `signature.claims_differ` (a JWT that contradicts itself), `signature.wrong_kind_of_key`, `signature.missing` | failed |
| | `signature.retired_key`, `signature.key_not_yet_valid`, `signature.undated` | failed |
| | `signature.unknown_key`, `signature.unsupported`, `signature.unknown_context` | not checked |
| issuer | `issuer.holds_key` | passed |
| | `issuer.other_key` | failed |
| | `issuer.unknown_key`, `issuer.signature_failed` | not checked |
| dates | `dates.current` | passed |
| | `dates.not_yet`, `dates.expired`, `dates.unreadable` | failed |
| status | `status.in_force` | passed |
| | `status.revoked`, `status.suspended`, `status.unreadable`, `status.unproven` | failed |
| | `status.absent`, `status.unavailable`, `status.outdated`, `status.unsupported` | not checked |
| recipient | `recipient.matches` | passed |
| | `recipient.differs` | failed |
| | `recipient.not_asked`, `recipient.unnamed` | not checked |
"""  # noqa: E501 - a table

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.badges.openbadges import signing
from app.badges.openbadges.encoding import from_moment, identity_hash
from app.badges.openbadges.errors import Invalid, TooLarge, Unproven, Unreadable
from app.badges.openbadges.keys import JWK_SUFFIX, VerificationKey
from app.badges.openbadges.status import is_set
from app.badges.openbadges.values import Json

MOST_CHARACTERS = 256 * 1024
Keys = Mapping[str, VerificationKey]
"""By verification method."""
Lists = Mapping[str, "str | Json"]
"""Signed status lists by address."""


class Outcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_CHECKED = "not-checked"


@dataclass(frozen=True, slots=True)
class Check:
    """The answer to one question; `code` stays the same for ever, `detail` is for developers."""

    outcome: Outcome
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was found out about one credential, `document` as it was read."""

    signature: Check
    issuer: Check
    dates: Check
    status: Check
    recipient: Check
    document: Json
    signed_at: datetime | None

    @property
    def checks(self) -> tuple[Check, ...]:
        return (self.signature, self.issuer, self.dates, self.status, self.recipient)

    @property
    def failures(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.outcome is Outcome.FAILED)

    @property
    def is_proven(self) -> bool:
        """Tell whether its issuer signed it, it counts today, and nothing speaks against it.

        What was not asked or cannot be revoked does not speak against it; a status list that was
        out of reach does.
        """
        proven = {self.signature.outcome, self.issuer.outcome} == {Outcome.PASSED}
        known = self.status.outcome is Outcome.PASSED or self.status.code == "status.absent"
        return proven and known and not self.failures


@dataclass(frozen=True, slots=True)
class _Read:
    document: Json
    compact: str | None


def verify(
    presented: str | bytes | Json,
    *,
    keys: Keys,
    now: datetime,
    lists: Lists | None = None,
    recipient: str | None = None,
) -> Verification:
    """Check a credential: its JSON with a proof, or a JWT.

    `keys` are those that may have signed it, found by its issuer's DID beforehand; `lists` the
    status lists it names; `recipient` a mail address or id that it should be of. Raises Unreadable
    for what is no credential at all.
    """
    read = _read(presented)
    claimed, signature = _signature(read, keys)
    return Verification(
        signature=signature,
        issuer=_issuer(read.document, claimed, signature),
        dates=_dates(read.document, now),
        status=_status(read.document, keys, now, lists or {}),
        recipient=_recipient(read.document, recipient),
        document=read.document,
        signed_at=claimed.signed_at if claimed else None,
    )


def _passed(code: str) -> Check:
    return Check(Outcome.PASSED, code)


def _failed(code: str, detail: str = "") -> Check:
    return Check(Outcome.FAILED, code, detail)


def _open(code: str, detail: str = "") -> Check:
    return Check(Outcome.NOT_CHECKED, code, detail)


def _read(presented: str | bytes | Json) -> _Read:
    if isinstance(presented, dict):
        return _Read(presented, None)
    if len(presented) > MOST_CHARACTERS:
        raise TooLarge("longer than any credential")
    try:
        text = (presented.decode() if isinstance(presented, bytes) else presented).strip()
        if text[:1] != "{":
            return _Read(signing.claimed_by_token(text)[1], text)
        return _Read(json.loads(text), None)
    except (ValueError, RecursionError) as error:
        raise Unreadable("neither JSON nor a JWT") from error


_UNSUPPORTED = {"signature.unsupported", "signature.unknown_context"}


def _signature(read: _Read, keys: Keys) -> tuple[signing.Claimed | None, Check]:
    claimed = None
    try:
        claimed = _claimed(read)
        key = _key(claimed.method, keys)
        if key is None:
            return claimed, _open("signature.unknown_key", claimed.method)
        if read.compact:
            signing.verify_token(read.compact, key.public)
        else:
            signing.verify_proof(read.document, key.public)
    except Unproven as error:
        say = _open if error.code in _UNSUPPORTED else _failed
        return claimed, say(error.code, str(error))
    return claimed, _in_time(key, claimed.signed_at)


def _claimed(read: _Read) -> signing.Claimed:
    if read.compact:
        return signing.claimed_by_token(read.compact)[0]
    return signing.claimed_by_proof(read.document)


def _key(method: str, keys: Keys) -> VerificationKey | None:
    return keys.get(method) or keys.get(method.removesuffix(JWK_SUFFIX))


def _in_time(key: VerificationKey, signed_at: datetime | None) -> Check:
    """Judge by the moment that the signer wrote down: before it, the key was the issuer's alone."""
    if signed_at is None:
        return _failed("signature.undated")
    if key.counts_at(signed_at):
        return _passed("signature.valid")
    retired = key.retired_at is not None and signed_at >= key.retired_at
    return _failed("signature.retired_key" if retired else "signature.key_not_yet_valid")


def _issuer(document: Json, claimed: signing.Claimed | None, signature: Check) -> Check:
    if claimed is None or signature.code == "signature.unknown_key":
        return _open("issuer.unknown_key")
    if signature.outcome is not Outcome.PASSED:
        return _open("issuer.signature_failed")
    holder = claimed.method.partition("#")[0]
    return _passed("issuer.holds_key") if issuer_id(document) == holder else _failed(
        "issuer.other_key", holder
    )  # fmt: skip


def issuer_id(document: Json) -> object:
    """Return what the credential calls its issuer."""
    issuer = document.get("issuer")
    return issuer.get("id") if isinstance(issuer, dict) else issuer


def _dates(document: Json, now: datetime) -> Check:
    try:
        begins = from_moment(document.get("validFrom", document.get("issuanceDate")))
        ends = document.get("validUntil", document.get("expirationDate"))
        if begins > now:
            return _failed("dates.not_yet")
        expired = ends is not None and from_moment(ends) <= now
    except Invalid as error:
        return _failed("dates.unreadable", str(error))
    return _failed("dates.expired") if expired else _passed("dates.current")


def _status(document: Json, keys: Keys, now: datetime, lists: Lists) -> Check:
    entries = document.get("credentialStatus")
    entries = entries if isinstance(entries, list) else [entries] if entries else []
    if not entries:
        return _open("status.absent")
    found = [_entry(document, entry, keys, now, lists) for entry in entries]
    worst = (Outcome.FAILED, Outcome.NOT_CHECKED, Outcome.PASSED)
    return min(found, key=lambda check: worst.index(check.outcome))


def _entry(document: Json, entry: object, keys: Keys, now: datetime, lists: Lists) -> Check:
    if not isinstance(entry, dict) or entry.get("type") != "BitstringStatusListEntry":
        return _open("status.unsupported")
    listed = lists.get(str(entry.get("statusListCredential")))
    if listed is None:
        return _open("status.unavailable", str(entry.get("statusListCredential")))
    try:
        stated = verify(listed, keys=keys, now=now)
        return _list(stated, document, entry) or _bit(stated.document, entry)
    except (Unreadable, ValueError) as error:
        return _failed("status.unreadable", str(error))


def _list(stated: Verification, document: Json, entry: Json) -> Check | None:
    """Return what is wrong with a list: whose it is, how old, and whether it is the one named."""
    named = stated.document.get("id") == entry.get("statusListCredential")
    proven = {stated.signature.outcome, stated.issuer.outcome} == {Outcome.PASSED}
    if not proven or not named or issuer_id(stated.document) != issuer_id(document):
        return _failed("status.unproven", stated.signature.code)
    return None if stated.dates.outcome is Outcome.PASSED else _open("status.outdated")


def _bit(stated: Json, entry: Json) -> Check:
    subject, purpose = stated.get("credentialSubject"), entry.get("statusPurpose")
    if not isinstance(subject, dict) or subject.get("statusPurpose") != purpose:
        return _failed("status.unreadable", "another purpose")
    if purpose not in ("revocation", "suspension") or entry.get("statusSize", 1) != 1:
        return _open("status.unsupported", str(purpose))
    if is_set(subject.get("encodedList"), int(str(entry.get("statusListIndex")))):
        return _failed("status.revoked" if purpose == "revocation" else "status.suspended")
    return _passed("status.in_force")


def _recipient(document: Json, asked: str | None) -> Check:
    if asked is None:
        return _open("recipient.not_asked")
    subject = document.get("credentialSubject")
    subject = subject if isinstance(subject, dict) else {}
    given = subject.get("identifier", [])
    identities = [each for each in (given if isinstance(given, list) else [given])
                  if isinstance(each, dict) and each.get("identityType") != "name"]  # fmt: skip
    if "id" not in subject and not identities:
        return _open("recipient.unnamed")
    if subject.get("id") in (asked, f"mailto:{asked}") or any(_is(asked, i) for i in identities):
        return _passed("recipient.matches")
    return _failed("recipient.differs")


def _is(asked: str, identity: Json) -> bool:
    """Tell whether a hash is of this identity; mail addresses also in small letters."""
    salt, stated = str(identity.get("salt", "")), str(identity.get("identityHash"))
    spellings = {asked, asked.strip().lower()}
    if identity.get("hashed") is not True:
        return stated in spellings
    return any(hmac.compare_digest(identity_hash(s, salt).encode(), stated.encode())
               for s in spellings)  # fmt: skip
