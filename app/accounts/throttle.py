"""How often somebody may try: counted in the database, per account and per network.

Nobody can lock a person out for longer than the window: a try that is refused here is not
counted, so the oldest tries fall out of it. Addresses are kept only as keyed hashes.
"""

import hashlib
import hmac
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from flask import Flask, current_app, request
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.accounts.addresses import normal_email
from app.accounts.models import Attempt
from app.kernel import clock, db
from app.kernel.errors import Throttled
from app.kernel.i18n import ngettext

WINDOW = timedelta(minutes=15)


class Deed(StrEnum):
    """What is throttled."""

    SIGN_IN = "sign-in"
    SIGN_UP = "sign-up"
    RESET = "reset"
    CONFIRMATION = "confirmation"
    CODE = "code"
    """Typing a code that is shown in a room."""
    VERIFICATION = "verification"
    """Having a badge checked, for which others may be asked."""


PER_ACCOUNT = {
    Deed.SIGN_IN: 10,
    Deed.SIGN_UP: 5,
    Deed.RESET: 3,
    Deed.CONFIRMATION: 3,
    Deed.CODE: 10,
    Deed.VERIFICATION: 60,
}
PER_NETWORK = {
    Deed.SIGN_IN: 200,
    Deed.SIGN_UP: 100,
    Deed.RESET: 50,
    Deed.CONFIRMATION: 50,
    Deed.CODE: 500,
    Deed.VERIFICATION: 200,
}
"""A whole school, or a course on its first morning, comes from one address."""


def init_app(app: Flask, *, secret_key: str) -> None:
    """Say with which key addresses are hashed."""
    app.extensions["throttle"] = hashlib.sha256(b"throttle" + secret_key.encode()).digest()


def admit(deed: Deed, account: str) -> None:
    """Count a try, in its own transaction; raise Throttled when there were too many.

    Call it before the request has touched the database: on SQLite there is one writer.
    """
    now = clock.now()
    limits = {
        _key(deed, "account", normal_email(account)): PER_ACCOUNT[deed],
        _key(deed, "network", network_of(request.remote_addr)): PER_NETWORK[deed],
    }
    with db.aside() as own:
        for key, limit in limits.items():
            _refuse_if_too_many(own, key, limit)
        own.add_all(Attempt(key=key, at=now) for key in limits)


def forgive(deed: Deed, account: str) -> None:
    """Forget the account's tries after one that succeeded."""
    key = _key(deed, "account", normal_email(account))
    db.session.execute(delete(Attempt).where(Attempt.key == key))


def network_of(address: str | None) -> str:
    """Return the network that one household or school has: IPv4 /24, IPv6 /56."""
    try:
        ip = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ip_network((ip, 24 if ip.version == 4 else 56), strict=False))


def _refuse_if_too_many(own: Session, key: str, limit: int) -> None:
    now = clock.now()
    count, oldest = own.execute(
        select(func.count(), func.min(Attempt.at)).where(
            Attempt.key == key, Attempt.at > now - WINDOW
        )
    ).one()
    if count >= limit:
        seconds = max(1, ceil((oldest + WINDOW - now).total_seconds()))
        raise Throttled(_advice(ceil(seconds / 60)), retry_after=seconds)


def _advice(minutes: int) -> str:
    return ngettext(
        "There were many tries. Please try again in a minute.",
        "There were many tries. Please try again in %(num)s minutes.",
        minutes,
    )


def _key(deed: Deed, kind: str, value: str) -> str:
    secret: bytes = current_app.extensions["throttle"]
    return hmac.new(secret, f"{deed}:{kind}:{value}".encode(), hashlib.sha256).hexdigest()
