"""Rows of a form that are added, removed and moved by buttons, also without script.

The sent form is rearranged, not what was understood of it: what cannot be read stays as typed.
"""

import re

from werkzeug.datastructures import MultiDict

MOST = {"steps": 40, "materials": 40}
"""The rows that there are, and how many of each a form may have."""

_IN_A_ROW = re.compile(r"(steps|materials)-(\d{1,6})-(\w+)")

Sent = MultiDict[str, str]


def rearranged(sent: Sent, command: str) -> Sent:
    """Return the form as a button wants it: `steps:add`, `steps:remove:2`, `:up:2`, `:down:2`.

    A command that fits no row changes nothing. What a material is used in follows its step.
    """
    name, _, deed = command.partition(":")
    if name not in MOST:
        return sent
    rows = map(_IN_A_ROW.fullmatch, sent)
    numbers = sorted({int(row[2]) for row in rows if row and row[1] == name})
    order = _ordered(len(numbers), deed)
    found = _renumbered(sent, name, {numbers[old]: new for new, old in enumerate(order)})
    if deed == "add" and len(numbers) < MOST[name]:
        found.add(f"{name}-{len(numbers)}-title", "")
    return _following(found, order) if name == "steps" else found


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
        if row is None or row[1] != name:
            found.add(key, value)
        elif int(row[2]) in places:
            found.add(f"{name}-{places[int(row[2])]}-{row[3]}", value)
    return found


def _following(sent: Sent, order: list[int]) -> Sent:
    """Let each material name the step that it is used in by the step's new place."""
    found = Sent()
    for key, value in sent.items(multi=True):
        row = _IN_A_ROW.fullmatch(key)
        if row and (row[1], row[3]) == ("materials", "step") and value.isdecimal():
            place = int(value)
            found.add(key, str(order.index(place)) if place in order else "")
        else:
            found.add(key, value)
    return found
