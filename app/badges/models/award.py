"""An award: who earned a badge, when and why, as it was signed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import User
from app.badges.models.badge import Badge
from app.badges.models.issuing import IssuerKey, Means, Showing
from app.kernel.db import Model, related
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _


class Award(Model):
    """A badge that somebody earned. What was signed is kept and never changed.

    No name is signed, only the hashed e-mail address: an erased account leaves no name behind.
    """

    __tablename__ = "awards"
    __table_args__ = (
        UniqueConstraint("issuer_id", "status_index"),
        UniqueConstraint("badge_id", "holder_id", "renewal"),
        Index("ix_awards_holder", "holder_id", "id"),
        Index("ix_awards_shown", "showing", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    """Its name in addresses: random, so that nobody counts or guesses awards."""
    badge_id: Mapped[int] = mapped_column(ForeignKey("badges.id"))
    issuer_id: Mapped[int] = mapped_column(ForeignKey("issuers.id"))
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    """Null when the account was erased: the award still verifies, and names nobody."""
    renewal: Mapped[int] = mapped_column(default=0)
    """One award for a person and badge; renewed ones are counted on."""
    holder_name: Mapped[str]
    """As it was when it was issued; empty when the account was erased."""
    salt: Mapped[str] = mapped_column(String(40))
    identity: Mapped[str] = mapped_column(String(80))
    """The holder's e-mail address, hashed with the salt."""
    how: Mapped[Means]
    cohort_id: Mapped[int | None] = mapped_column(
        ForeignKey("cohorts.id", ondelete="SET NULL"), index=True
    )
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    key_id: Mapped[int] = mapped_column(ForeignKey("issuer_keys.id"))
    credential: Mapped[str] = mapped_column(deferred=True)
    """Open Badges 3.0 with its proof, as JSON, byte by byte."""
    jwt: Mapped[str] = mapped_column(deferred=True)
    status_index: Mapped[int]
    revoked_at: Mapped[datetime | None]
    revoked_because: Mapped[str] = mapped_column(default="")
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    replaced_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("awards.id", ondelete="SET NULL"), index=True
    )
    """The same award, bound again when the holder had another name or address."""
    showing: Mapped[Showing] = mapped_column(default=Showing.LINK)
    shows_evidence: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)

    badge: Mapped[Badge] = related()
    key: Mapped[IssuerKey] = related()
    holder: Mapped[User | None] = related(foreign_keys=[holder_id])

    @property
    def is_revoked(self) -> bool:
        """Whether the issuer took it back."""
        return self.revoked_at is not None

    @property
    def is_replaced(self) -> bool:
        """Whether another award stands for it now."""
        return self.replaced_by_id is not None

    def is_expired(self, at: datetime) -> bool:
        """Return whether its time is over."""
        return self.expires_at is not None and self.expires_at <= at

    def holds(self, at: datetime) -> bool:
        """Return whether it counts."""
        return not (self.is_revoked or self.is_expired(at))

    def revoke(self, at: datetime, because: str) -> None:
        """Take it back, with a reason that everyone who checks it reads."""
        if self.is_revoked:
            raise Refused(_("This award is revoked already."))
        if not because.strip():
            raise Refused(_("Say why: the holder and everyone who checks the badge will read it."))
        self.revoked_at, self.revoked_because = at, because.strip()

    def forget_holder(self) -> None:
        """Name nobody any more: the account was erased."""
        self.holder_id, self.holder_name = None, ""
