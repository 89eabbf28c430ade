"""An offer of a place in a cohort, to an address that nobody has an account with yet."""

from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import User
from app.cohorts.models.cohort import Cohort
from app.kernel.db import Model, related


class CohortInvitation(Model):
    """An offer that was sent by mail; the token is kept hashed and works once."""

    __tablename__ = "cohort_invitations"
    __table_args__ = (UniqueConstraint("cohort_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id", ondelete="CASCADE"))
    email: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    """As the trainer wrote it; only the mail says it."""
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Null until the mail is written."""
    invited_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    cohort: Mapped[Cohort] = related()
    invited_by: Mapped[User | None] = related()

    LIFETIME: ClassVar = timedelta(days=30)

    def is_for(self, person: User) -> bool:
        """Return whether it was sent to this person's address."""
        return person.is_confirmed and person.email == self.email
