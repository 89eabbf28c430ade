"""Asking others: within a budget of requests and seconds, after our own transaction is over."""

import json
from time import monotonic
from urllib.parse import unquote, urlsplit

from app.badges.openbadges.errors import Invalid
from app.badges.openbadges.issuers import keys_in
from app.badges.openbadges.keys import JWK_SUFFIX, VerificationKey, from_did_key
from app.badges.openbadges.values import Json
from app.kernel import db
from app.kernel.fetching import Fetched, Unreachable, fetch

OK = 200
MOST_REQUESTS = 6
MOST_SECONDS = 12.0
DATA = "application/vc+ld+json, application/ld+json, application/json;q=0.9, */*;q=0.1"


class Reach:
    """What may still be asked for one badge, and whom we asked."""

    def __init__(self) -> None:
        self.left, self.until = MOST_REQUESTS, monotonic() + MOST_SECONDS
        self.hosts: list[str] = []

    def fetched(self, url: str, accept: str = DATA) -> Fetched:
        """Return what stands there; Unreachable when the budget is spent."""
        if self.left <= 0 or monotonic() > self.until:
            raise Unreachable("enough was asked for one badge")
        self.left -= 1
        db.begin_anew()  # nothing waits for us while we wait for others
        host = host_of(url)
        if host and host not in self.hosts:
            self.hosts.append(host)
        return fetch(url, accept=accept)

    def document(self, url: str) -> Json:
        """Return the JSON object that stands there."""
        answer = self.fetched(url)
        if answer.status != OK:
            raise Unreachable(f"it answers {answer.status}")
        return as_object(answer.body)

    def keys(self, method: str) -> dict[str, VerificationKey]:
        """Return the keys that a verification method's controller publishes, by method."""
        did = method.partition("#")[0]
        if did.startswith("did:key:"):
            plain = method.removesuffix(JWK_SUFFIX)
            return dict.fromkeys((plain, did), VerificationKey(public=from_did_key(plain)))
        address = document_of(did)
        if address is None:
            raise Invalid("a kind of name whose keys we cannot find")
        document = self.document(address)
        if document.get("id") != did:
            raise Invalid("the document is of somebody else")
        return keys_in(document)

    def lists(self, document: Json) -> dict[str, str | Json]:
        """Return the status lists that a credential names, as far as they can be had."""
        entries = document.get("credentialStatus")
        entries = entries if isinstance(entries, list) else [entries]
        named = {str(e.get("statusListCredential")) for e in entries[:2] if isinstance(e, dict)}
        found = {url: self._list(url) for url in named if url.startswith(("http://", "https://"))}
        return {url: listed for url, listed in found.items() if listed}

    def _list(self, url: str) -> str:
        try:
            answer = self.fetched(url)
        except Unreachable:
            return ""
        return answer.body.decode("utf-8", "replace") if answer.status == OK else ""


def document_of(did: str) -> str | None:
    """Return where a DID's document stands: a did:web, or an issuer named by its own address."""
    if did.startswith(("https://", "http://")):
        return did
    if not did.startswith("did:web:"):
        return None
    host, *path = (unquote(part) for part in did.removeprefix("did:web:").split(":"))
    if not host or any(not part or "/" in part for part in (host, *path)):
        raise Invalid("not a did:web")
    return f"https://{host}/{'/'.join([*path, 'did.json'] if path else ['.well-known/did.json'])}"


def host_of(url: str) -> str:
    """Return the host that an address names, with its port; none for what is no address."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def as_object(content: str | bytes) -> Json:
    """Return a JSON object; Invalid for anything else."""
    try:
        return strict(json.loads(content))
    except (ValueError, RecursionError) as error:
        raise Invalid("not JSON") from error


def strict(found: object) -> Json:
    """Return an object that can be written down again; Invalid where letters or numbers cannot."""
    try:
        json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise Invalid("not JSON") from error
    if not isinstance(found, dict):
        raise Invalid("not a JSON object")
    return found
