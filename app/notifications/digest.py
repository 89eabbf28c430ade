"""The sections of a digest: what a room has for many people at once, beyond their notices."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.accounts.models import User
from app.notifications.kinds import Told
from app.notifications.models import Pace

Collect = Callable[[Sequence[User], datetime], Mapping[int, list[Told]]]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the digest; `collect` finds in few statements what is new to a group of people.

    It returns lists by user id, of what each may see, each told in that person's locale
    (`kernel.i18n.speaking`).
    """

    name: str
    label: Any
    collect: Collect
    default: Pace = Pace.WEEKLY
    hint: Any = ""
    paces: tuple[Pace, ...] = (Pace.DAILY, Pace.WEEKLY, Pace.NEVER)


_sections: dict[str, Section] = {}


def section(one: Section) -> Section:
    """Let a room add to everybody's digest."""
    _sections[one.name] = one
    return one


def sections() -> list[Section]:
    """Return the sections, in the order of the rooms."""
    return list(_sections.values())


def default_paces() -> dict[str, Pace]:
    """Return the pace of each section for who has not chosen."""
    return {one.name: one.default for one in sections()}
