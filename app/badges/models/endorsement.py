"""An endorsement: an issuer says in its own name that another's badge is worth something."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.badges.models.badge import Badge
from app.badges.models.issuing import Issuer, IssuerKey
from app.kernel.db import Model, related


class Endorsement(Model):
    """Signed once; awards that are made while it stands carry it."""

    __tablename__ = "endorsements"
    __table_args__ = (UniqueConstraint("badge_id", "issuer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    badge_id: Mapped[int] = mapped_column(ForeignKey("badges.id", ondelete="CASCADE"))
    issuer_id: Mapped[int] = mapped_column(ForeignKey("issuers.id"), index=True)
    """Who endorses it."""
    comment: Mapped[str]
    issued_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    key_id: Mapped[int] = mapped_column(ForeignKey("issuer_keys.id"))
    credential: Mapped[str]
    """The EndorsementCredential with its proof, byte by byte."""

    badge: Mapped[Badge] = related(back_populates="endorsements")
    issuer: Mapped[Issuer] = related()
    key: Mapped[IssuerKey] = related()
