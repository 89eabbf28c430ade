"""Checking one award by Open Badges 2.0: it is true if it stands at its own address.

Nothing is signed, so what stands there is what counts, not what somebody brought; and only an
address on the issuer's own host speaks for the issuer.
"""

import hashlib
import hmac
from dataclasses import dataclass

from app.accounts.models import Actor
from app.badges import documents
from app.badges.models import Award
from app.badges.openbadges.checking import Check
from app.badges.openbadges.errors import Invalid
from app.badges.openbadges.values import Json
from app.badges.verifying import claims, house
from app.badges.verifying.checked import Checked, Finding, Question, failed, open_, passed
from app.badges.verifying.reaching import OK, Reach, as_object, host_of
from app.kernel import clock
from app.kernel.fetching import Unreachable

NOT_FOUND, GONE = 404, 410
MATTERS = ("recipient", "badge", "issuedOn", "expires")


@dataclass(frozen=True, slots=True)
class _Hosted:
    """What stands at the address: the award, its badge and its issuer, as far as they were had."""

    assertion: Json
    badge: Json
    issuer: Json
    award: Award | None = None
    trouble: Check | None = None


def check(actor: Actor, brought: Json, *, email: str | None, reach: Reach) -> Checked:
    """Check an assertion that somebody brought, by the one that is hosted."""
    address = address_of(brought)
    if address is not None and house.path_of(address) is not None:
        found = _ours(actor, address)
    else:
        found = _theirs(address, reach)
    told = found.assertion if _is_whole(found.assertion) else brought
    answers = {
        Question.SIGNATURE: found.trouble or _same(brought, found.assertion),
        Question.ISSUER: _issuer(address, found),
        Question.DATES: _dates(told),
        Question.STATUS: _status(found),
        Question.RECIPIENT: _recipient(told, email),
    }
    return Checked(
        standard="2.0",
        findings=tuple(Finding(question, check) for question, check in answers.items()),
        claims=claims.of_assertion(
            told, found.badge or claims.one(brought.get("badge")), found.issuer
        ),
        award=found.award,
        asked=tuple(reach.hosts),
    )


def address_of(assertion: Json) -> str | None:
    """Return where an assertion says that it stands; 1.1 said it in `verify`."""
    proof = claims.one(assertion.get("verify"))
    hosted = proof.get("url") if proof.get("type") == "hosted" else None
    for said in (assertion.get("id"), hosted):
        if isinstance(said, str) and said.startswith(("https://", "http://")):
            return said
    return None


def _ours(actor: Actor, address: str) -> _Hosted:
    award = house.award_at(actor, address)
    if award is None:
        return _Hosted({}, {}, {}, trouble=failed("hosted.not_there"))
    badge = documents.badge_class(award.badge)
    issuer = documents.hosted_issuer(award.badge.issuer)
    return _Hosted(documents.assertion(award), badge, issuer, award=award)


def _theirs(address: str | None, reach: Reach) -> _Hosted:
    if address is None:
        return _Hosted({}, {}, {}, trouble=open_("hosted.no_address"))
    try:
        assertion = _standing_at(address, reach)
    except (Unreachable, Invalid) as error:
        return _Hosted({}, {}, {}, trouble=open_("hosted.unreachable", str(error)))
    if assertion is None:
        return _Hosted({}, {}, {}, trouble=failed("hosted.not_there"))
    badge = _part(assertion.get("badge"), reach)
    return _Hosted(assertion, badge, _part(badge.get("issuer"), reach))


def _standing_at(address: str, reach: Reach) -> Json | None:
    """Return the assertion, one that is gone as revoked; None where there is nothing."""
    answer = reach.fetched(address)
    if answer.status == NOT_FOUND:
        return None
    if answer.status == GONE:
        return {"revoked": True} | _whatever(answer.body)
    if answer.status != OK:
        raise Unreachable(f"it answers {answer.status}")
    return as_object(answer.body)


