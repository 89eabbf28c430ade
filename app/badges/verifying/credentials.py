"""Checking one award by Open Badges 3.0."""

from app.accounts.models import Actor
from app.badges.models import Award
from app.badges.openbadges import checking, signing
from app.badges.openbadges.checking import Check, Verification, issuer_id
from app.badges.openbadges.errors import Invalid, Unproven
from app.badges.openbadges.keys import VerificationKey
from app.badges.openbadges.values import Json
from app.badges.verifying import claims, house
from app.badges.verifying.checked import Checked, Finding, Question, open_
from app.badges.verifying.reaching import Reach
from app.kernel import clock
from app.kernel.fetching import Unreachable


def check(
    actor: Actor, presented: str | Json, document: Json, *, email: str | None, reach: Reach
) -> Checked:
    """Check a credential, `presented` as its JSON or as a JWT whose content is `document`."""
    issuer = house.issuer_of(_controller(presented, document))
    award = house.award_at(actor, str(document.get("id"))) if issuer else None
    if issuer is not None:
        found = _verified(presented, house.keys_of(issuer), house.lists_of(issuer), email)
        return _told(found, award=award, reach=reach)
    keys, trouble = _foreign_keys(presented, document, reach)
    found = _verified(presented, keys, reach.lists(document) if keys else {}, email)
    return _told(found, trouble=trouble, reach=reach)


def _verified(
    presented: str | Json,
    keys: dict[str, VerificationKey],
    lists: checking.Lists,
    email: str | None,
) -> Verification:
    return checking.verify(presented, keys=keys, lists=lists, now=clock.now(), recipient=email)


def _controller(presented: str | Json, document: Json) -> str:
    """Return whose key is said to have signed; without a signature, who is said to have issued."""
    method = _method(presented)
    return method.partition("#")[0] if method else str(issuer_id(document))


def _method(presented: str | Json) -> str | None:
    try:
        if isinstance(presented, str):
            return signing.claimed_by_token(presented)[0].method
        return signing.claimed_by_proof(presented).method
    except Unproven:
        return None


def _foreign_keys(
    presented: str | Json, document: Json, reach: Reach
) -> tuple[dict[str, VerificationKey], Check | None]:
    """Return the keys, or why there are none."""
    method = _method(presented)
    if method is None:
        return {}, None
    try:
        return reach.keys(method), None
    except Unreachable as error:
        return {}, open_("signature.unreachable", str(error))
    except Invalid as error:
        return {}, open_("signature.unknown_key", str(error))


def _told(
    found: Verification, *, reach: Reach, award: Award | None = None,
    trouble: Check | None = None,
) -> Checked:  # fmt: skip
    unknown = found.signature.code == "signature.unknown_key"
    answers = {
        Question.SIGNATURE: trouble if trouble and unknown else found.signature,
        Question.ISSUER: found.issuer,
        Question.DATES: found.dates,
        Question.STATUS: found.status,
        Question.RECIPIENT: found.recipient,
    }
    return Checked(
        standard="3.0",
        findings=tuple(Finding(question, check) for question, check in answers.items()),
        claims=claims.of_credential(found.document),
        award=award,
        asked=tuple(reach.hosts),
    )
