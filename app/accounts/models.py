"""People, their places in portals, their sessions and tokens."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Model, related
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _


class Role(StrEnum):
    """What a person is in one portal; each can do what those before it can."""

    MEMBER = "member"
    TRAINER = "trainer"
    MODERATOR = "moderator"
    STEWARD = "steward"


class Standing(StrEnum):
    """Whether a membership holds yet."""

    AWAITING = "awaiting"
    ACTIVE = "active"


class User(Model):
    """A person with an account; one account for the whole network."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(unique=True)
    """As `normal_email` writes it; null when the account was erased."""
    password_hash: Mapped[str | None]
    name: Mapped[str]
    headline: Mapped[str] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")
    about_language: Mapped[str | None]
    languages: Mapped[list[str]] = mapped_column(default=list)
    """What the person reads, best first, as BCP-47 tags."""
    locale: Mapped[str] = mapped_column(default="en")
    time_zone: Mapped[str] = mapped_column(default="UTC")
    is_network_steward: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]

    memberships: Mapped[list["Membership"]] = related(back_populates="user")

    is_signed_in = True

    def role_in(self, portal_id: int) -> Role | None:
        """Return the person's role in the portal, None for a stranger or one who still waits."""
        for membership in self.memberships:
            if membership.portal_id == portal_id and membership.standing == Standing.ACTIVE:
                return membership.role
        return None

    def awaits(self, portal_id: int) -> bool:
        """Return whether the person has asked to join and has no answer yet."""
        return any(
            membership.portal_id == portal_id and membership.standing == Standing.AWAITING
            for membership in self.memberships
        )

    def is_member_of(self, portal_id: int) -> bool:
        """Return whether the person belongs to the portal in any role."""
        return self.role_in(portal_id) is not None

    def moderates(self, portal_id: int) -> bool:
        """Return whether the person looks after what others write in the portal."""
        return self.is_network_steward or self.role_in(portal_id) in (Role.MODERATOR, Role.STEWARD)

    def trains(self, portal_id: int) -> bool:
        """Return whether the person gives courses in the portal."""
        return self.role_in(portal_id) not in (None, Role.MEMBER)

    @property
    def is_trainer(self) -> bool:
        """Whether the person gives courses anywhere."""
        return any(self.trains(portal_id) for portal_id in self.portal_ids)

    def is_steward_of(self, portal_id: int) -> bool:
        """Return whether the person runs the portal."""
        return self.is_network_steward or self.role_in(portal_id) == Role.STEWARD

    @property
    def portal_ids(self) -> list[int]:
        """The portals to which the person belongs."""
        return [m.portal_id for m in self.memberships if m.standing == Standing.ACTIVE]

    @property
    def is_confirmed(self) -> bool:
        """Whether the e-mail address is known to be theirs."""
        return self.confirmed_at is not None

    @property
    def paragraphs(self) -> list[str]:
        """What the person says about themselves, an empty line between two."""
        return [part.strip() for part in self.about.split("\n\n") if part.strip()]

    def confirm(self, at: datetime) -> None:
        """Take note that the e-mail address is theirs; the first time counts."""
        self.confirmed_at = self.confirmed_at or at

    def prefer(self, tag: str) -> None:
        """Put a language at the end of those the person reads."""
        if tag not in self.languages:
            self.languages = [*self.languages, tag]

    def put_before(self, tag: str) -> None:
        """Move a language one place up in the person's preference."""
        place = self.languages.index(tag) if tag in self.languages else 0
        if place:
            order = list(self.languages)
            order[place - 1], order[place] = order[place], order[place - 1]
            self.languages = order

    def give_up(self, tag: str) -> None:
        """Take a language off; one must stay, or search would not know what to show first."""
        if self.languages == [tag]:
            raise Refused(_("Keep at least one language that you read."))
        self.languages = [language for language in self.languages if language != tag]


class Membership(Model):
    """A person's place in a portal."""

    __tablename__ = "memberships"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    portal_id: Mapped[int] = mapped_column(
        ForeignKey("portals.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[Role] = mapped_column(default=Role.MEMBER)
    standing: Mapped[Standing] = mapped_column(default=Standing.ACTIVE)
    created_at: Mapped[datetime]

    user: Mapped[User] = related(back_populates="memberships")


class Visitor:
    """Somebody without an account, or not signed in. Its id belongs to nobody."""

    id = 0
    name = ""
    is_signed_in = False
    is_network_steward = False
    is_confirmed = False
    is_trainer = False
    time_zone = "UTC"
    portal_ids: tuple[int, ...] = ()

    def __init__(self, languages: list[str] | None = None) -> None:
        self.languages = languages or []

    def role_in(self, portal_id: int) -> Role | None:
        """Return None: a visitor has no role."""
        return None

    def awaits(self, portal_id: int) -> bool:
        """Return False: a visitor cannot ask to join."""
        return False

    def is_member_of(self, portal_id: int) -> bool:
        """Return False: a visitor belongs nowhere."""
        return False

    def moderates(self, portal_id: int) -> bool:
        """Return False: a visitor looks after nothing."""
        return False

    def trains(self, portal_id: int) -> bool:
        """Return False: a visitor gives no course."""
        return False

    def is_steward_of(self, portal_id: int) -> bool:
        """Return False: a visitor runs nothing."""
        return False


Actor = User | Visitor


class UserSession(Model):
    """One browser in which a person is signed in; revoking it signs that browser out."""

    __tablename__ = "user_sessions"
    is_shown = False

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    user_agent: Mapped[str] = mapped_column(String(300), default="")

    user: Mapped[User] = related()

    LIFETIME: ClassVar = timedelta(days=30)
    SEEN_EVERY: ClassVar = timedelta(minutes=10)

    def is_over(self, at: datetime) -> bool:
        """Return whether the session has been idle for too long."""
        return at - self.seen_at > self.LIFETIME

    def is_stale(self, at: datetime) -> bool:
        """Return whether it is worth writing down that the session is in use."""
        return at - self.seen_at >= self.SEEN_EVERY


class Purpose(StrEnum):
    """What a token may be used for, and for nothing else."""

    CONFIRM = "confirm-email"
    CHANGE_EMAIL = "change-email"
    RESET = "reset-password"


class Token(Model):
    """A secret sent by mail, kept hashed: for one purpose, once, for a while."""

    __tablename__ = "tokens"
    is_shown = False

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[Purpose]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str | None]
    """The address that is confirmed by coming back with this token."""
    expires_at: Mapped[datetime]

    user: Mapped[User] = related()

    LIFETIMES: ClassVar[dict[Purpose, timedelta]] = {
        Purpose.CONFIRM: timedelta(days=3),
        Purpose.CHANGE_EMAIL: timedelta(days=1),
        Purpose.RESET: timedelta(hours=2),
    }


class Attempt(Model):
    """One try at something that is throttled, per account and per network."""

    __tablename__ = "attempts"
    is_shown = False
    __table_args__ = (Index("ix_attempts_key_at", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
