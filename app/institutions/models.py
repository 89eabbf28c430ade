"""Institutions, who belongs to them, and what became of people's places in them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import User
from app.kernel.db import Model, related
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.portals.models import Portal


class InstitutionKind(StrEnum):
    """What it is."""

    SCHOOL = "school"
    COLLEGE = "college"
    MINISTRY = "ministry"
    OTHER = "other"


class Belonging(StrEnum):
    """Whether a person's place holds yet."""

    ASKED = "asked"
    CONFIRMED = "confirmed"


class Institution(Model):
    """A school, a college, a ministry."""

    __tablename__ = "institutions"
    __table_args__ = (Index("ix_institutions_portal", "portal_id", "kind", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    portal_id: Mapped[int] = mapped_column(ForeignKey("portals.id", ondelete="CASCADE"))
    kind: Mapped[InstitutionKind]
    names: Mapped[dict[str, str]]
    descriptions: Mapped[dict[str, str]] = mapped_column(default=dict)
    town: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    """Since when it exists no more; its courses and badges keep its name."""
    lock: Mapped[int] = mapped_column(default=0)

    portal: Mapped[Portal] = related()

    __mapper_args__ = {"version_id_col": lock}

    @property
    def is_closed(self) -> bool:
        """Whether it exists no more."""
        return self.closed_at is not None

    def name_in(self, locale: str) -> str:
        """Return its name in the locale, else in its portal's first language."""
        return self.names.get(self.language_in(locale), "")

    def description_in(self, locale: str) -> str:
        """Return what it says of itself."""
        return self.descriptions.get(self.portal.language_of(self.descriptions, locale), "")

    def language_in(self, locale: str) -> str:
        """Return the language in which a reader of the locale reads its name."""
        return self.portal.language_of(self.names, locale)

    def close(self, at: datetime) -> None:
        """Let nobody come to it any more."""
        if self.is_closed:
            raise Refused(_("This institution is closed already."))
        self.closed_at = at

    def open_again(self) -> None:
        """Let people come to it again."""
        if not self.is_closed:
            raise Refused(_("This institution is open."))
        self.closed_at = None


class InstitutionPlace(Model):
    """A person's place in an institution."""

    __tablename__ = "institution_places"

    institution_id: Mapped[int] = mapped_column(
        ForeignKey("institutions.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    belonging: Mapped[Belonging]
    is_coordinator: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )

    user: Mapped[User] = related(foreign_keys=[user_id])
    institution: Mapped[Institution] = related()

    @property
    def is_confirmed(self) -> bool:
        """Whether a coordinator has said that the person belongs there."""
        return self.belonging == Belonging.CONFIRMED


class Deed(StrEnum):
    """What became of somebody's place in an institution."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    REMOVED = "removed"
    LEFT = "left"
    COORDINATOR = "coordinator"
    NO_COORDINATOR = "no-coordinator"


class PlaceChange(Model):
    """Who did what to somebody's place, when and why; only ever added to."""

    __tablename__ = "institution_place_changes"
    __table_args__ = (Index("ix_institution_place_changes_place", "institution_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institutions.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    deed: Mapped[Deed]
    reason: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[datetime]

    institution: Mapped[Institution] = related()
    user: Mapped[User] = related(foreign_keys=[user_id])