def _whatever(body: bytes) -> Json:
    try:
        return as_object(body)
    except Invalid:
        return {}


def _part(said: object, reach: Reach) -> Json:
    """Return a badge class or an issuer, which stand inside or at an address of their own."""
    if not isinstance(said, str):
        return claims.one(said)
    try:
        return reach.document(said)
    except (Unreachable, Invalid):
        return {}


def _is_whole(assertion: Json) -> bool:
    return "recipient" in assertion


def _same(brought: Json, hosted: Json) -> Check:
    if not _is_whole(hosted):
        revoked = hosted.get("revoked") is True
        return open_("hosted.gone") if revoked else failed("hosted.no_assertion")
    if hosted.get("id") not in (None, address_of(brought)):
        return failed("hosted.another")
    if any(name in brought and _plain(brought, name) != _plain(hosted, name) for name in MATTERS):
        return failed("hosted.differs")
    rest = (name for name in brought if name not in (*MATTERS, "id", "@context"))
    says_more = any(brought[name] != hosted.get(name) for name in rest)
    return passed("hosted.mostly_same" if says_more else "hosted.same")


def _plain(assertion: Json, name: str) -> object:
    """Return a member as it is compared: a badge by its address, whether named or enclosed."""
    value = assertion.get(name)
    if name == "badge":
        return value.get("id") if isinstance(value, dict) else value
    if name == "recipient":
        said = claims.one(value)
        return tuple(said.get(part) for part in ("identity", "salt", "type", "hashed"))
    return claims.moment(value) or value


def _issuer(address: str | None, found: _Hosted) -> Check:
    issuer = found.issuer.get("id")
    if address is None or not isinstance(issuer, str):
        return open_("issuer.unknown")
    host = host_of(address)
    allowed = claims.one(found.issuer.get("verification")).get("allowedOrigins")
    origins = allowed if isinstance(allowed, list) else [allowed]
    if host and (host == host_of(issuer) or host in origins):
        return passed("issuer.same_host", host)
    return failed("issuer.other_host", host)


def _dates(assertion: Json) -> Check:
    begins, ends = claims.moment(assertion.get("issuedOn")), assertion.get("expires")
    if begins is None or (ends is not None and claims.moment(ends) is None):
        return failed("dates.unreadable") if "issuedOn" in assertion else open_("dates.unknown")
    until = claims.moment(ends)
    if begins > clock.now():
        return failed("dates.not_yet")
    return failed("dates.expired") if until and until <= clock.now() else passed("dates.current")


def _status(found: _Hosted) -> Check:
    if found.assertion.get("revoked") is True:
        return failed("status.revoked", claims.text(found.assertion.get("revocationReason")))
    if not found.assertion:
        return open_("status.unavailable")
    return passed("status.not_revoked")


def _recipient(assertion: Json, email: str | None) -> Check:
    recipient = claims.one(assertion.get("recipient"))
    stated = recipient.get("identity")
    if email is None:
        return open_("recipient.not_asked")
    if not isinstance(stated, str) or recipient.get("type") not in (None, "email"):
        return open_("recipient.unnamed")
    spellings = {email.strip(), email.strip().lower()}
    if recipient.get("hashed") is not True:
        return passed("recipient.matches") if stated in spellings else failed("recipient.differs")
    salt = recipient.get("salt")
    salted = (one + (salt if isinstance(salt, str) else "") for one in spellings)
    matches = any(_is_hash(one, stated) for one in salted)
    return passed("recipient.matches") if matches else failed("recipient.differs")


def _is_hash(salted: str, stated: str) -> bool:
    kind, _dollar, digest = stated.partition("$")
    if kind not in ("sha256", "md5"):
        return False
    made = hashlib.new(kind, salted.encode(), usedforsecurity=False).hexdigest()
    return hmac.compare_digest(made.encode(), digest.lower().encode())
