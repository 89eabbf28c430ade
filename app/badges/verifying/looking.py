"""Finding out what somebody brought, and having it checked."""

from app.accounts.models import Actor
from app.badges.openbadges import baking, signing
from app.badges.openbadges.errors import Invalid, Unreadable
from app.badges.openbadges.values import Json
from app.badges.verifying import assertions, credentials, house
from app.badges.verifying.checked import Checked
from app.badges.verifying.claims import one
from app.badges.verifying.reaching import OK, Reach, as_object, strict
from app.kernel.fetching import Unreachable

MOST_BYTES = baking.MOST_BYTES
MOST_CHARACTERS = 512 * 1024
BADGES = (
    "application/vc+ld+json, application/vc+jwt, application/ld+json, application/json;q=0.9, "
    "image/png;q=0.8, image/svg+xml;q=0.8, */*;q=0.1"
)


def at_address(actor: Actor, address: str, *, email: str | None = None) -> Checked:
    """Check the badge at an address; Unreadable where there is none, Unreachable where nothing is.

    One of ours is read from the database.
    """
    reach = Reach()
    if house.path_of(address) is not None:
        award = house.award_at(actor, address, signed=True)
        if award is None:
            raise Unreadable("no award of ours")
        return _checked(actor, award.credential, email, reach)
    answer = reach.fetched(address, BADGES)
    if answer.status not in (OK, assertions.GONE):
        raise Unreachable(f"it answers {answer.status}")
    return _content(actor, answer.body, email, reach)


def at_content(actor: Actor, content: bytes, *, email: str | None = None) -> Checked:
    """Check the badge in a file or a text; Unreadable for what holds none."""
    return _content(actor, content, email, Reach())


def _content(actor: Actor, content: bytes, email: str | None, reach: Reach) -> Checked:
    if _is_picture(content):
        carried = baking.read(content)
        found = carried.credential or carried.assertion
        if found is None:
            raise Unreadable("a picture without a badge")
        return _checked(actor, found, email, reach)
    if len(content) > MOST_CHARACTERS:
        raise Unreadable("longer than any badge")
    try:
        return _checked(actor, content.decode("utf-8-sig"), email, reach)
    except UnicodeDecodeError as error:
        raise Unreadable("not a text") from error


def _is_picture(content: bytes) -> bool:
    try:
        return bool(baking.media_type(content))
    except Unreadable:
        return False


def _checked(actor: Actor, said: str, email: str | None, reach: Reach) -> Checked:
    said = said.strip()
    if said.startswith(("https://", "http://")) and len(said.split()) == 1:
        return assertions.check(actor, {"id": said}, email=email, reach=reach)
    presented: str | Json = said
    try:
        document = as_object(said) if said.startswith("{") else _in_token(said)
    except Invalid as error:
        raise Unreadable("not a badge") from error
    if said.startswith("{"):
        presented = document = _unwrapped(document)
    if _is_assertion(document):
        return assertions.check(actor, document, email=email, reach=reach)
    if not isinstance(document.get("credentialSubject"), dict | list):
        raise Unreadable("not a badge")
    return credentials.check(actor, presented, document, email=email, reach=reach)


def _in_token(token: str) -> Json:
    return strict(signing.claimed_by_token(token)[1])


def _unwrapped(document: Json) -> Json:
    """Return the credential in a presentation, which a wallet may put around it."""
    inner = one(document.get("verifiableCredential"))
    return inner if inner and "credentialSubject" not in document else document


def _is_assertion(document: Json) -> bool:
    kinds = document.get("type")
    named = "Assertion" in (kinds if isinstance(kinds, list) else [kinds])
    return named or ("badge" in document and "recipient" in document)
