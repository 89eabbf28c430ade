"""A badge class: what can be earned, for what, and how it looks."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.badges.models.issuing import Issuer, language_of, text_in
from app.kernel.db import Model, related
from app.kernel.errors import Refused
from app.kernel.files import StoredFile
from app.kernel.i18n import gettext as _

if TYPE_CHECKING:
    from app.badges.models.endorsement import Endorsement


class BadgeStatus(StrEnum):
    """Where a badge is in its life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"
    """Nobody earns it any more; what was awarded stays."""


class CoIssuer(Model):
    """An issuer that a badge names beside its own."""

    __tablename__ = "badge_co_issuers"

    badge_id: Mapped[int] = mapped_column(
        ForeignKey("badges.id", ondelete="CASCADE"), primary_key=True
    )
    issuer_id: Mapped[int] = mapped_column(
        ForeignKey("issuers.id", ondelete="CASCADE"), primary_key=True, index=True
    )

    issuer: Mapped[Issuer] = related()


class Badge(Model):
    """What can be earned; an *award* says who earned it. Open Badges calls it an Achievement."""

    __tablename__ = "badges"
    __table_args__ = (Index("ix_badges_issuer", "issuer_id", "status", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issuer_id: Mapped[int] = mapped_column(ForeignKey("issuers.id"))
    course_id: Mapped[int | None] = mapped_column(
        ForeignKey("courses.id", ondelete="SET NULL"), index=True
    )
    """Whoever completes it is awarded the badge."""
    status: Mapped[BadgeStatus] = mapped_column(default=BadgeStatus.DRAFT)
    language: Mapped[str] = mapped_column(String(35))
    """The one in which it was written first."""
    names: Mapped[dict[str, str]]
    descriptions: Mapped[dict[str, str]]
    criteria: Mapped[dict[str, str]]
    """Markdown by language: what one must have done."""
    alignments: Mapped[list[str]] = mapped_column(default=list)
    """Items of competence frameworks, as `taxonomy.frameworks` names them."""
    drawing: Mapped[dict[str, Any]]
    """The template of its picture: shape, hue, symbol, text, level."""
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"), index=True)
    """A picture of its own, instead of the drawing."""
    valid_days: Mapped[int | None]
    is_renewable: Mapped[bool] = mapped_column(default=False)
    is_own_claim_allowed: Mapped[bool] = mapped_column(default=False)
    """Whether those who may award it may award it to themselves."""
    code: Mapped[str | None] = mapped_column(String(12), unique=True)
    """With which it is claimed; null: it cannot be."""
    created_at: Mapped[datetime]
    lock: Mapped[int] = mapped_column(default=0)

    issuer: Mapped[Issuer] = related()
    co_issuers: Mapped[list[CoIssuer]] = related(cascade="all, delete-orphan")
    endorsements: Mapped[list["Endorsement"]] = related(
        back_populates="badge", order_by="Endorsement.id", cascade="all, delete-orphan"
    )
    file: Mapped[StoredFile | None] = related()

    __mapper_args__ = {"version_id_col": lock}

    @property
    def is_published(self) -> bool:
        """Whether it can be earned."""
        return self.status == BadgeStatus.PUBLISHED

    @property
    def is_draft(self) -> bool:
        """Whether nobody could earn it yet."""
        return self.status == BadgeStatus.DRAFT

    def name_in(self, locale: str) -> str:
        """Return its name in the locale, else as it was written first."""
        return text_in(self.names, locale)

    def description_in(self, locale: str) -> str:
        """Return what it stands for."""
        return text_in(self.descriptions, locale)

    def criteria_in(self, locale: str) -> str:
        """Return what one must have done, as Markdown."""
        return text_in(self.criteria, locale)

    def language_in(self, locale: str) -> str:
        """Return the language in which a reader of the locale reads it."""
        return language_of(self.names, locale)

    def expiry(self, issued_at: datetime) -> datetime | None:
        """Return until when an award of that moment holds; None is for ever."""
        return issued_at + timedelta(days=self.valid_days) if self.valid_days else None

    def publish(self) -> None:
        """Let it be earned."""
        if self.is_published:
            raise Refused(_("This badge can be earned already."))
        if not all(texts.get(self.language) for texts in (self.names, self.descriptions)):
            raise Refused(_("Give the badge a name and a description first."))
        if not self.criteria.get(self.language):
            raise Refused(_("Say first what one must have done: it stands in every award."))
        self.status = BadgeStatus.PUBLISHED

    def archive(self) -> None:
        """Let nobody earn it any more."""
        if not self.is_published:
            raise Refused(_("Only a badge that can be earned is archived."))
        self.status = BadgeStatus.ARCHIVED
