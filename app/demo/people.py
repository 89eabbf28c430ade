"""The portals of the demo network and the people in them."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.accounts import passwords
from app.accounts.addresses import normal_email
from app.accounts.models import Membership, Role, Standing, User
from app.demo.cast import EVERYBODYS
from app.kernel.db import session
from app.lessons.transfer.reading import parse_yaml
from app.portals.models import Joining, Portal, Settings

CONTENT = Path(__file__).parent / "content"
AGE = timedelta(days=270)
"""How long the network has been there."""


def portals(now: datetime) -> dict[str, Portal]:
    """Found the portals, by slug."""
    return {said["slug"]: _portal(said, now - AGE) for said in _read("network")["portals"]}


def people(portals_: dict[str, Portal], now: datetime) -> dict[str, User]:
    """Sign the people up, by key; all have the same password."""
    password_hash = passwords.hashed(EVERYBODYS)
    found = {}
    for number, said in enumerate(_read("people")["people"]):
        joined = now - AGE + timedelta(days=1, hours=7 * number)
        found[said["key"]] = _person(said, portals_, password_hash, joined)
    return found


def emails() -> dict[str, str]:
    """Return the people's addresses, by key."""
    return {said["key"]: normal_email(said["email"]) for said in _read("people")["people"]}


def _read(name: str) -> Any:
    return parse_yaml((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))


def _portal(said: dict[str, Any], founded: datetime) -> Portal:
    portal = Portal(slug=said["slug"], region=said["region"], created_at=founded)
    portal.revise(
        Settings(
            names=said["names"],
            languages=said["languages"],
            descriptions=said["descriptions"],
            welcomes=said["welcome"],
            hue=said["hue"],
            drawing=said["drawing"],
            locale=said["locale"],
            time_zone=said["time_zone"],
            joining=Joining(said["joining"]),
            is_closed=said.get("closed", False),
        )
    )
    session.add(portal)
    session.flush()  # memberships name it by its id
    return portal


def _person(
    said: dict[str, Any], portals_: dict[str, Portal], password_hash: str, joined: datetime
) -> User:
    person = User(
        email=normal_email(said["email"]),
        password_hash=password_hash,
        name=said["name"],
        headline=said["headline"],
        about=said["about"],
        about_language=said["language"],
        languages=said["languages"],
        locale=said["locale"],
        time_zone=said["time_zone"],
        is_network_steward=said.get("network_steward", False),
        created_at=joined,
        confirmed_at=joined,
        memberships=[_place(one, portals_, joined) for one in said["portals"]],
    )
    session.add(person)
    return person


def _place(said: dict[str, str], portals_: dict[str, Portal], joined: datetime) -> Membership:
    return Membership(
        portal_id=portals_[said["portal"]].id,
        role=Role(said["role"]),
        standing=Standing.ACTIVE,
        created_at=joined,
    )
