"""The JSON-LD contexts that are shipped, and no others: none is ever fetched."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.badges.openbadges.errors import UnknownContext

HERE = Path(__file__).parent
CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OPEN_BADGES_2 = "https://w3id.org/openbadges/v2"
DID = "https://www.w3.org/ns/did/v1"
MULTIKEY = "https://w3id.org/security/multikey/v1"

FILES = {
    CREDENTIALS: "credentials-v2.json",
    OPEN_BADGES: "open-badges-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": "open-badges-3.0.2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": "open-badges-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "open-badges-extensions.json",
    OPEN_BADGES_2: "open-badges-2.0.json",
    "https://w3id.org/security/data-integrity/v2": "data-integrity-v2.json",
    MULTIKEY: "multikey-v1.json",
    DID: "did-v1.json",
}


@lru_cache(maxsize=len(FILES))
def context(address: str) -> dict[str, Any]:
    """Return a shipped context; nobody may change what is returned."""
    if address not in FILES:
        raise UnknownContext(f"this JSON-LD context is not shipped: {address}")
    found: dict[str, Any] = json.loads((HERE / FILES[address]).read_text(encoding="utf-8"))
    return found


def load(address: str, options: object = None) -> dict[str, Any]:
    """Answer a JSON-LD processor; `tag` lets it keep what it made of the context."""
    return {
        "contextUrl": None,
        "documentUrl": address,
        "document": context(address),
        "tag": "static",
    }
