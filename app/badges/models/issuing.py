"""Who issues badges, and the keys that they sign with."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Model, related
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.portals.models import Portal


class Issuer(Model):
    """Somebody in whose name badges are issued: a portal, or the network where it has none."""

    __tablename__ = "issuers"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    """Part of its address and of its did:web, so it never changes."""
    did: Mapped[str] = mapped_column(String(300), unique=True)
    """Its did:web as it was when it was made: every award that left the house names it."""
    portal_id: Mapped[int | None] = mapped_column(ForeignKey("portals.id"), unique=True)
    names: Mapped[dict[str, str]]
    url: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]

    portal: Mapped[Portal | None] = related()
    keys: Mapped[list["IssuerKey"]] = related(order_by="IssuerKey.id")

    def name_in(self, locale: str) -> str:
        """Return its name in the locale, else in the language it was named in first."""
        return text_in(self.names, locale)

    @property
    def live_key(self) -> "IssuerKey":
        """The key that signs now: the youngest that is not retired."""
        live = [key for key in self.keys if not key.is_retired]
        if not live:
            raise Refused(_("This issuer has no key: a network steward makes one."))
        return live[-1]


class IssuerKey(Model):
    """A pair of Ed25519 keys; a retired one stays, for what it signed."""

    __tablename__ = "issuer_keys"
    is_shown = False
    __table_args__ = (Index("ix_issuer_keys_issuer", "issuer_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issuer_id: Mapped[int] = mapped_column(ForeignKey("issuers.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(40))
    """The fragment of its verification method: `key-1`."""
    public: Mapped[str] = mapped_column(String(80))
    """As Multikey writes it."""
    sealed: Mapped[str]
    """The private key, encrypted with the secret of the installation."""
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    @property
    def is_retired(self) -> bool:
        """Whether it signs no more."""
        return self.retired_at is not None


class Means(StrEnum):
    """How an award came about."""

    COMPLETION = "completion"
    HAND = "hand"
    CLAIM = "claim"


class Showing(StrEnum):
    """To whom an award's page is shown."""

    PRIVATE = "private"
    LINK = "link"
    """Whoever has its address, which nobody can guess."""
    PUBLIC = "public"
    """Everyone: it stands on the holder's profile and in lists."""


def text_in(texts: dict[str, str], locale: str) -> str:
    """Return a text in the locale, else in English, else in the language it was written in."""
    return texts.get(language_of(texts, locale), "")


def language_of(texts: dict[str, str], locale: str) -> str:
    """Return the language in which a text is shown to a reader of the locale."""
    wanted = (locale, locale.partition("-")[0], "en")
    return next((tag for tag in wanted if texts.get(tag)), next(iter(texts), locale))
