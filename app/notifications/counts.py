"""What is unread in the rooms above: counted in the one statement that every page makes."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select

from app.accounts.models import User

Count = Callable[[User], Select[Any]]

_counts: dict[str, Count] = {}


def register_count(name: str, count: Count) -> None:
    """Let a room say how much is unread; menus show it beside the entry that names it."""
    _counts[name] = count


def counts() -> dict[str, Count]:
    """Return what is counted, by name."""
    return dict(_counts)
