"""Boards: the places of a portal in which threads stand."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.db import Model, related
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.portals.models import Portal


class BoardReach(StrEnum):
    """Who reads a board, and who may write in it."""

    PORTAL = "portal"
    """Members of its portal."""
    OPEN = "open"
    """Everyone who sees the portal reads; its members write."""
    NETWORK = "network"
    """Everyone who sees the portal reads; every member of the network writes."""
    CIRCLE = "circle"
    """Only the people whom a room above names, a cohort for instance, and the portal's stewards."""


class Posting(StrEnum):
    """Who may begin a thread on a board; whoever may write may reply."""

    EVERYONE = "everyone"
    MODERATORS = "moderators"


class BoardPerson(Model):
    """Somebody who belongs to a board's circle."""

    __tablename__ = "board_people"

    board_id: Mapped[int] = mapped_column(
        ForeignKey("boards.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Board(Model):
    """A place for threads about one matter."""

    __tablename__ = "boards"
    __table_args__ = (Index("ix_boards_portal_position", "portal_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    portal_id: Mapped[int] = mapped_column(ForeignKey("portals.id", ondelete="CASCADE"))
    names: Mapped[dict[str, str]]
    purposes: Mapped[dict[str, str]] = mapped_column(default=dict)
    languages: Mapped[list[str]] = mapped_column(default=list)
    """In which its people write; empty is the portal's."""
    reach: Mapped[BoardReach] = mapped_column(default=BoardReach.OPEN, index=True)
    posting: Mapped[Posting] = mapped_column(default=Posting.EVERYONE)
    position: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None]
    """Since when it can only be read."""
    created_at: Mapped[datetime]

    portal: Mapped[Portal] = related()
    circle: Mapped[list[BoardPerson]] = relationship(cascade="all, delete-orphan")
    """Loaded when it is asked for: few boards have one."""

    @property
    def is_circle(self) -> bool:
        """Whether only named people read and write there."""
        return self.reach == BoardReach.CIRCLE

    def has_in_circle(self, user_id: int) -> bool:
        """Return whether a person belongs to those who are named."""
        return any(one.user_id == user_id for one in self.circle)

    @property
    def is_archived(self) -> bool:
        """Whether nobody writes in it any more."""
        return self.archived_at is not None

    def name_in(self, locale: str) -> str:
        """Return its name in the locale, else in the language it was named in first."""
        return self._in(locale, self.names)

    def purpose_in(self, locale: str) -> str:
        """Return what it is for."""
        return self._in(locale, self.purposes)

    def archive(self, at: datetime) -> None:
        """Let it be read only."""
        if self.is_archived:
            raise Refused(_("This board is archived already."))
        self.archived_at = at

    def restore(self) -> None:
        """Open it again."""
        self.archived_at = None

    def _in(self, locale: str, texts: dict[str, str]) -> str:
        chosen = (texts.get(tag) for tag in (locale, locale.partition("-")[0], "en"))
        return next(filter(None, chosen), next(iter(texts.values()), ""))
