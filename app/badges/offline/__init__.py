"""A page in one file that checks our badges where there is no internet: a school takes it along.

It holds the keys of all issuers and what was revoked until the day on which it was made, asks
nobody, and may not: its own content policy forbids every request. It checks the signature of the
JWT form. A signature over JSON-LD needs a canonical form that is beyond one small page, so of a
picture or a JSON file it says that, and what the badge claims.
"""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from app.badges import queries, writing_down
from app.badges.models import Issuer
from app.badges.offline.words import words
from app.badges.openbadges.keys import jwk
from app.kernel import clock, i18n
from app.kernel.urls import base_url

HERE = Path(__file__).parent
_PLACE = re.compile(r"@([A-Za-z.]+)@")


def page(locale: str) -> str:
    """Return the page, in the locale and in English."""
    script, style = (_part(name) for name in ("verifier.js", "verifier.css"))
    said = {tag: words(tag) for tag in dict.fromkeys((locale, "en"))}
    parts = {
        "LANG": locale,
        "DIR": i18n.LOCALES[locale].dir,
        **{name: escape(text) for name, text in said[locale].items()},
        "POLICY": _policy(script, style),
        "STYLE": style,
        "SCRIPT": script,
        "DATA": _embedded({"words": said, **_known()}),
    }
    return _PLACE.sub(lambda found: parts[found[1]], _part("page.template"))


def _known() -> dict[str, Any]:
    return {
        "made": clock.now().isoformat(timespec="seconds"),
        "site": base_url(),
        "issuers": {writing_down.did_of(one): _issuer(one) for one in queries.issuers()},
    }


def _issuer(issuer: Issuer) -> dict[str, Any]:
    return {
        "list": writing_down.status_url(issuer),
        "revoked": list(queries.revoked_indexes(issuer)),
        "keys": {
            method: {
                "x": jwk(key.public)["x"],  # type: ignore[arg-type]  # ours are Ed25519
                "from": key.valid_from and key.valid_from.isoformat(),
                "until": key.retired_at and key.retired_at.isoformat(),
            }
            for method, key in writing_down.verification_keys(issuer).items()
        },
    }


def _policy(script: str, style: str) -> str:
    return (
        f"default-src 'none'; script-src {_source(script)}; style-src {_source(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _embedded(data: dict[str, Any]) -> str:
    """Return JSON that cannot end the element in which it stands."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def _part(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
