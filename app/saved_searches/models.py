"""What people want to find again."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Model

LONGEST = 200


class SavedSearch(Model):
    """A question to the search, kept by a person: its words, and the values of its facets."""

    __tablename__ = "saved_searches"
    is_shown = False

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(LONGEST))
    chosen: Mapped[dict[str, Any]]
    """By the facet's name, the values that were chosen."""
    created_at: Mapped[datetime]

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """The chosen values, as the search takes them."""
        return {name: tuple(values) for name, values in self.chosen.items()}
