"""Rows of a form that are added, removed and moved by buttons, also without script.

The sent form is rearranged, not what was understood of it: what cannot be read stays as typed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

Sent = MultiDict[str, str]

_IN_A_ROW = re.compile(r"(?P<name>\w+)-(?P<number>\d{1,6})-(?P<field>[\w-]+)")


@dataclass(frozen=True, slots=True)
class Rearranged:
    """A form as a button wanted it; `order` says where the rows of that name were before."""

    sent: Sent
    name: str
    order: list[int]


def rearranged(sent: Sent, command: str, most: Mapping[str, int]) -> Rearranged:
    """Return the form as a button wants it: `steps:add`, `steps:remove:2`, `:up:2`, `:down:2`.

    `most` names the rows that there are, and how many of each a form may have. A command that
    fits no row changes nothing.
    """
    name, _, deed = command.partition(":")
    if name not in most:
        return Rearranged(sent, "", [])
    rows = map(_IN_A_ROW.fullmatch, sent)
    numbers = sorted({int(row["number"]) for row in rows if row and row["name"] == name})
    order = _ordered(len(numbers), deed)
    found = _renumbered(sent, name, {numbers[old]: new for new, old in enumerate(order)})
    if deed == "add" and len(numbers) < most[name]:
        found.add(f"{name}-{len(numbers)}-title", "")
    return Rearranged(found, name, order)


def _ordered(count: int, command: str) -> list[int]:
    """Return the places where the rows were, in their new order."""
    order = list(range(count))
    deed, _, number = command.partition(":")
    place = int(number) if number.isdecimal() else count
    if deed not in ("remove", "up", "down") or place >= count:
        return order
    order.pop(place)
    if deed != "remove":
        order.insert(max(place - 1, 0) if deed == "up" else place + 1, place)
    return order


def _renumbered(sent: Sent, name: str, places: dict[int, int]) -> Sent:
    """Return the form with the rows of this name at their new places, without those that went."""
    found = Sent()
    for key, value in sent.items(multi=True):
        row = _IN_A_ROW.fullmatch(key)
        if row is None or row["name"] != name:
            found.add(key, value)
        elif int(row["number"]) in places:
            found.add(f"{name}-{places[int(row['number'])]}-{row['field']}", value)
    return found
