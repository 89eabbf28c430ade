"""A badge that was awarded elsewhere, and what was proven of it when it was brought in."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.badges.models.issuing import Showing
from app.kernel.db import Model, related
from app.kernel.files import StoredFile


class ForeignBadge(Model):
    """Somebody's badge of another network. What it says is the word of its issuer, not ours."""

    __tablename__ = "foreign_badges"
    __table_args__ = (
        UniqueConstraint("holder_id", "sha256"),
        Index("ix_foreign_badges_shown", "holder_id", "showing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    sha256: Mapped[str] = mapped_column(String(64))
    """Of what was brought: the same badge is kept once."""
    content: Mapped[str] = mapped_column(deferred=True)
    """The badge as it was brought: JSON, a JWT, or the address of an assertion."""
    standard: Mapped[str] = mapped_column(String(10))
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    issuer_name: Mapped[str] = mapped_column(default="")
    issuer_url: Mapped[str] = mapped_column(default="")
    issued_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"), index=True)
    """The picture that it came in."""
    verdict: Mapped[str] = mapped_column(String(20))
    findings: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """Question and code of the answer, as `verifying` says them."""
    checked_at: Mapped[datetime]
    showing: Mapped[Showing] = mapped_column(default=Showing.PRIVATE)
    position: Mapped[int] = mapped_column(default=0)

    file: Mapped[StoredFile | None] = related()

    @property
    def is_public(self) -> bool:
        """Whether everyone sees it on the holder's page."""
        return self.showing == Showing.PUBLIC
