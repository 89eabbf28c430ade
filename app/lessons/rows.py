"""The rows of a lesson's form: steps, and materials that name the step that uses them."""

import re

from app.kernel import rows
from app.kernel.rows import Sent

MOST = {"steps": 40, "materials": 40}
"""The rows that there are, and how many of each a form may have."""

_STEP_OF_MATERIAL = re.compile(r"materials-\d{1,6}-step")


def rearranged(sent: Sent, command: str) -> Sent:
    """Return the form as a button wants it; what a material is used in follows its step."""
    found = rows.rearranged(sent, command, MOST)
    return _following(found.sent, found.order) if found.name == "steps" else found.sent


def _following(sent: Sent, order: list[int]) -> Sent:
    """Let each material name the step that it is used in by the step's new place."""
    found = Sent()
    for key, value in sent.items(multi=True):
        if _STEP_OF_MATERIAL.fullmatch(key) and value.isdecimal():
            place = int(value)
            found.add(key, str(order.index(place)) if place in order else "")
        else:
            found.add(key, value)
    return found
