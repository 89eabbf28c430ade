"""Long lists, a page at a time, by key: as fast on the thousandth page as on the first."""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from app.kernel.db import UtcDateTime, session

T = TypeVar("T")
Keys = tuple[InstrumentedAttribute[Any], ...]

LONGEST_CURSOR = 400
MAX_INTEGER = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some records and where the neighbouring pages begin; None where there is none."""

    items: list[T]
    older: str | None = None
    newer: str | None = None


def page(
    query: Select[T],
    *keys: InstrumentedAttribute[Any],
    size: int,
    after: str | None = None,
    before: str | None = None,
) -> Page[T]:
    """Return one page of `query`, newest first by `keys`; the last key must be unique.

    `after` and `before` are cursors of an earlier page; a damaged one is the first page.
    """
    asked = _Asked(keys, size, _bound(after, keys), _bound(before, keys))
    return asked.page(list(session.scalars(asked.select(query)).unique()))


def rows(
    query: Select[Any],
    *keys: InstrumentedAttribute[Any],
    size: int,
    after: str | None = None,
    before: str | None = None,
) -> Page[Any]:
    """Return one page of a query for columns, the keys among them, as `page` does of records."""
    asked = _Asked(keys, size, _bound(after, keys), _bound(before, keys))
    return asked.page(list(session.execute(asked.select(query))))


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which page of a list somebody wants."""

    keys: Keys
    size: int
    after: list[ColumnElement[Any]] | None
    before: list[ColumnElement[Any]] | None

    def select(self, query: Select[Any]) -> Select[Any]:
        """Select the page, and one more to know whether it goes on."""
        if self.before:
            earlier = query.where(tuple_(*self.keys) > tuple_(*self.before))
            return earlier.order_by(*(key.asc() for key in self.keys)).limit(self.size + 1)
        first = _first(query, self.keys, self.size + 1)
        return first.where(tuple_(*self.keys) < tuple_(*self.after)) if self.after else first

    def page(self, found: list[Any]) -> Page[Any]:
        """Return what was found as a page."""
        more, items = len(found) > self.size, found[: self.size]
        if self.before:
            items.reverse()
        older, newer = more or self.before, (self.before and more) or self.after
        return Page(
            items,
            older=_cursor(items[-1:], self.keys) if older else None,
            newer=_cursor(items[:1], self.keys) if newer else None,
        )


_firsts: WeakKeyDictionary[Select[Any], dict[str, Select[Any]]] = WeakKeyDictionary()
"""The first pages of queries, as long as these live: of one that is kept, it is built once."""


def _first(query: Select[Any], keys: Keys, most: int) -> Select[Any]:
    built, name = _firsts.setdefault(query, {}), f"{' '.join(map(str, keys))} {most}"
    if name not in built:
        built[name] = query.order_by(*(key.desc() for key in keys)).limit(most)
    return built[name]


def encode(*values: Any) -> str:
    """Return an opaque cursor for the key of a row."""
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def decode(cursor: str | None, width: int) -> list[Any] | None:
    """Return what `encode` was given, moments as text; None for a damaged cursor."""
    if not cursor or len(cursor) > LONGEST_CURSOR:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        return None
    return values if isinstance(values, list) and len(values) == width else None


def _bound(cursor: str | None, keys: Keys) -> list[ColumnElement[Any]] | None:
    """Return what to compare the keys with; None for a cursor that cannot be one of this list."""
    values = decode(cursor, len(keys)) or ()
    try:
        return [literal(_checked(v, k), k.type) for k, v in zip(keys, values, strict=False)] or None
    except (TypeError, ValueError):
        return None


def _checked(value: Any, key: InstrumentedAttribute[Any]) -> Any:
    """Return a value of the key's type; a cursor may come from anybody."""
    if isinstance(key.type, UtcDateTime):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    kind = key.type.python_type
    if type(value) is not kind or (kind is int and abs(value) > MAX_INTEGER):
        raise TypeError(f"not a {kind.__name__} that a database holds")
    if kind is str and "\x00" in value:
        raise ValueError("no database keeps this character")
    return value


def _cursor(items: list[Any], keys: Keys) -> str | None:
    return encode(*(getattr(item, key.key) for key in keys for item in items)) if items else None
