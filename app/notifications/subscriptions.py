"""What people watch, follow and mute: threads, boards, lessons, authors, subjects, portals."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Select, delete, select

from app.accounts.models import User
from app.kernel import clock, db
from app.kernel.db import session
from app.notifications.models import Level, Subscription, Target


@dataclass(frozen=True, slots=True)
class Named:
    """A target as a person sees it."""

    name: str
    path: str
    language: str | None = None


Key = tuple[int, str]
LoadTargets = Callable[[User, Sequence[Key]], Mapping[Key, Named]]


@dataclass(frozen=True, slots=True)
class TargetKind:
    """What there is to subscribe to; `load` returns, by id and slug, what a person may see."""

    target: Target
    label: Any
    load: LoadTargets


_targets: dict[Target, TargetKind] = {}


def register_target(kind: TargetKind) -> TargetKind:
    """Let a room's records be subscribed to."""
    _targets[kind.target] = kind
    return kind


def target_kinds() -> list[TargetKind]:
    """Return what can be subscribed to, in the order of the rooms."""
    return list(_targets.values())


def named(person: User, kind: str, keys: Sequence[Key]) -> Mapping[Key, Named]:
    """Return those targets that the person may see, by id and slug."""
    known = _targets.get(Target(kind)) if kind in set(Target) else None
    return known.load(person, keys) if known and keys else {}


def set_level(
    user: User, kind: str, target_id: int, level: Level | None, *, slug: str = ""
) -> None:
    """Let a person watch, follow or mute a target from now on; None: neither of these."""
    found = session.get(Subscription, (user.id, Target(kind), target_id, slug))
    if level is None:
        if found is not None:
            session.delete(found)
    elif found is not None:
        found.level = level
    else:
        _begin(user.id, Target(kind), target_id, slug, level)


def _begin(user_id: int, kind: Target, target_id: int, slug: str, level: Level) -> None:
    """Write a subscription; of two presses at once the later counts."""
    row = {"user_id": user_id, "kind": kind, "target_id": target_id, "slug": slug}
    new = db.insert(Subscription).values(**row, level=level, created_at=clock.now())
    session.execute(new.on_conflict_do_update(index_elements=list(row), set_={"level": level}))


def level_of(user_id: int, kind: str, target_id: int, *, slug: str = "") -> Level | None:
    """Return how a person has subscribed to a target."""
    return session.scalar(level_select(user_id, kind, target_id, slug=slug))


def level_select(
    user_id: int, kind: str, target_id: int | BindParameter[int], *, slug: str = ""
) -> Select[Level]:
    """Select how a person has subscribed to a target, for the statements of other rooms."""
    return select(Subscription.level).where(
        Subscription.user_id == user_id,
        Subscription.kind == Target(kind),
        Subscription.target_id == target_id,
        Subscription.slug == slug,
    )


def levels_of(user_id: int, kind: str, ids: Iterable[int]) -> dict[int, Level]:
    """Return how a person has subscribed to these targets, by id."""
    found = session.execute(
        select(Subscription.target_id, Subscription.level).where(
            Subscription.user_id == user_id,
            Subscription.kind == Target(kind),
            Subscription.target_id.in_(list(ids)),
        )
    )
    return dict(found.all())


def subscribers(kind: str, target_id: int, level: Level, *, slug: str = "") -> list[int]:
    """Return the ids of the people who have subscribed to a target at this level."""
    return list(
        session.scalars(
            select(Subscription.user_id).where(
                Subscription.kind == Target(kind),
                Subscription.target_id == target_id,
                Subscription.slug == slug,
                Subscription.level == level,
            )
        )
    )


def watched(user_id: int, kind: str, level: Level = Level.WATCH) -> Select[int]:
    """Select the ids of what a person watches, for the statements of other rooms."""
    return select(Subscription.target_id).where(
        Subscription.user_id == user_id,
        Subscription.kind == Target(kind),
        Subscription.level == level,
    )


def forget_target(kind: str, target_id: int) -> None:
    """Delete the subscriptions of a record that is no more."""
    session.execute(
        delete(Subscription).where(
            Subscription.kind == Target(kind), Subscription.target_id == target_id
        )
    )


def target_of(bundle: str) -> tuple[Target, int, str] | None:
    """Return the target that a bundle is named after, None for another bundle."""
    name, _, rest = bundle.partition(":")
    if name not in set(Target) or not rest:
        return None
    return (Target(name), int(rest), "") if rest.isdecimal() else (Target(name), 0, rest)
