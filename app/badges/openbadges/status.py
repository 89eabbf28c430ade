"""Which awards were revoked: one bit each in a list that its issuer signs.

A reader fetches a list of 131,072 awards and so tells nobody which of them it asks for.
"""

import gzip
import zlib
from collections.abc import Iterable
from datetime import datetime

from app.badges.openbadges.contexts import CREDENTIALS
from app.badges.openbadges.credentials import stated
from app.badges.openbadges.encoding import base64url, from_base64url, moment
from app.badges.openbadges.errors import Invalid, TooLarge, Unreadable
from app.badges.openbadges.values import Json

BITS = 131_072
"""The least length of a list (Bitstring Status List 1.0, section 2.2), and that of ours."""
MOST_BYTES = 4 * 1024 * 1024
"""Of a list that is read: as many as 33 million awards."""


def encode(indexes: Iterable[int], bits: int = BITS) -> str:
    """Return a list in which these bits are set (Bitstring Status List 1.0, section 3.3)."""
    if bits < BITS or bits % 8:
        raise Invalid(f"a list has at least {BITS} bits, in whole bytes")
    content = bytearray(bits // 8)
    for index in indexes:
        if not 0 <= index < bits:
            raise Invalid(f"no such index in the list: {index}")
        content[index // 8] |= 0x80 >> index % 8
    return "u" + base64url(gzip.compress(bytes(content), mtime=0))


def decode(encoded: object) -> bytes:
    """Return the bytes of a list (section 3.4), index 0 in the highest bit of the first."""
    if not isinstance(encoded, str) or not encoded.startswith("u"):
        raise Unreadable("a list begins with u")
    opened = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        content = opened.decompress(from_base64url(encoded[1:]), MOST_BYTES + 1)
    except (zlib.error, Invalid) as error:
        raise Unreadable("not a compressed list") from error
    if len(content) > MOST_BYTES:
        raise TooLarge("a list of this length is not read")
    if not opened.eof or len(content) * 8 < BITS:
        raise Unreadable("the list is too short")
    return content


def is_set(encoded: object, index: int) -> bool:
    """Tell whether a bit of the list is set; an index beyond its end is refused."""
    content = decode(encoded)
    if not 0 <= index < len(content) * 8:
        raise Unreadable("no such index in the list")
    return bool(content[index // 8] & 0x80 >> index % 8)


def list_credential(
    url: str,
    *,
    issuer: str,
    revoked: Iterable[int],
    valid_from: datetime,
    valid_until: datetime | None = None,
    bits: int = BITS,
) -> Json:
    """Return a list of revocations as a credential to be signed (section 2.2).

    `issuer` is the DID that also issued the awards. With `valid_until` an old copy stops counting,
    and the list must be signed again before.
    """
    return stated(
        {
            "@context": [CREDENTIALS],
            "id": url,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": issuer,
            "validFrom": moment(valid_from),
            "validUntil": valid_until and moment(valid_until),
            "credentialSubject": {
                "id": f"{url}#list",
                "type": "BitstringStatusList",
                "statusPurpose": "revocation",
                "encodedList": encode(revoked, bits),
            },
        }
    )
