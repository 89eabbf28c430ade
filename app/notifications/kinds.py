"""The kinds of notices: each room brings its own, with the sentences that tell of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.accounts.models import User
from app.notifications.models import Notice, Pace
from app.taxonomy import languages


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice in words, for one person: whole sentences in their locale."""

    sentence: str
    path: str
    """Where it leads, with the locale: what `kernel.urls.url` returns."""
    language: str | None = None
    """Of the excerpt."""
    excerpt: str = ""
    about: str = ""
    """What the bundle is about, such as a thread's title: the same subject for all its mails."""
    reference: str | None = None
    """What a reply by mail goes to, `prefix:id` of `register_reply`; None: to nothing."""

    @property
    def direction(self) -> str:
        """In which direction the excerpt is written."""
        return languages.direction(self.language) if self.language else "auto"


Load = Callable[[User, Sequence[Notice]], Mapping[int, Told]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of notice. `load` returns, by notice id, only what this person may still see."""

    name: str
    label: Any
    hint: Any
    default: Pace
    load: Load
    position: int = 50
    paces: tuple[Pace, ...] = tuple(Pace)


_kinds: dict[str, Kind] = {}


def register_kind(kind: Kind) -> Kind:
    """Let a room tell people of something; its name stands in addresses and mail headers."""
    _kinds[kind.name] = kind
    return kind


def kind(name: str) -> Kind | None:
    """Return a kind; None when no room has it any more."""
    return _kinds.get(name)


def kinds() -> list[Kind]:
    """Return all kinds, in the order in which people choose their paces."""
    return sorted(_kinds.values(), key=lambda one: (one.position, one.name))


def default_paces() -> dict[str, Pace]:
    """Return the pace of each kind for who has not chosen."""
    return {one.name: one.default for one in kinds()}


def told(person: User, notices: Sequence[Notice]) -> dict[int, Told]:
    """Return the notices in words, by id; what the person may not see any more is left out."""
    by_kind: dict[str, list[Notice]] = {}
    for notice in notices:
        by_kind.setdefault(notice.kind, []).append(notice)
    return {
        notice_id: words
        for name, group in by_kind.items()
        if name in _kinds
        for notice_id, words in _kinds[name].load(person, group).items()
    }


_DIRECTING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Letters that nobody sees and that turn what follows around."""


def isolate(name: str) -> str:
    """Return a name or title that keeps its direction inside a sentence of another, and to itself.

    What would end the isolation, or go on after it, is left out.
    """
    return f"\u2068{name.translate(_DIRECTING)}\u2069"
