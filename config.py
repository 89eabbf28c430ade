"""The settings of an installation: read once from the environment, checked at start."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit


class ConfigError(Exception):
    """Something in the environment that an operator has to mend before the app can start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Every setting there is; `.env.example` explains each to an operator."""

    database_url: str
    data_dir: Path
    redis_url: str | None
    secret_key: str
    base_url: str
    files_url: str
    port: int
    mail_url: str | None
    mail_from: str
    mail_replies: str | None
    mail_bounces: str | None
    imap_url: str | None
    search_engine: str
    new_member_limits: str | None
    production: bool
    trusted_proxies: int
    testing: bool

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ, **overrides: object) -> Self:
        """Read the environment; `overrides` are for tests. Raise ConfigError with the mend."""
        env = {name: value for name, value in environ.items() if value != ""}
        production = env.get("STAFFROOM_ENV") == "production"
        data_dir = Path(env.get("DATA_DIR", "instance")).resolve()
        port = _port(env.get("PORT", "8000"))
        base_url = env.get("BASE_URL", f"http://127.0.0.1:{port}").rstrip("/")
        database_url = env.get("DATABASE_URL", f"sqlite:///{data_dir / 'staffroom.sqlite'}")
        values: dict[str, object] = {
            "database_url": database_url,
            "data_dir": data_dir,
            "redis_url": env.get("REDIS_URL"),
            "secret_key": env.get("SECRET_KEY") or _secret(data_dir, production=production),
            "base_url": base_url,
            "files_url": env.get("FILES_URL", base_url).rstrip("/"),
            "port": port,
            "mail_url": env.get("MAIL_URL"),
            "mail_from": env.get("MAIL_FROM", f"staffroom@{urlsplit(base_url).hostname}"),
            "mail_replies": env.get("MAIL_REPLIES"),
            "mail_bounces": env.get("MAIL_BOUNCES"),
            "imap_url": env.get("IMAP_URL"),
            "search_engine": env.get("SEARCH_ENGINE", _engine_for(database_url)),
            "new_member_limits": env.get("NEW_MEMBER_LIMITS"),
            "production": production,
            "trusted_proxies": int(env.get("TRUSTED_PROXIES", "0")),
            "testing": False,
        }
        return cls(**(values | overrides))  # type: ignore[arg-type]

    def __post_init__(self) -> None:
        """Refuse what could not work, in words that say what to do."""
        if not self.database_url.startswith(("sqlite:", "postgresql")):
            raise ConfigError("DATABASE_URL must begin with sqlite: or postgresql:")
        self._check_addresses()
        if len(self.secret_key) < 32:
            raise ConfigError("SECRET_KEY must have at least 32 characters")
        if self.search_engine not in ("whoosh", "postgresql"):
            raise ConfigError("SEARCH_ENGINE must be whoosh or postgresql")
        if self.search_engine == "postgresql" and not self.database_url.startswith("postgresql"):
            raise ConfigError("SEARCH_ENGINE=postgresql needs a PostgreSQL DATABASE_URL")
        self._check_mailboxes()
        if self.production and self.mail_url is None:
            raise ConfigError("MAIL_URL is missing: people could not confirm their address")

    def _check_mailboxes(self) -> None:
        for name in ("mail_replies", "mail_bounces"):
            if "@" not in (getattr(self, name) or "@"):
                raise ConfigError(f"{name.upper()} must be an address: reply@example.org")

    def _check_addresses(self) -> None:
        for name in ("base_url", "files_url"):
            if urlsplit(getattr(self, name)).scheme not in ("http", "https"):
                raise ConfigError(f"{name.upper()} must be a whole address, https://… ")
        if urlsplit(self.files_url).path:
            raise ConfigError("FILES_URL must be a host alone, https://files.example.org")

    def __repr__(self) -> str:
        """Name the settings without what is secret in them."""
        hidden = {"secret_key", "database_url", "redis_url", "mail_url", "imap_url"}
        shown = (
            f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.name not in hidden
        )
        return f"Config({', '.join(shown)})"


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ConfigError("PORT must be a number between 1 and 65535")
    return int(text)


def _engine_for(database_url: str) -> str:
    return "postgresql" if database_url.startswith("postgresql") else "whoosh"


def _secret(data_dir: Path, *, production: bool) -> str:
    """Return the secret kept beside a demo's data, made at its first start."""
    if production:
        raise ConfigError(
            "SECRET_KEY is missing: make one with "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    path = data_dir / "secret-key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii")
