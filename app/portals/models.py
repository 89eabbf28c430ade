"""Regional portals, invitations to join one, and what became of people's places in them."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import Role, User
from app.kernel.db import Model, related
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _

SLUG = re.compile(r"[a-z](?:-?[a-z0-9]){1,39}")
LONGEST_SLUG = 40
HUES = tuple(range(0, 360, 10))
"""The steps of the colour circle that the look knows."""


class Joining(StrEnum):
    """How a person becomes a member."""

    OPEN = "open"
    APPROVAL = "approval"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the stewards of a portal decide about it; texts are by language, the main one first."""

    names: dict[str, str]
    languages: list[str]
    descriptions: dict[str, str]
    welcomes: dict[str, str]
    hue: int = 160
    drawing: str = "curve"
    locale: str = "en"
    time_zone: str = "UTC"
    joining: Joining = Joining.OPEN
    is_closed: bool = False


class Portal(Model):
    """A regional community with its own address, languages, front page and members."""

    __tablename__ = "portals"
    __table_args__ = (CheckConstraint("hue >= 0 and hue < 360", name="hue"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    names: Mapped[dict[str, str]]
    descriptions: Mapped[dict[str, str]]
    welcomes: Mapped[dict[str, str]] = mapped_column(default=dict)
    region: Mapped[str]
    hue: Mapped[int] = mapped_column(default=160)
    drawing: Mapped[str] = mapped_column(default="curve")
    languages: Mapped[list[str]]
    """In which its lessons are offered, the main one first."""
    locale: Mapped[str] = mapped_column(default="en")
    """The locale of the interface that a newcomer meets."""
    time_zone: Mapped[str] = mapped_column(default="UTC")
    joining: Mapped[Joining] = mapped_column(default=Joining.OPEN)
    is_closed: Mapped[bool] = mapped_column(default=False)
    """A closed portal does not exist for those who are not its members."""
    created_at: Mapped[datetime]

    def revise(self, settings: Settings) -> None:
        """Take the settings over; a portal has a name and offers a language."""
        if not any(settings.names.values()):
            raise Refused(_("Give the portal a name in at least one language."))
        if not settings.languages:
            raise Refused(_("Offer lessons in at least one language."))
        self.names, self.languages = settings.names, settings.languages
        self.descriptions, self.welcomes = settings.descriptions, settings.welcomes
        self.hue, self.drawing = settings.hue, settings.drawing
        self.locale, self.time_zone = settings.locale, settings.time_zone
        self.joining, self.is_closed = settings.joining, settings.is_closed

    def name_in(self, locale: str) -> str:
        """Return the portal's name in the locale, else in its own first language."""
        return self._in(locale, self.names)

    def description_in(self, locale: str) -> str:
        """Return what the portal is for."""
        return self._in(locale, self.descriptions)

    def welcome_in(self, locale: str) -> str:
        """Return what its stewards say to those who come."""
        return self._in(locale, self.welcomes)

    def language_of(self, texts: dict[str, str], locale: str) -> str:
        """Return the language in which a text is shown to a reader of the locale."""
        for tag in (locale, locale.partition("-")[0], self.locale, *self.languages, "en"):
            if texts.get(tag):
                return tag
        return next(iter(texts), locale)

    def _in(self, locale: str, texts: dict[str, str]) -> str:
        return texts.get(self.language_of(texts, locale), "")


class Invitation(Model):
    """An offer of membership, sent by mail; the token is kept hashed and works once."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    portal_id: Mapped[int] = mapped_column(ForeignKey("portals.id", ondelete="CASCADE"), index=True)
    email: Mapped[str]
    role: Mapped[Role] = mapped_column(default=Role.MEMBER)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    portal: Mapped[Portal] = related()
    invited_by: Mapped[User | None] = related()

    LIFETIME = timedelta(days=14)

    def is_for(self, person: User) -> bool:
        """Return whether it was sent to this person's address."""
        return person.is_confirmed and person.email == self.email


class Deed(StrEnum):
    """What became of somebody's place in a portal."""

    ASKED = "asked"
    JOINED = "joined"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    ROLE_CHANGED = "role-changed"
    REMOVED = "removed"
    LEFT = "left"


class MembershipChange(Model):
    """Who did what to somebody's place in a portal, when and why; only ever added to."""

    __tablename__ = "membership_changes"
    __table_args__ = (Index("ix_membership_changes_place", "portal_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    portal_id: Mapped[int] = mapped_column(ForeignKey("portals.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    deed: Mapped[Deed]
    role: Mapped[Role | None]
    reason: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    at: Mapped[datetime]

    portal: Mapped[Portal] = related()
    user: Mapped[User] = related(foreign_keys=[user_id])
