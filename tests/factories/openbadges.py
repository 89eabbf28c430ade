"""A badge of North's, awarded to Amina: values for the tests of `app.badges.openbadges`."""

from datetime import UTC, datetime

from app.badges.openbadges import issuers, keys, signing, status
from app.badges.openbadges.values import (
    Achievement,
    Alignment,
    Award,
    Evidence,
    Issuer,
    Recipient,
    StatusEntry,
    Text,
)

HOST = "staffroom.example"
SITE = f"https://{HOST}"
DID = issuers.did_web(HOST, "north")
LIST = f"{SITE}/status/1"
AMINA = "amina@example.org"
BEGAN = datetime(2025, 1, 1, tzinfo=UTC)
ISSUED = datetime(2025, 5, 1, 12, tzinfo=UTC)
RETIRED = datetime(2025, 9, 1, tzinfo=UTC)
LATER = datetime(2025, 12, 1, tzinfo=UTC)
NOW = datetime(2026, 1, 15, tzinfo=UTC)
EXPIRES = datetime(2090, 1, 1, tzinfo=UTC)


def issuer(**changes) -> Issuer:
    values = {
        "id": DID,
        "name": "North",
        "url": f"{SITE}/en/north",
        "email": "badges@example.org",
        "image": f"{SITE}/north.png",
        "description": "Teachers of the North",
    }
    return Issuer(**values | changes)


def badge(**changes) -> Achievement:
    values = {
        "id": f"{SITE}/badges/7",
        "language": "en",
        "texts": {
            "en": Text(name="ICT I", description="Knows the basics.", criteria="Teach *one* lesson."),
            "fr": Text(name="TIC I", description="Connaît les bases.", criteria="Donner un cours."),
            "ar": Text(name="تقنية ١", description="يعرف الأساسيات.", criteria="درّس درسًا."),
        },
        "criteria_url": f"{SITE}/badges/7#criteria",
        "image": f"{SITE}/badges/7.png",
        "alignments": (
            Alignment(name="Use a tool", url=f"{SITE}/frameworks/ict-cft/1", framework="ICT-CFT",
                      code="TL.1", description="Chooses tools", kind="CFItem"),
            Alignment(name="Use two tools", url=f"{SITE}/frameworks/ict-cft/2"),
        ),
        "tags": ("ict", "basics"),
    }  # fmt: skip
    return Achievement(**values | changes)


def award(number: int = 5, **changes) -> Award:
    values = {
        "id": f"{SITE}/awards/{number}",
        "issuer": issuer(),
        "achievement": badge(),
        "recipient": Recipient.of_email(AMINA, f"salt-{number}", name="Amina Diallo"),
        "issued_at": ISSUED,
        "expires_at": EXPIRES,
        "evidence": (
            Evidence(url=f"{SITE}/lessons/12", name="My lesson", narrative="It went well."),
        ),
        "status": StatusEntry(list_url=LIST, index=number),
    }
    return Award(**values | changes)


def key(name: str = "k1") -> keys.SigningKey:
    return keys.SigningKey(f"{DID}#{name}", keys.generate())


def known(*own: keys.SigningKey, retired_at=None) -> dict[str, keys.VerificationKey]:
    """The keys as a verifier knows them, all retired at this moment if one is given."""
    return {
        each.method: keys.VerificationKey(
            public=each.public, valid_from=BEGAN, retired_at=retired_at
        )
        for each in own
    }


def issued(own: keys.SigningKey, *, signed_at=ISSUED, **changes) -> signing.Issued:
    return next(signing.issue([award(**changes)], own, signed_at=signed_at))


def status_list(own: keys.SigningKey, *revoked: int, signed_at=ISSUED, **changes) -> dict:
    values = {"issuer": DID, "revoked": revoked, "valid_from": ISSUED}
    return signing.prove(status.list_credential(LIST, **values | changes), own, signed_at=signed_at)
