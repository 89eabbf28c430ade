"""What the page of an attempt sends, and why somebody may try once more."""

from collections.abc import Iterable
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import TextAreaField
from wtforms.validators import Length

from app.courses.asked import Asked
from app.courses.responses import LONGEST
from app.kernel.forms import Form
from app.kernel.i18n import lazy_gettext

LONGEST_REASON = 1_000
NEVER = -1
"""A state that no attempt was ever in."""


class AllowanceForm(Form):
    """Why somebody gets one more attempt."""

    reason = TextAreaField(
        lazy_gettext("Reason"),
        [Length(max=LONGEST_REASON)],
        description=lazy_gettext("The participant reads it."),
        render_kw={"rows": 3, "dir": "auto"},
    )


def sent_answers(asked: Iterable[Asked], sent: MultiDict[str, str]) -> dict[str, Any]:
    """Return what was answered to each question, as it is kept."""
    return {one.key: _sent(one, sent) for one in asked}


def opened_state(sent: MultiDict[str, str]) -> int:
    """Return which state of the attempt the page had shown."""
    said = sent.get("opened", "")
    return int(said) if said.isdecimal() and len(said) < 10 else NEVER


def _sent(one: Asked, sent: MultiDict[str, str]) -> Any:
    if one.lines:
        return {line.key: sent.get(line.name, "")[:LONGEST] for line in one.lines}
    if one.kind == "multiple":
        return [picked[:LONGEST] for picked in sent.getlist(one.name)[: len(one.options)]]
    return sent.get(one.name, "")[:LONGEST].replace("\x00", "")
