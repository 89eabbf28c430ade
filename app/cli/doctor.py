"""`flask doctor`: what is wrong with an installation, and how to mend it."""

import shutil
import smtplib
import sys
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import click
import pysqlite3
from flask import current_app
from sqlalchemy import text

from app import search
from app.badges import issuing
from app.kernel import assets, catalogues, db, migrate
from config import Config

FREE_BYTES = 1_000_000_000
OPEN_MAILBOX = (
    "everybody's mail, with its links to new passwords, is open to whoever asks for /dev/mail: "
    "set MAIL_URL, and STAFFROOM_ENV=production"
)

Finding = tuple[str, str | None]
"""What was looked at, and what to do about it; None when it is well."""


@click.command("doctor")
def doctor() -> None:
    """Name what is wrong with this installation and how to mend it."""
    ill = False
    for name, mend in findings(current_app.config["STAFFROOM"]):
        click.echo(
            f"{'ok   ' if mend is None else 'WRONG'}  {name}{'' if mend is None else f': {mend}'}"
        )
        ill = ill or mend is not None
    sys.exit(1 if ill else 0)


def findings(config: Config) -> Iterator[Finding]:
    """Look at everything that an installation stands on."""
    for name, look in CHECKS.items():
        try:
            yield name, look(config)
        except Exception as error:  # a doctor looks on
            yield name, f"{type(error).__name__}: {error}"


def _database(config: Config) -> str | None:
    if not config.database_url.startswith("sqlite"):
        version = db.session.execute(text("show server_version_num")).scalar_one()
        return None if int(version) >= 140000 else "PostgreSQL 14 or newer is needed"
    safe = pysqlite3.sqlite_version_info >= db.SAFE_SQLITE
    return None if safe else "install pysqlite3 0.6.1 or newer: this SQLite can corrupt data"


def _migrations(config: Config) -> str | None:
    at, wanted = migrate.current(current_app.extensions["engine"]), migrate.head()
    return None if at == wanted else f"it is at {at}, not {wanted}: run flask db upgrade"


def _index(config: Config) -> str | None:
    return search.trouble()


def _assets(config: Config) -> str | None:
    built = assets.current_build(assets.STATIC) != assets.SOURCE
    return None if built else "not built: run make assets"


def _translations(config: Config) -> str | None:
    sources = list(catalogues.FOLDER.glob("*/LC_MESSAGES/messages.po"))
    missing = [path.parent.parent.name for path in sources if not path.with_suffix(".mo").exists()]
    return None if not missing else f"{', '.join(missing)} not compiled: run make setup"


def _secrets(config: Config) -> str | None:
    kept = Path(config.data_dir) / "secret-key"
    if config.production and kept.exists() and kept.read_text() == config.secret_key:
        return "SECRET_KEY is the demo's: make a new one"
    return None


def _disk(config: Config) -> str | None:
    free = shutil.disk_usage(config.data_dir).free
    return (
        None if free > FREE_BYTES else f"only {free // 1_000_000} MB are free for {config.data_dir}"
    )


def _mail(config: Config) -> str | None:
    if config.mail_url is None:
        return None if _is_on_one_machine(config) else OPEN_MAILBOX
    parts = urlsplit(config.mail_url)
    with smtplib.SMTP(parts.hostname or "", parts.port or 587, timeout=5) as server:
        server.noop()
    return None


def _is_on_one_machine(config: Config) -> bool:
    host = urlsplit(config.base_url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _badge_keys(config: Config) -> str | None:
    slugs = ", ".join(one.slug for one in issuing.locked())
    return f"{slugs} cannot sign badges: see flask badges keys" if slugs else None


CHECKS: dict[str, Callable[[Config], str | None]] = {
    "database version": _database,
    "migrations at head": _migrations,
    "search index": _index,
    "assets": _assets,
    "translations": _translations,
    "secrets": _secrets,
    "disk": _disk,
    "mail": _mail,
    "badge keys": _badge_keys,
}
